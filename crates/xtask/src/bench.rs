//! `bench`: measurements, as ratios within one run.

use std::process::ExitCode;

use crate::args::{Args, Verb};
use crate::build::{self, Product};
use crate::failure::Failure;
use crate::sh::Sh;
use crate::{browser, native, node};

pub(crate) const VERB: Verb = Verb {
    name: "bench",
    about: "Measures against others; writes tests/bench/RESULTS.md, RESULTS-rust.md, RESULTS-worker.md, RESULTS-inspector.md",
    words: "npm|rust|worker|inspector",
    flags: &[],
    run,
};

fn run(args: &Args) -> Result<ExitCode, Failure> {
    match args.words() {
        [what] if what == "npm" => npm(args),
        [what] if what == "rust" => native::run(args),
        [what] if what == "worker" => worker(args),
        [what] if what == "inspector" => inspector(args),
        [] => Err(Failure::usage("bench: say what to measure").hint(VERB.help())),
        [what, ..] => {
            Err(Failure::usage(format!("bench: there is no \"{what}\"")).hint(VERB.help()))
        }
    }
}

fn npm(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    build::prepare(&sh)?;
    build::one(&sh, Product::Npm)?;
    let chromium = browser::ensure(&sh)?;
    let mut measure = node::node();
    measure
        .arg("tests/bench/npm.mjs")
        .env("WAXSEAL_CHROMIUM", chromium);
    let output = sh.run("measuring the npm package", &mut measure)?;
    print!("{output}");
    Ok(ExitCode::SUCCESS)
}

fn worker(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    build::prepare(&sh)?;
    build::one(&sh, Product::Worker)?;
    let mut measure = node::node();
    measure.arg("tests/bench/worker.mjs");
    let output = sh.run("measuring the Worker", &mut measure)?;
    print!("{output}");
    Ok(ExitCode::SUCCESS)
}

fn inspector(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    build::prepare(&sh)?;
    build::one(&sh, Product::Npm)?;
    build::one(&sh, Product::Pages)?;
    let chromium = browser::ensure(&sh)?;
    let mut measure = node::node();
    measure
        .arg("tests/bench/inspector.mjs")
        .env("WAXSEAL_CHROMIUM", chromium);
    let output = sh.run("measuring the inspector", &mut measure)?;
    print!("{output}");
    Ok(ExitCode::SUCCESS)
}
