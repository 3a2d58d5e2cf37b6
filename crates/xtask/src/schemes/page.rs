//! The reference page: counts, ways in, a table and the entries of each group,
//! and who is missing.

use std::fmt::Write as _;

use waxseal::define::FIELDS;
use waxseal::schemes::Group;

use super::entry::{algorithm, code, encoding, entry, layout, message, prose};
use super::vectors::Vectors;
use super::{Row, index, shape};

/// Bytes of a cell that still leave room for the others.
const WIDE: usize = 80;

const HEAD: &str = include_str!("page_head.md");

/// Writes `docs/schemes.md`.
pub(super) fn page(groups: &[(&'static Group, Vec<Row>)]) -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask gen` from crates/core/src/schemes and tests/vectors. Do not edit. -->\n\n",
    );
    let rows: Vec<&Row> = groups.iter().flat_map(|(_, rows)| rows).collect();
    let missing = groups
        .iter()
        .map(|(group, _)| group.unconfirmed.len())
        .sum();
    let (before, after) = HEAD.split_once("%COUNTS%\n").unwrap_or((HEAD, ""));
    text.push_str(before);
    counts(&mut text, &rows, missing);
    text.push_str(after);
    legend(&mut text);
    index::names(&mut text, &rows);
    index::places(&mut text, &rows);
    for (group, rows) in groups {
        section(&mut text, group, rows);
    }
    unconfirmed(&mut text, groups);
    text
}

fn counts(text: &mut String, rows: &[&Row], missing: usize) {
    let by = |source: &str| rows.iter().filter(|row| row.note.source == source).count();
    let vectors: Vectors = rows.iter().map(|row| row.vectors).sum();
    let askings: Vectors = rows.iter().filter_map(|row| row.askings).sum();
    let _ = write!(
        text,
        "| | |\n|---|---|\n\
         | Schemes | {} |\n\
         | Distinct shapes: what is left when names of headers, fields and labels, literal texts and windows are taken away | {} |\n\
         | Confirmed by the vendor's documentation (`vendor`) | {} |\n\
         | Confirmed by the vendor's own published source (`sdk`) | {} |\n\
         | Seconded: the vendor's page could not be read, and at least two implementations that do not copy one another agree (`seconded`) | {} |\n\
         | Test vectors | {}: {} published, {} constructed; {} of them must be refused |\n\
         | Vectors of handshakes, of {} schemes | {}: {} published, {} constructed; {} of them must not be answered |\n\
         | Not in the table, with the reason | {missing} |\n",
        rows.len(),
        shape::count(rows.iter().map(|row| &row.scheme)),
        by("vendor"),
        by("sdk"),
        by("seconded"),
        vectors.all(),
        vectors.published,
        vectors.constructed,
        vectors.negative,
        rows.iter().filter(|row| row.askings.is_some()).count(),
        askings.all(),
        askings.published,
        askings.constructed,
        askings.negative,
    );
}

fn legend(text: &mut String) {
    text.push_str("\n| Field | What it says |\n|---|---|\n");
    for field in FIELDS {
        let words: Vec<String> = field.words.iter().map(|word| code(word)).collect();
        let words = if words.is_empty() {
            String::new()
        } else {
            format!(" One of {}.", words.join(", "))
        };
        let _ = writeln!(
            text,
            "| `{}` | {}{words} |",
            field.name,
            cell(field.summary)
        );
    }
}

fn section(text: &mut String, group: &Group, rows: &[Row]) {
    let _ = write!(
        text,
        "\n## {}\n\n{} schemes.\n\n| Scheme | Signature | Signed bytes | How | Assurance |\n|---|---|---|---|---|\n",
        group.name,
        rows.len()
    );
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            index::link(row),
            cell(&place(row)),
            signed(row),
            how(row),
            row.scheme.assurance().as_str()
        );
    }
    for row in rows {
        entry(text, row);
    }
}

/// The first place and the layout, short: the entry says all.
fn place(row: &Row) -> String {
    let Some((_, written)) = row
        .definition
        .fields()
        .find(|(name, _)| *name == "signature")
    else {
        return "–".to_owned();
    };
    let place = code(written.strip_prefix("header:").unwrap_or(written));
    match layout(row) {
        Some(form) => format!("{place} {}", code(form)),
        None => place,
    }
}

/// The signed bytes, if they do not make the table too wide.
fn signed(row: &Row) -> String {
    match message(row) {
        None => "–".to_owned(),
        Some(text) if text.len() > WIDE => format!("[fields, see there](#{})", row.note.id),
        Some(text) => cell(&code(text)),
    }
}

fn how(row: &Row) -> String {
    let name = algorithm(row.scheme.algorithm);
    if row.scheme.algorithm.is_signature() {
        format!("{name}, {}", encoding(row.scheme.encoding))
    } else {
        name.to_owned()
    }
}

fn unconfirmed(text: &mut String, groups: &[(&'static Group, Vec<Row>)]) {
    text.push_str(
        "\n## Not in the table\n\n\
         Rows are written from what vendors say. Where no such statement could be read, or where the language has no words for it, there is no row: a guess that accepts nothing is useless, one that accepts too much is worse.\n\n\
         | Provider | Why |\n|---|---|\n",
    );
    let mut all: Vec<_> = groups
        .iter()
        .flat_map(|(group, _)| group.unconfirmed)
        .collect();
    all.sort_by_key(|one| one.name.to_lowercase());
    for one in all {
        let (name, why) = (cell(&prose(one.name)), cell(&prose(one.why)));
        let _ = writeln!(text, "| {name} | {why} |");
    }
}

/// A bar would end a cell, in code too.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
