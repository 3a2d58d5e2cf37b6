//! The schemes as the npm package has them: types that say which options each
//! takes, the type of a user's own, and the table of what is known of each.

use std::fmt::Write as _;

use waxseal::define::{FIELDS, Field};
use waxseal::scheme::{Kind, Open, Scheme};
use waxseal::{check_signable, schemes};

/// Writes types and table.
pub(super) fn write(text: &mut String) {
    options_of(text);
    own_scheme(text);
    table(text);
}

/// Writes the options that each scheme takes. Types alone: nothing of it is in a bundle.
fn options_of(text: &mut String) {
    text.push_str(
        "\n/** The options that each built-in scheme takes: its kind of key, and what it leaves open. */\n\
         export interface SchemeOptions {\n",
    );
    for scheme in rows().map(|(scheme, _)| scheme) {
        let words: Vec<String> = options(&scheme).map(|word| format!("{word:?}")).collect();
        let words = if words.is_empty() {
            "never".to_owned()
        } else {
            words.join(" | ")
        };
        let _ = writeln!(text, "  readonly {:?}: {words};", scheme.id);
    }
    text.push_str(
        "}\n\n/** The id of a built-in scheme. */\nexport type SchemeId = keyof SchemeOptions;\n",
    );
}

/// Lists the options of one scheme, as JavaScript names them.
fn options(scheme: &Scheme<'_>) -> impl Iterator<Item = &'static str> {
    let key = match scheme.algorithm.kind() {
        Kind::Shared => Some("secrets"),
        Kind::Public => Some("keys"),
        Kind::Nothing => None,
    };
    let window = scheme.timestamp.as_ref().map(|_| "toleranceSeconds");
    let url = scheme.covers().url.then_some("url");
    key.into_iter().chain(window).chain(url).chain(open(scheme))
}

fn open(scheme: &Scheme<'_>) -> impl Iterator<Item = &'static str> {
    let words = |open: &Open| -> &'static [&'static str] {
        match open {
            Open::Header => &["header"],
            Open::Query => &["query"],
            Open::Prefix => &["prefix"],
            Open::Encoding => &["encoding"],
            Open::Pointers => &["id", "type", "version"],
        }
    };
    let words: Vec<_> = scheme.opens.iter().flat_map(words).copied().collect();
    words.into_iter()
}

/// Writes the type of a scheme of the user's own.
fn own_scheme(text: &mut String) {
    text.push_str(
        "\n/**\n * A scheme of your own, in the language of the built-in ones. `signature` and `message` are\n \
         * needed, unless a token or nothing is checked.\n */\nexport interface OwnScheme {\n",
    );
    for field in FIELDS {
        let _ = writeln!(
            text,
            "  /** {} */\n  readonly {}?: {} | undefined;",
            field.summary,
            field.name,
            type_of(field)
        );
    }
    text.push_str(
        "}\n\n/** The fields that may be lists, and what stands between their elements. */\n",
    );
    text.push_str("export const listFields: Readonly<Record<string, string>> = {\n");
    for field in FIELDS.iter().filter(|field| !field.between.is_empty()) {
        let _ = writeln!(text, "  {}: {:?},", field.name, field.between);
    }
    text.push_str("};\n");
}

fn type_of(field: &Field) -> String {
    let words: Vec<String> = field.words.iter().map(|word| format!("{word:?}")).collect();
    let words = words.join(" | ");
    match (field.words, field.between) {
        _ if field.name == "tolerance" => "number | string".to_owned(),
        ([], "") => "string".to_owned(),
        ([], _) => "string | readonly string[]".to_owned(),
        (_, "") => words,
        (_, _) => format!("string | readonly ({words})[]"),
    }
}

/// Writes what is known of each scheme, all of it derived from its row.
fn table(text: &mut String) {
    text.push_str(
        "\n/** The built-in schemes and what follows from them. */\n\
         export const schemes: readonly SchemeRow[] = [\n",
    );
    for (scheme, note) in rows() {
        let covers = scheme.covers();
        let takes = match scheme.algorithm.kind() {
            Kind::Shared => "secrets",
            Kind::Public => "keys",
            Kind::Nothing => "nothing",
        };
        let _ = writeln!(
            text,
            "  {{ id: {:?}, name: {:?}, reference: {:?}, algorithm: {:?}, takes: {takes:?}, assurance: {:?}, \
             covers: {{ body: {}, id: {}, type: {}, timestamp: {}, url: {} }}, \
             reads: {:?}, readsMethod: {}, readsUrl: {}, signable: {}, opens: {:?} }},",
            scheme.id,
            note.name,
            note.reference,
            scheme.algorithm.word(),
            scheme.assurance().as_str(),
            covers.body,
            covers.id,
            covers.event_type,
            covers.timestamp,
            covers.url,
            scheme.reads(),
            scheme.reads_method(),
            scheme.reads_url(),
            check_signable(&scheme).is_ok(),
            open(&scheme).collect::<Vec<_>>(),
        );
    }
    text.push_str("];\n");
}

/// Pairs every row with what the reference page says of it.
fn rows() -> impl Iterator<Item = (Scheme<'static>, &'static schemes::Note)> {
    let all = schemes::GROUPS.iter().flat_map(|group| group.notes);
    schemes::all()
        .zip(all)
        .filter_map(|(row, note)| Some((row.scheme()?, note)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_stands_in_the_types_and_in_the_table() {
        let mut text = String::new();
        write(&mut text);
        for (scheme, note) in rows() {
            let id = format!("{:?}", scheme.id);
            assert!(text.contains(&format!("  readonly {id}: ")), "{id}");
            assert!(text.contains(&format!("{{ id: {id}, ")), "{id}");
            assert_eq!(scheme.id, note.id);
        }
    }

    #[test]
    fn the_options_of_a_scheme_are_those_that_it_leaves_open() {
        let of = |id: &str| options(&schemes::find(id).unwrap()).collect::<Vec<_>>();
        assert_eq!(of("github"), ["secrets"]);
        assert_eq!(of("stripe"), ["secrets", "toleranceSeconds"]);
        assert_eq!(of("standard-webhooks-v1a"), ["keys", "toleranceSeconds"]);
        assert_eq!(
            of("token"),
            [
                "secrets", "header", "query", "prefix", "id", "type", "version"
            ]
        );
        assert_eq!(of("none"), ["id", "type", "version"]);
    }
}
