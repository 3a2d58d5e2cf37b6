//! `size`: what people download, held against budgets, and what takes the room.

mod culprits;
mod wasm;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

use serde::Deserialize;

use crate::args::{Args, Flag, Verb};
use crate::build::{self, Product};
use crate::failure::Failure;
use crate::sh::Sh;
use crate::{node, paths};

pub(crate) const VERB: Verb = Verb {
    name: "size",
    about: "Builds the npm package and holds its sizes against tests/size/budgets.json",
    words: "",
    flags: &[
        Flag {
            name: "--why",
            value: None,
            about: "name what takes the room, even within the budgets",
        },
        Flag {
            name: "--built",
            value: None,
            about: "measure what `cargo xtask build npm` left; build nothing",
        },
    ],
    run,
};

/// How many parts of a bundle or tarball are named.
const SHOWN: usize = 10;

/// What something may weigh, gzipped.
#[derive(Debug, Deserialize)]
struct Budget {
    name: String,
    /// In units of 1024 bytes.
    kib: usize,
    about: String,
}

/// What something weighs.
#[derive(Debug, Deserialize)]
struct Size {
    bytes: usize,
    gzipped: usize,
    /// Its parts with their gzipped bytes, most first.
    parts: Vec<(String, usize)>,
}

impl Budget {
    fn bytes(&self) -> usize {
        self.kib * 1024
    }
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    if !args.has("--built") {
        build::prepare(&sh)?;
        build::one(&sh, Product::Npm)?;
    }
    let budgets = budgets()?;
    let sizes = sizes(&sh)?;
    print!("{}", table(&budgets, &sizes)?);
    let mut good = true;
    for budget in &budgets {
        let size = of(&sizes, budget)?;
        let over = size.gzipped > budget.bytes();
        good &= !over;
        if over || args.has("--why") {
            print!("\n{}\n{}", budget.name, why(&sh, budget, size)?);
        }
    }
    Ok(ExitCode::from(u8::from(!good)))
}

fn budgets() -> Result<Vec<Budget>, Failure> {
    let file = paths::root().join("tests/size/budgets.json");
    let text = fs::read_to_string(&file)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", paths::shown(&file))))?;
    serde_json::from_str(&text)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", paths::shown(&file))))
}

fn sizes(sh: &Sh) -> Result<BTreeMap<String, Size>, Failure> {
    let output = sh.run(
        "measuring sizes",
        node::node().arg("tests/size/measure.mjs"),
    )?;
    serde_json::from_str(&output).map_err(|e| {
        Failure::new(format!("size: cannot read what was measured: {e}")).output(output)
    })
}

fn of<'a>(sizes: &'a BTreeMap<String, Size>, budget: &Budget) -> Result<&'a Size, Failure> {
    sizes
        .get(&budget.name)
        .ok_or_else(|| Failure::new(format!("size: nothing measures {}", budget.name)))
}

/// Writes the budgets and what is used of them.
fn table(budgets: &[Budget], sizes: &BTreeMap<String, Size>) -> Result<String, Failure> {
    let mut text = format!(
        "{:<18} {:>10} {:>10} {:>10} {:>6}\n",
        "what", "bytes", "gzipped", "budget", "share"
    );
    for budget in budgets {
        let size = of(sizes, budget)?;
        let over = if size.gzipped > budget.bytes() {
            "  OVER"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{:<18} {:>10} {:>10} {:>10} {:>5}%  {}{over}",
            budget.name,
            size.bytes,
            size.gzipped,
            budget.bytes(),
            culprits::percent(size.gzipped, budget.bytes()),
            budget.about,
        );
    }
    Ok(text)
}

/// Names what takes the room.
fn why(sh: &Sh, budget: &Budget, size: &Size) -> Result<String, Failure> {
    let Some(name) = budget.name.strip_suffix(".wasm") else {
        return Ok(parts(size));
    };
    let file = build::named_wasm(sh, name)?;
    let bytes = fs::read(&file)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", paths::shown(&file))))?;
    Ok(culprits::write(&wasm::read(&bytes)?))
}

fn parts(size: &Size) -> String {
    let mut text = format!("  {:>8}  part, gzipped by itself\n", "bytes");
    for (name, bytes) in size.parts.iter().take(SHOWN) {
        let _ = writeln!(text, "  {bytes:>8}  {name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(name: &str, kib: usize) -> Budget {
        Budget {
            name: name.to_owned(),
            kib,
            about: "a file".to_owned(),
        }
    }

    fn size(gzipped: usize) -> Size {
        Size {
            bytes: 9999,
            gzipped,
            parts: vec![("index.js".to_owned(), 700)],
        }
    }

    #[test]
    fn what_is_over_its_budget_is_marked_and_what_is_just_within_is_not() {
        let sizes = BTreeMap::from([("a".to_owned(), size(1024)), ("b".to_owned(), size(1025))]);
        let text = table(&[budget("a", 1), budget("b", 1)], &sizes).unwrap();
        let over: Vec<_> = text.lines().filter(|line| line.ends_with("OVER")).collect();
        assert_eq!(over.len(), 1, "{text}");
        assert!(over[0].starts_with('b'), "{text}");
        assert!(text.contains("100%"), "{text}");
    }

    #[test]
    fn a_budget_that_nothing_measures_is_a_failure() {
        let text = table(&[budget("a", 1)], &BTreeMap::new()).unwrap_err();
        assert!(text.to_string().contains("nothing measures a"), "{text}");
    }

    #[test]
    fn the_parts_are_named() {
        assert!(parts(&size(1)).contains("     700  index.js"));
    }

    #[test]
    fn the_budgets_of_the_repository_are_read() {
        let names: Vec<_> = budgets().unwrap().into_iter().map(|b| b.name).collect();
        assert_eq!(
            names,
            [
                "waxseal.wasm",
                "waxseal-full.wasm",
                "waxseal-diagnose.wasm",
                "bundle",
                "tarball"
            ]
        );
    }
}
