//! `fuzz`: the targets of `tests/fuzz`, one after the other, for a stated time each.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use crate::args::{Args, Flag, Verb};
use crate::failure::Failure;
use crate::metadata::Metadata;
use crate::sh::{self, Sh};
use crate::{paths, tools};

pub(crate) const VERB: Verb = Verb {
    name: "fuzz",
    about: "Runs every parser on mutated input, with a nightly compiler that it fetches",
    words: "",
    flags: &[
        Flag {
            name: "--target",
            value: Some("NAME"),
            about: "this target alone (the files of tests/fuzz/targets)",
        },
        Flag {
            name: "--seconds",
            value: Some("N"),
            about: "how long each target runs; usually 60",
        },
    ],
    run,
};

/// What the fuzzer is told of every target: a hang and a bloated heap are finds too.
const LIMITS: &[&str] = &[
    "-timeout=10",
    "-rss_limit_mb=2048",
    "-max_len=16384",
    "-print_final_stats=1",
];

/// How one target ended.
struct Line {
    target: String,
    runs: u64,
    seconds: u64,
    found: Option<String>,
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    let seconds = seconds(args)?;
    let targets = chosen(args)?;
    let metadata = Metadata::read()?;
    tools::nightly(&sh)?;
    let tool = tools::cargo_fuzz(&sh, &metadata)?;
    let target_directory = metadata.target_directory.join("fuzz");
    let command = |mut command: Command| {
        command
            .current_dir(folder())
            // Of rustup's, not of the cargo that runs this.
            .env("RUSTUP_TOOLCHAIN", tools::NIGHTLY)
            .env("CARGO_TARGET_DIR", &target_directory)
            .env_remove("CARGO");
        command
    };
    let mut seeds = command(Command::new("cargo"));
    seeds
        .args(["run", "--quiet", "--example", "seeds", "--"])
        .arg(paths::root().join("tests/vectors"))
        .arg(folder().join("corpus"));
    sh.run("writing the seeds from the vectors", &mut seeds)?;
    // The core has no unsafe code: what it can do wrong is panic, hang or
    // disagree, and without a sanitizer ten times as many inputs are tried.
    let mut build = command(Command::new(&tool));
    build.args(["build", "--fuzz-dir", ".", "--sanitizer", "none"]);
    sh.run("building the targets", &mut build)?;
    let mut lines = Vec::new();
    for target in targets {
        let mut fuzz = command(Command::new(&tool));
        fuzz.args(["run", "--fuzz-dir", ".", "--sanitizer", "none"])
            .arg(&target)
            .arg("--")
            .args(LIMITS)
            .arg(format!("-max_total_time={seconds}"));
        let start = sh::now();
        let limit = Duration::from_secs(seconds + 300);
        let ended = sh.watch(&format!("fuzzing {target}"), &mut fuzz, limit)?;
        lines.push(Line {
            target,
            runs: runs(&ended.output),
            seconds: start.elapsed().as_secs(),
            found: (!ended.ok).then(|| found(&ended.output)),
        });
    }
    print!("{}", table(&lines));
    let is_clean = lines.iter().all(|line| line.found.is_none());
    Ok(ExitCode::from(u8::from(!is_clean)))
}

fn folder() -> PathBuf {
    paths::root().join("tests/fuzz")
}

fn seconds(args: &Args) -> Result<u64, Failure> {
    match args.value("--seconds") {
        None => Ok(60),
        Some(text) => text
            .parse()
            .ok()
            .filter(|seconds| *seconds > 0)
            .ok_or_else(|| {
                Failure::usage(format!("fuzz: --seconds {text} is no number of seconds"))
            }),
    }
}

/// Every target, or the one that was named.
fn chosen(args: &Args) -> Result<Vec<String>, Failure> {
    let cannot = |error| Failure::new(format!("cannot list tests/fuzz/targets: {error}"));
    let entries = fs::read_dir(folder().join("targets")).map_err(cannot)?;
    let mut all: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    all.sort();
    match args.value("--target") {
        None => Ok(all),
        Some(name) if all.iter().any(|target| target == name) => Ok(vec![name.to_owned()]),
        Some(name) => Err(
            Failure::usage(format!("fuzz: there is no target \"{name}\""))
                .hint(format!("There are {}.", all.join(", "))),
        ),
    }
}

/// How many inputs were tried, as the fuzzer says at its end.
fn runs(output: &str) -> u64 {
    let after = |line: &str| {
        line.strip_prefix("stat::number_of_executed_units:")
            .and_then(|rest| rest.trim().parse().ok())
    };
    output.lines().find_map(after).unwrap_or(0)
}

/// What was found: the first line that says it, and where the input lies.
fn found(output: &str) -> String {
    let has = |start: &'static str| output.lines().find(|line| line.contains(start));
    let what = output
        .lines()
        .skip_while(|line| !line.contains("panicked at"))
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    let what = if what.is_empty() {
        has("ERROR: libFuzzer")
            .unwrap_or("it did not end well")
            .to_owned()
    } else {
        what
    };
    let input = has("Test unit written to").unwrap_or_default();
    format!("{what} {input}").trim().to_owned()
}

fn table(lines: &[Line]) -> String {
    let mut text = format!("{:<12} {:>12} {:>8}  found\n", "target", "runs", "seconds");
    for line in lines {
        let found = line.found.as_deref().unwrap_or("nothing");
        text.push_str(&format!(
            "{:<12} {:>12} {:>8}  {found}\n",
            line.target, line.runs, line.seconds
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_runs_and_the_find_are_read_from_the_fuzzers_words() {
        let output = "INFO: seed\nthread '<unnamed>' panicked at src/lib.rs:1:1:\nno such thing\n\
                      artifact_prefix='./'; Test unit written to ./artifacts/json/crash-1\n\
                      stat::number_of_executed_units: 4711\n";
        assert_eq!(runs(output), 4711);
        let found = found(output);
        assert!(found.contains("no such thing"), "{found}");
        assert!(found.ends_with("crash-1"), "{found}");
        assert_eq!(runs(""), 0);
    }

    #[test]
    fn every_target_of_the_manifest_is_a_file_and_the_other_way_round() {
        let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
        let mut named: Vec<&str> = manifest
            .lines()
            .filter_map(|line| {
                line.strip_prefix("path = \"targets/")?
                    .strip_suffix(".rs\"")
            })
            .collect();
        named.sort_unstable();
        assert_eq!(chosen(&Args::default()).unwrap(), named);
    }
}
