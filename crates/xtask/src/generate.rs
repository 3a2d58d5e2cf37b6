//! `gen`: writes what follows from the crates, so that every surface says the
//! same words. `--check` writes nothing and names what differs.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use waxseal::scheme::{Encoding, Open};
use waxseal::{Class, Code, schemes};

use crate::args::{Args, Flag, Verb};
use crate::failure::Failure;
use crate::sh::Sh;
use crate::{node, paths};

pub(crate) const VERB: Verb = Verb {
    name: "gen",
    about: "Writes the files that follow from the crates, and the test vectors",
    words: "",
    flags: &[Flag {
        name: "--check",
        value: None,
        about: "write nothing; fail and name the files that differ",
    }],
    run,
};

/// One generated file.
struct Generated {
    path: PathBuf,
    text: String,
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    if args.has("--check") {
        vectors(&Sh::new(args), &["--check"])?;
        let wrong = differences()?;
        if wrong.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        return Err(Failure::new("generated files differ").output(wrong.join("\n")));
    }
    vectors(&Sh::new(args), &[])?;
    for file in files() {
        if fs::read_to_string(&file.path).is_ok_and(|text| text == file.text) {
            continue;
        }
        write(&file)?;
        eprintln!("  wrote {}", paths::shown(&file.path));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the test vectors, which follow from the oracle and not from the
/// crates, or checks them.
pub(crate) fn vectors(sh: &Sh, words: &[&str]) -> Result<(), Failure> {
    let mut command = node::node();
    command.arg("tests/vectors/generate.mjs").args(words);
    sh.run("test vectors", &mut command)?;
    Ok(())
}

/// Returns a line for each generated file that is not what the crates say, and
/// for each code that the changelog, which people write, does not name.
pub(crate) fn differences() -> Result<Vec<String>, Failure> {
    let mut wrong: Vec<String> = files()
        .iter()
        .filter_map(|file| {
            let there = fs::read_to_string(&file.path).unwrap_or_default();
            let what = difference(&file.text, &there)?;
            let path = paths::shown(&file.path);
            Some(format!("{path}: {what}; run `cargo xtask gen`"))
        })
        .collect();
    let changelog = fs::read_to_string(paths::root().join("CHANGELOG.md"))
        .map_err(|e| Failure::new(format!("cannot read CHANGELOG.md: {e}")))?;
    wrong.extend(unnamed(&changelog));
    Ok(wrong)
}

fn unnamed(changelog: &str) -> Vec<String> {
    Code::ALL
        .iter()
        .filter(|code| !changelog.contains(&format!("`{code}`")))
        .map(|code| format!("CHANGELOG.md: does not name the code {code}"))
        .collect()
}

fn files() -> Vec<Generated> {
    vec![Generated {
        path: paths::root().join("npm/waxseal/src/generated.ts"),
        text: typescript(),
    }]
}

fn write(file: &Generated) -> Result<(), Failure> {
    file.path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&file.path, &file.text))
        .map_err(|e| Failure::new(format!("cannot write {}: {e}", paths::shown(&file.path))))
}

/// Names the first line that differs.
fn difference(wanted: &str, there: &str) -> Option<String> {
    if wanted == there {
        return None;
    }
    if there.is_empty() {
        return Some("is missing or empty".to_owned());
    }
    let (mut left, mut right) = (wanted.lines(), there.lines());
    let mut number = 0_u32;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (None, None) => return Some("differs at its end".to_owned()),
            (wanted, there) if wanted != there => {
                let shown = |line: Option<&str>| line.unwrap_or("nothing").trim().to_owned();
                return Some(format!(
                    "line {number} is \"{}\", the crates say \"{}\"",
                    shown(there),
                    shown(wanted)
                ));
            }
            _ => {}
        }
    }
}

