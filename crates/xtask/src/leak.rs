//! `leak`: does a refusal tell how much of a tag or token was right, or anything
//! of the key?
//!
//! It counts instructions, by valgrind's callgrind, instead of measuring time: a
//! count is the same on every run, so that one instruction more is a find and
//! no statistics are needed. Each case is verified again and again with the
//! first difference at another place (or another key of the same length); every
//! count must be equal. In the same run a comparison that stops at the first
//! difference must be caught, else the measurement is worth nothing.
//!
//! What it cannot see: instructions that take longer for some operands, caches,
//! and what a compiler makes of the same code for wasm. RustCrypto's and
//! subtle's operations are written for constant time; this checks that nothing
//! of ours stands in front of them. Which of several keys matched shows, and is
//! no secret.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::args::{Args, Verb};
use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::Sh;
use crate::{debian, paths};

pub(crate) const VERB: Verb = Verb {
    name: "leak",
    about: "Counts instructions of refusals: none may depend on what was right",
    words: "",
    flags: &[],
    run,
};

/// Cases, with the last place at which a difference may stand.
const CASES: &[(&str, usize)] = &[
    ("tag-hex", 63),
    ("tag-in-pairs", 63),
    ("tag-base64", 41),
    ("token", 49),
    ("key", 63),
];
/// The case that must be caught.
const LEAKY: (&str, usize) = ("early-exit", 63);

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("leak: valgrind counts on Linux alone"));
    }
    if paths::on_path("valgrind").is_none() {
        debian::install(&sh, &["valgrind"])?;
    }
    let target = Metadata::read()?.target_directory.join("bench");
    let mut build = metadata::cargo();
    build
        .current_dir(paths::root().join("tests/bench/rust"))
        .args(["build", "--locked", "--profile", "leak", "--bin", "leak"])
        .env("CARGO_TARGET_DIR", &target);
    sh.run("building what is counted", &mut build)?;
    let program = target.join("leak").join("leak");
    let mut failed = false;
    println!("{:<14} {:>14} {:>14}  verdict", "case", "least", "most");
    for (case, last) in CASES.iter().chain([&LEAKY]) {
        let counts = counts(&sh, &program, case, *last)?;
        let least = counts.iter().min().copied().unwrap_or_default();
        let most = counts.iter().max().copied().unwrap_or_default();
        let leaks = least != most;
        let must_leak = *case == LEAKY.0;
        let verdict = match (leaks, must_leak) {
            (false, false) => "equal",
            (true, true) => "differs, as it must",
            (true, false) => "LEAKS",
            (false, true) => "NOT CAUGHT: the measurement is worth nothing",
        };
        failed |= leaks != must_leak;
        println!("{case:<14} {least:>14} {most:>14}  {verdict}");
    }
    Ok(ExitCode::from(u8::from(failed)))
}

/// Counts a case with the difference at eight places from the first to the last.
fn counts(sh: &Sh, program: &Path, case: &str, last: usize) -> Result<Vec<u64>, Failure> {
    let output = program.with_file_name("callgrind.out");
    let mut all = Vec::new();
    for eighth in 0..8 {
        let position = last * eighth / 7;
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--toggle-collect=measured"])
            .arg(format!("--callgrind-out-file={}", output.display()))
            .arg(program)
            .arg(case)
            .arg(position.to_string());
        sh.run(&format!("counting {case} at {position}"), &mut valgrind)?;
        let text = std::fs::read_to_string(&output)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", output.display())))?;
        let count = total(&text).ok_or_else(|| Failure::new("callgrind counted nothing"))?;
        all.push(count);
    }
    Ok(all)
}

/// The number of instructions; nothing where none was counted.
fn total(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("totals:"))?;
    line.trim().parse().ok().filter(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read_and_nothing_counted_is_no_total() {
        assert_eq!(total("events: Ir\ntotals: 31505\n"), Some(31505));
        assert_eq!(total("totals: 0\n"), None);
        assert_eq!(total("summary: 5\n"), None);
    }
}
