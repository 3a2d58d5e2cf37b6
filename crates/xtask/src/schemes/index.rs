//! Two ways into the page: by name, and by what the request carries.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use waxseal::scheme::Place;

use super::Row;
use super::entry::{algorithm, code, encoding, layout, message};

/// Writes the names in alphabetical order, a line for each letter.
pub(super) fn names(text: &mut String, rows: &[&Row]) {
    let mut letters: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let first = row.note.name.chars().next().unwrap_or('?');
        let letter = if first.is_alphabetic() {
            first.to_uppercase().to_string()
        } else {
            "0-9".to_owned()
        };
        letters.entry(letter).or_default().push(row);
    }
    text.push_str("\n## By name\n");
    for (letter, mut rows) in letters {
        rows.sort_by_key(|row| row.note.name.to_lowercase());
        let links: Vec<String> = rows.into_iter().map(link).collect();
        let _ = write!(text, "\n**{letter}** {}\n", links.join(" · "));
    }
}

/// Links to a row.
pub(super) fn link(row: &Row) -> String {
    format!("[{}](#{})", row.note.name, row.note.id)
}

/// Writes who puts a signature or token into which place.
pub(super) fn places(text: &mut String, rows: &[&Row]) {
    let owners = owners(rows);
    text.push_str("\n## By header\n\nWhere a signature or token stands, and whose it may be.\n");
    text.push_str("\n| Header | Sender |\n|---|---|\n");
    for (place, rows) in &owners {
        if let [row] = rows.as_slice() {
            let _ = writeln!(text, "| {place} | {} |", link(row));
        }
    }
    text.push_str(
        "\n### The same header, several senders\n\n\
         A header alone does not tell these apart. Senders on one line sign alike, so that only your secret knows which it is. `identify` of the npm package ranks them by what else the request carries.\n",
    );
    for (place, rows) in &owners {
        if rows.len() > 1 {
            let _ = write!(text, "\n{place}: {} senders\n\n", rows.len());
            shared(text, rows);
        }
    }
}

/// Writes the senders of one place, those that sign alike on one line.
fn shared(text: &mut String, rows: &[&Row]) {
    let mut ways: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let way = way(row);
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, links)) => links.push(link(row)),
            None => ways.push((way, vec![link(row)])),
        }
    }
    for (way, links) in ways {
        let _ = writeln!(text, "- {way}: {}", links.join(", "));
    }
}

fn way(row: &Row) -> String {
    let form = code(layout(row).unwrap_or("{signature}"));
    match message(row) {
        Some(message) => format!(
            "{form}, {} {} of {}",
            algorithm(row.scheme.algorithm),
            encoding(row.scheme.encoding),
            code(&in_order(message))
        ),
        None => format!("{form}, {}", algorithm(row.scheme.algorithm)),
    }
}

/// Sorts the aliases of headers, whose order is no difference: `{header:b,a}`.
fn in_order(message: &str) -> String {
    let sort = |names: &str| {
        let mut names: Vec<&str> = names.split(',').collect();
        names.sort_unstable();
        names.join(",")
    };
    let mut parts = message.split("{header:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (names, rest) = part.split_once('}').unwrap_or((part, ""));
        let _ = write!(text, "{{header:{}}}{rest}", sort(names));
    }
    text
}

/// Finds the rows of every place, aliases apart.
fn owners<'r>(rows: &[&'r Row]) -> BTreeMap<String, Vec<&'r Row>> {
    let mut owners: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        for name in row.scheme.places.iter().flat_map(places_of) {
            let rows = owners.entry(name).or_default();
            if !rows.iter().any(|known| known.note.id == row.note.id) {
                rows.push(row);
            }
        }
    }
    owners
}

fn places_of(place: &Place<'_>) -> Vec<String> {
    match place {
        Place::Header(names) if names.contains('{') => vec![code(names)],
        Place::Header(names) => names.split(',').map(code).collect(),
        Place::Query(name) => vec![format!("query {}", code(name))],
        Place::Form(name) => vec![format!("form field {}", code(name))],
        Place::Pointer(path) => vec![format!("in the body {}", code(path))],
    }
}
