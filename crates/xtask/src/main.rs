//! `cargo xtask <verb>`: the only entry to build, run, test and measure this
//! repository. Each verb is a file; CI calls the same verbs as the desk.
//!
//! It needs Rust (by rustup) and Node 20 or newer. Everything else (the wasm
//! target, npm packages, build tools, for the tests a browser) it fetches.

mod args;
mod arrows;
mod bench;
mod browser;
mod build;
mod bundle;
mod causes;
mod count;
mod debian;
mod dev;
mod discover;
mod events;
mod failure;
mod fuzz;
mod generate;
mod leak;
mod matrix;
mod metadata;
mod mutants;
mod native;
mod node;
mod openapi;
mod paths;
mod schemes;
mod sh;
mod size;
mod suites;
mod table;
mod test;
mod tools;
mod typescript;

use std::process::ExitCode;

use args::{Args, Verb};
use failure::Failure;

const VERBS: &[&Verb] = &[
    &build::VERB,
    &bundle::VERB,
    &dev::VERB,
    &test::VERB,
    &generate::VERB,
    &size::VERB,
    &bench::VERB,
    &fuzz::VERB,
    &leak::VERB,
    &mutants::VERB,
];

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(failure.status())
        }
    }
}

fn run(words: Vec<String>) -> Result<ExitCode, Failure> {
    let mut words = words.into_iter();
    let name = match words.next().as_deref() {
        None | Some("help" | "--help" | "-h") => {
            print!("{}", args::overview(VERBS));
            return Ok(ExitCode::SUCCESS);
        }
        Some(name) => name.to_owned(),
    };
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else {
        return Err(
            Failure::usage(format!("there is no verb \"{name}\"")).hint(args::overview(VERBS))
        );
    };
    let args = Args::parse(verb, words)?;
    if args.has("--help") {
        print!("{}", verb.help());
        return Ok(ExitCode::SUCCESS);
    }
    sh::end_children_on_interrupt()?;
    (verb.run)(&args)
}
