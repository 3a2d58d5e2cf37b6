//! `test`: every check of a pull request, cheap ones first. A failing one does
//! not keep the others from running.

use std::process::ExitCode;

use crate::args::{Args, Flag, Verb};
use crate::count::Count;
use crate::failure::Failure;
use crate::matrix;
use crate::sh::{self, Sh};
use crate::suites::{self, Suite};
use crate::table::{self, Line};

pub(crate) const VERB: Verb = Verb {
    name: "test",
    about: "Runs every check of a pull request and ends with `N passed, N failed`",
    words: "",
    flags: &[
        Flag {
            name: "--quick",
            value: None,
            about: "for the desk: no browser, no slow tests",
        },
        Flag {
            name: "--matrix",
            value: None,
            about: "the packed npm package in every runtime instead; writes the tables of results",
        },
        Flag {
            name: "--only",
            value: Some("SUITE"),
            about: "run suites whose name starts with this (several: a,b); builds nothing by itself",
        },
        Flag {
            name: "--list",
            value: None,
            about: "show the suites",
        },
    ],
    run,
};

fn run(args: &Args) -> Result<ExitCode, Failure> {
    if args.has("--matrix") {
        return matrix::run(args);
    }
    let sh = Sh::new(args);
    let all = suites::all(args.has("--quick"));
    if args.has("--list") {
        for suite in &all {
            println!("{:<24} {}", suite.name, suite.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = choose(all, args.value("--only"))?;
    let mut lines = Vec::new();
    for suite in &chosen {
        eprintln!("{}", suite.name);
        let start = sh::now();
        let count = outcome(&sh, suite);
        lines.push(Line {
            name: suite.name.clone(),
            count,
            took: start.elapsed(),
        });
    }
    println!();
    print!("{}", table::write(&lines));
    let good = lines.iter().all(|line| line.count.failed == 0);
    Ok(ExitCode::from(u8::from(!good)))
}

/// Runs one suite and shows what failed, whole.
fn outcome(sh: &Sh, suite: &Suite) -> Count {
    match (suite.run)(sh) {
        Ok(outcome) => {
            if outcome.count.failed > 0 {
                eprintln!("{}", outcome.output.trim_end());
            }
            outcome.count
        }
        Err(failure) => {
            eprint!("{failure}");
            Count::one(false)
        }
    }
}

/// Keeps the suites that are named. A name that fits one exactly means that
/// one, else all that start with it.
fn choose(all: Vec<Suite>, only: Option<&str>) -> Result<Vec<Suite>, Failure> {
    let Some(only) = only else {
        return Ok(all);
    };
    let names: Vec<String> = all.iter().map(|suite| suite.name.clone()).collect();
    let wanted = chosen(&names, only)?;
    Ok(all
        .into_iter()
        .filter(|suite| wanted.contains(&suite.name))
        .collect())
}

/// Returns those of the names that `--only` means.
pub(crate) fn chosen(names: &[String], only: &str) -> Result<Vec<String>, Failure> {
    matching(names, only).map_err(|unknown| {
        Failure::usage(format!("test: there is no suite \"{unknown}\""))
            .hint(format!("Suites:\n  {}", names.join("\n  ")))
    })
}

fn matching(names: &[String], only: &str) -> Result<Vec<String>, String> {
    let mut wanted = Vec::new();
    for word in only.split(',') {
        let exact = names.iter().any(|name| name == word);
        let before = wanted.len();
        wanted.extend(
            names
                .iter()
                .filter(|name| {
                    if exact {
                        *name == word
                    } else {
                        !word.is_empty() && name.starts_with(word)
                    }
                })
                .cloned(),
        );
        if wanted.len() == before {
            return Err(word.to_owned());
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_is_chosen_by_its_name_or_by_what_several_start_with() {
        let names = ["rust docs", "rust", "build npm", "build worker"].map(str::to_owned);
        assert_eq!(matching(&names, "rust").unwrap(), ["rust"]);
        assert_eq!(
            matching(&names, "build,rust d").unwrap(),
            ["build npm", "build worker", "rust docs"]
        );
        assert_eq!(matching(&names, "rust,nope").unwrap_err(), "nope");
        assert_eq!(matching(&names, "").unwrap_err(), "");
    }
}
