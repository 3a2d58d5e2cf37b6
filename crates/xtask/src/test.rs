//! `test`: every check of a pull request, cheap ones first. A failing one does
//! not keep the others from running.

use std::process::ExitCode;

use crate::args::{Args, Flag, Verb};
use crate::count::Count;
use crate::failure::Failure;
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

fn choose(all: Vec<Suite>, only: Option<&str>) -> Result<Vec<Suite>, Failure> {
    let Some(only) = only else {
        return Ok(all);
    };
    let names: Vec<&str> = only.split(',').collect();
    let listed: Vec<String> = all
        .iter()
        .map(|suite| format!("  {}", suite.name))
        .collect();
    if let Some(unknown) = names
        .iter()
        .find(|name| name.is_empty() || !all.iter().any(|suite| suite.name.starts_with(*name)))
    {
        return Err(
            Failure::usage(format!("test: there is no suite \"{unknown}\""))
                .hint(format!("Suites:\n{}", listed.join("\n"))),
        );
    }
    Ok(all
        .into_iter()
        .filter(|suite| names.iter().any(|name| suite.name.starts_with(name)))
        .collect())
}
