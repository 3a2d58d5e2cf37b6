//! `gen`: writes what follows from the crates, so that every surface says the
//! same words. `--check` writes nothing and names what differs.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use waxseal::Code;

use crate::args::{Args, Flag, Verb};
use crate::failure::Failure;
use crate::sh::Sh;
use crate::{causes, events, node, openapi, paths, schemes, typescript};

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
    for file in files()? {
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
    node::check_version()?;
    let mut command = node::node();
    command.arg("tests/vectors/generate.mjs").args(words);
    sh.run("test vectors", &mut command)?;
    Ok(())
}

/// Returns a line for each generated file that is not what the crates say, and
/// for each code that the changelog, which people write, does not name.
pub(crate) fn differences() -> Result<Vec<String>, Failure> {
    let mut wrong: Vec<String> = files()?
        .iter()
        .filter_map(|file| {
            let there = fs::read_to_string(&file.path).unwrap_or_default();
            let what = difference(&file.text, &there)?;
            let path = paths::shown(&file.path);
            Some(format!("{path}: {what}; run `cargo xtask gen`"))
        })
        .collect();
    wrong.extend(events::leftovers().iter().map(|path| {
        let path = paths::shown(path);
        format!("{path}: no catalog has this type; remove it")
    }));
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

fn files() -> Result<Vec<Generated>, Failure> {
    let root = paths::root();
    let mut files = vec![
        Generated {
            path: root.join("npm/waxseal/src/generated.ts"),
            text: typescript::words(),
        },
        Generated {
            path: root.join("npm/waxseal/src/generated-causes.ts"),
            text: typescript::causes(),
        },
        Generated {
            path: root.join("docs/causes.md"),
            text: causes::page(),
        },
        Generated {
            path: root.join("worker/waxseal.schema.json"),
            text: format!("{:#}\n", waxseal_gateway::config::schema()),
        },
    ];
    let more = events::files()
        .into_iter()
        .chain(schemes::files()?)
        .chain(openapi::files()?);
    files.extend(more.map(|(path, text)| Generated { path, text }));
    Ok(files)
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

#[cfg(test)]
mod tests {
    use super::*;

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