/// Writes the codes and the ids of schemes for TypeScript.
fn typescript() -> String {
    let mut text =
        String::from("// Written by `cargo xtask gen` from the Rust crates. Do not edit.\n");
    for (class, about, name, type_name) in [
        (
            Class::Reject,
            "The sender's fault.",
            "rejectCodes",
            "RejectCode",
        ),
        (
            Class::Config,
            "The operator's or caller's setup.",
            "configCodes",
            "ConfigCode",
        ),
        (
            Class::Fault,
            "Ours: nothing was decided.",
            "faultCodes",
            "FaultCode",
        ),
    ] {
        let codes: Vec<_> = Code::ALL
            .iter()
            .filter(|code| code.class() == class)
            .map(|code| code.as_str())
            .collect();
        list(&mut text, about, name, type_name, &codes);
    }
    text.push_str("\n/** Any code. */\nexport type Code = RejectCode | ConfigCode | FaultCode;\n");
    text.push_str("\n/** The HTTP status that an intake answers. */\n");
    text.push_str("export const statusOf: Readonly<Record<Code, number>> = {\n");
    for code in Code::ALL {
        let _ = writeln!(text, "  {}: {},", code.as_str(), code.http_status());
    }
    text.push_str("};\n");
    text.push_str(
        "\n/** How far a verification came before it failed: the highest explains best. */\n",
    );
    text.push_str("export const rankOf: Readonly<Record<Code, number>> = {\n");
    for code in Code::ALL {
        let _ = writeln!(text, "  {}: {},", code.as_str(), code.rank());
    }
    text.push_str("};\n");
    encodings(&mut text);
    scheme_table(&mut text);
    text
}

fn encodings(text: &mut String) {
    let names: Vec<&str> = Encoding::ALL.iter().map(|known| known.as_str()).collect();
    list(
        text,
        "How a signature is written.",
        "encodings",
        "Encoding",
        &names,
    );
}

/// Writes what is known of each scheme, all of it derived from its row.
fn scheme_table(text: &mut String) {
    text.push_str(
        "\n/** The built-in schemes and what follows from them. */\nexport const schemes = [\n",
    );
    for scheme in schemes::ALL {
        let covers = scheme.covers();
        let opens: Vec<&str> = scheme
            .opens
            .iter()
            .flat_map(|open| options(*open).iter().copied())
            .collect();
        let _ = writeln!(
            text,
            "  {{\n    id: {:?},\n    reference: {:?},\n    reads: {:?},\n    assurance: {:?},\n    \
             covers: {{ body: {}, id: {}, type: {}, timestamp: {}, url: {} }},\n    opens: {opens:?},\n  }},",
            scheme.id,
            scheme.reference,
            scheme.reads(),
            scheme.assurance().as_str(),
            covers.body,
            covers.id,
            covers.event_type,
            covers.timestamp,
            covers.url,
        );
    }
    text.push_str(
        "] as const;\n\n/** The id of a built-in scheme. */\nexport type SchemeId = (typeof schemes)[number][\"id\"];\n",
    );
}

/// The options that an open end stands for, as JavaScript names them.
fn options(open: Open) -> &'static [&'static str] {
    match open {
        Open::Header => &["header"],
        Open::Query => &["query"],
        Open::Prefix => &["prefix"],
        Open::Encoding => &["encoding"],
        Open::Pointers => &["id", "type", "version"],
    }
}

fn list(text: &mut String, about: &str, name: &str, type_name: &str, words: &[&str]) {
    let _ = write!(text, "\n/** {about} */\nexport const {name} = [\n");
    for word in words {
        let _ = writeln!(text, "  \"{word}\",");
    }
    let _ = write!(
        text,
        "] as const;\n\n/** One of {{@link {name}}}. */\nexport type {type_name} = (typeof {name})[number];\n"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_lists_and_once_with_its_status() {
        let text = typescript();
        for code in Code::ALL {
            assert_eq!(text.matches(&format!("\"{code}\"")).count(), 1, "{code}");
            let status = format!("  {code}: {},", code.http_status());
            assert_eq!(text.matches(&status).count(), 1, "{code}");
        }
    }

    #[test]
    fn every_scheme_stands_in_the_list() {
        let text = typescript();
        for scheme in schemes::ALL {
            assert!(
                text.contains(&format!("\"{}\"", scheme.id)),
                "{}",
                scheme.id
            );
        }
    }

    #[test]
    fn a_code_that_the_changelog_does_not_name_is_found() {
        let all: String = Code::ALL.iter().map(|code| format!("`{code}`, ")).collect();
        assert!(unnamed(&all).is_empty());
        assert_eq!(
            unnamed(&all.replace("`secret_short`", "")),
            ["CHANGELOG.md: does not name the code secret_short"]
        );
    }

    #[test]
    fn a_difference_names_the_line() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(
            difference("a\nb\n", "a\nc\n").as_deref(),
            Some("line 2 is \"c\", the crates say \"b\"")
        );
        assert_eq!(
            difference("a\nb\n", "a\n").as_deref(),
            Some("line 2 is \"nothing\", the crates say \"b\"")
        );
        assert_eq!(
            difference("a\n", "a").as_deref(),
            Some("differs at its end")
        );
        assert_eq!(
            difference("a\n", "").as_deref(),
            Some("is missing or empty")
        );
    }
}
