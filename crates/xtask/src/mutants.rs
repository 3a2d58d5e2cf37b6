//! `mutants`: changes the core in one place at a time and sees whether its tests notice.

use std::process::{Command, ExitCode};
use std::time::Duration;

use crate::args::{Args, Flag, Verb};
use crate::failure::Failure;
use crate::metadata::Metadata;
use crate::sh::Sh;
use crate::{paths, tools};

pub(crate) const VERB: Verb = Verb {
    name: "mutants",
    about: "Changes the core in one place at a time; its tests must notice nine of ten",
    words: "",
    flags: &[
        Flag {
            name: "--shard",
            value: Some("K/N"),
            about: "the K-th of N samples of all changes, from 0; all of them take hours",
        },
        Flag {
            name: "--file",
            value: Some("PATH"),
            about: "changes in this file alone, such as crates/core/src/time.rs",
        },
    ],
    run,
};

/// The least share of changes that tests must notice, in percent.
const LEAST: usize = 90;
/// All of some 1500 changes, a quarter of a minute each.
const LIMIT: Duration = Duration::from_secs(24 * 60 * 60);

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    let metadata = Metadata::read()?;
    let tool = tools::cargo_mutants(&sh, &metadata)?;
    let output = metadata.target_directory.join("mutants");
    std::fs::create_dir_all(&output)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", output.display())))?;
    let mut command = Command::new(tool);
    command
        .current_dir(paths::root())
        .args(["mutants", "--package", "waxseal", "--all-features"])
        .args(["--profile", "mutants", "--colors", "never"])
        // A change can make a loop endless: that is noticed too.
        .args(["--minimum-test-timeout", "40", "--timeout-multiplier", "5"])
        .arg("--output")
        .arg(&output);
    if let Some(shard) = args.value("--shard") {
        // Every N-th change, so that a sample meets every file.
        command.args(["--sharding", "round-robin", "--shard", shard]);
    }
    if let Some(file) = args.value("--file") {
        command.args(["--file", file]);
    }
    command.args(["--", "--lib", "--tests"]);
    let ended = sh.watch("changing the core", &mut command, LIMIT)?;
    let tally = Tally::read(&ended.output);
    if tally.noticed + tally.missed.len() == 0 {
        return Err(Failure::new(format!("mutants: {}", ended.how)).output(ended.output));
    }
    print!("{}", tally.write());
    Ok(ExitCode::from(u8::from(tally.share() < LEAST)))
}

/// What became of the changes.
#[derive(Debug, Default)]
struct Tally {
    noticed: usize,
    missed: Vec<String>,
}

impl Tally {
    /// Reads the summary line and the changes that nothing noticed.
    fn read(output: &str) -> Tally {
        let missed = output
            .lines()
            .filter_map(|line| line.strip_prefix("MISSED"))
            // Behind the last "in" stands how long it took.
            .map(|line| line.rsplit_once(" in ").map_or(line, |(change, _)| change))
            .map(|change| change.trim().to_owned())
            .collect();
        let summary = output
            .lines()
            .rfind(|line| line.contains("mutants tested"))
            .unwrap_or_default();
        let before = |word: &str| -> usize {
            let end = summary.split(word).next().filter(|end| *end != summary);
            let number = end.and_then(|end| end.split_whitespace().last());
            number.and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        Tally {
            noticed: before(" caught") + before(" timeout"),
            missed,
        }
    }

    /// The share that was noticed, in percent, rounded down. Changes that do
    /// not compile are none.
    fn share(&self) -> usize {
        (100 * self.noticed)
            .checked_div(self.noticed + self.missed.len())
            .unwrap_or(0)
    }

    fn write(&self) -> String {
        let mut text: String = self
            .missed
            .iter()
            .map(|change| format!("not noticed: {change}\n"))
            .collect();
        text.push_str(&format!(
            "{} of {} changes noticed, {} %\n",
            self.noticed,
            self.noticed + self.missed.len(),
            self.share()
        ));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_that_hang_are_noticed_and_those_that_do_not_compile_are_none() {
        let output = "Found 100 mutants to test\n\
            ok       Unmutated baseline in 0s build + 5s test\n\
            MISSED   crates/core/src/sign.rs:176:9: delete match arm Some(_) in is_id in 2s build + 1s test\n\
            96 mutants tested in 20m 3s: 1 missed, 85 caught, 8 unviable, 2 timeouts\n";
        let tally = Tally::read(output);
        assert_eq!(tally.noticed, 87);
        assert_eq!(
            tally.missed,
            ["crates/core/src/sign.rs:176:9: delete match arm Some(_) in is_id"]
        );
        assert_eq!(tally.share(), 98);
        assert!(tally.write().ends_with("87 of 88 changes noticed, 98 %\n"));
        assert_eq!(Tally::read("").share(), 0);
    }
}
