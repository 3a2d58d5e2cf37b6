//! The table of what ran where, in `tests/conformance/RESULTS.md` and in the README.

use std::fmt::Write as _;
use std::fs;

use super::rows::Row;
use super::told::{Judged, Told};
use crate::failure::Failure;
use crate::paths;

const START: &str = "<!-- runtimes: written by `cargo xtask test --matrix` -->";
const END: &str = "<!-- runtimes end -->";
pub(super) const FILE: &str = "tests/conformance/RESULTS.md";
const README: &str = "README.md";

/// One row that had its turn.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) row: Row,
    pub(super) state: State,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum State {
    Ran {
        told: Told,
        /// Whether every check held.
        good: bool,
    },
    /// It could not be had, and why.
    NotRun(String),
}

/// Writes both files.
pub(super) fn write(entries: &[Entry], about: &str) -> Result<(), Failure> {
    let block = block(entries);
    let text = format!(
        "# Every runtime\n\n\
         Written by `cargo xtask test --matrix`; do not edit. Each row is an empty folder where the packed tarball was installed and nothing else;\n\
         every vector of `tests/vectors` was put to both builds of the package in it, and those that a fetch `Request` can carry through a real one.\n\n\
         {about}\n\n{block}\n## Each run\n\n{}",
        details(entries)
    );
    store(FILE, &text)?;
    let readme = load(README)?;
    let renewed = replaced(&readme, &block).ok_or_else(|| {
        Failure::new(format!("{README} has no place for the table of runtimes"))
            .hint(format!("It stands between the lines\n{START}\n{END}"))
    })?;
    store(README, &renewed)
}

fn load(path: &str) -> Result<String, Failure> {
    fs::read_to_string(paths::root().join(path))
        .map_err(|e| Failure::new(format!("cannot read {path}: {e}")))
}

fn store(path: &str, text: &str) -> Result<(), Failure> {
    fs::write(paths::root().join(path), text)
        .map_err(|e| Failure::new(format!("cannot write {path}: {e}")))
}

/// Finds what stands between the two lines, them included.
fn found(text: &str) -> Option<&str> {
    let start = text.find(START)?;
    let length = text.get(start..)?.find(END)? + END.len();
    text.get(start..start + length)
}

fn replaced(text: &str, block: &str) -> Option<String> {
    Some(text.replacen(found(text)?, block.trim_end(), 1))
}

/// One line for each runtime.
fn block(entries: &[Entry]) -> String {
    let mut text = format!(
        "{START}\n| Runtime | Versions | How | Vectors | MACs | Result |\n|---|---|---|---:|---|---|\n"
    );
    for group in entries.chunk_by(|a, b| a.row.runtime == b.row.runtime) {
        let Some(first) = group.first() else { continue };
        let forms = unique(group.iter().map(|entry| entry.row.form.to_owned()));
        let versions = unique(
            group
                .iter()
                .filter_map(|entry| Some(entry.told()?.version.clone())),
        );
        let macs = unique(
            group
                .iter()
                .filter_map(|entry| Some(macs(entry.told()?).to_owned())),
        );
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            first.row.runtime,
            versions.join(", "),
            forms.join("; "),
            least(group),
            macs.join("; "),
            unique(group.iter().map(Entry::result)).join("; "),
        );
    }
    text + END + "\n"
}

/// One line for each row.
fn details(entries: &[Entry]) -> String {
    let mut text = String::from(
        "| Runtime | Version | How | `waxseal` | `waxseal/full` | Through a `Request`, both | MACs by the host, both | Result |\n|---|---|---|---:|---:|---:|---:|---|\n",
    );
    for entry in entries {
        let none = Told::default();
        let told = entry.told().unwrap_or(&none);
        let of = |index: usize| {
            told.builds
                .get(index)
                .map_or_else(String::new, |build| fraction(&build.vectors))
        };
        let fetched: Vec<_> = told
            .builds
            .iter()
            .map(|build| fraction(&build.fetched))
            .collect();
        let macs: Vec<_> = told
            .builds
            .iter()
            .map(|build| build.macs.to_string())
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            entry.row.runtime,
            told.version,
            entry.row.form,
            of(0),
            of(1),
            unique(fetched).join(", "),
            unique(macs).join(", "),
            entry.result(),
        );
    }
    text
}

impl Entry {
    fn told(&self) -> Option<&Told> {
        match &self.state {
            State::Ran { told, .. } => Some(told),
            State::NotRun(_) => None,
        }
    }

    fn result(&self) -> String {
        match &self.state {
            State::Ran { good: true, .. } => "passed".to_owned(),
            State::Ran { good: false, .. } => "**failed**".to_owned(),
            State::NotRun(why) => format!("not run: {why}"),
        }
    }
}

/// Says who computed the MACs, by the share of the host's: most vectors are short.
fn macs(told: &Told) -> &'static str {
    let mut shares = told
        .builds
        .iter()
        .map(|build| (build.macs, build.vectors.total));
    if shares.clone().all(|(macs, _)| macs == 0) {
        "wasm"
    } else if shares.all(|(macs, vectors)| macs > vectors / 4) {
        "host"
    } else {
        "host for long bodies, else wasm"
    }
}

fn fraction(judged: &Judged) -> String {
    format!("{} of {}", judged.good, judged.total)
}

/// The worst of a group's runs.
fn least(group: &[Entry]) -> String {
    group
        .iter()
        .filter_map(Entry::told)
        .flat_map(|told| &told.builds)
        .map(|build| &build.vectors)
        .min_by_key(|judged| judged.good)
        .map_or_else(String::new, fraction)
}

/// Keeps the first of equal texts.
fn unique(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !list.contains(&text) {
            list.push(text);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::super::told::Build;
    use super::*;

    fn entry(id: &str, state: State) -> Entry {
        let row = rows::all().into_iter().find(|row| row.id == id).unwrap();
        Entry { row, state }
    }

    fn ran(version: &str, macs: usize, good: usize) -> State {
        let judged = |good| Judged {
            total: 10,
            good,
            wrong: Vec::new(),
        };
        let build = |name: &str| Build {
            name: name.to_owned(),
            macs,
            vectors: judged(good),
            fetched: judged(10),
        };
        let builds = vec![build("waxseal"), build("waxseal/full")];
        let told = Told {
            version: version.to_owned(),
            error: None,
            builds,
        };
        State::Ran {
            told,
            good: good == 10,
        }
    }

    #[test]
    fn runs_of_one_runtime_share_a_line_and_the_worst_counts() {
        let entries = [
            entry("node-20-esm", ran("20.1", 1, 10)),
            entry("node-22-cjs", ran("22.2", 9, 9)),
            entry("deno", State::NotRun("npm has no such package".to_owned())),
            entry("edge-light", ran("4.0", 0, 10)),
        ];
        let text = block(&entries);
        for line in [
            "| Node | 20.1, 22.2 | ES module; CommonJS | 9 of 10 | host for long bodies, else wasm; host | passed; **failed** |",
            "| Deno |  | ES module |  |  | not run: npm has no such package |",
            "| edge-light | 4.0 | wasm as a module | 10 of 10 | wasm | passed |",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(details(&entries).lines().count(), 6);
    }

    #[test]
    fn the_block_is_replaced_and_nothing_else() {
        let text = format!("before\n{START}\nold\n{END}\nafter\n");
        let new = format!("{START}\nnew\n{END}\n");
        assert_eq!(replaced(&text, &new), Some(format!("before\n{new}after\n")));
        assert_eq!(replaced("no place", &new), None);
    }

    #[test]
    fn the_readme_shows_the_table_that_was_written() {
        let (readme, results) = (load(README).unwrap(), load(FILE).unwrap());
        let (shown, written) = (found(&readme), found(&results));
        assert!(shown.is_some());
        assert_eq!(shown, written, "renew both by `cargo xtask test --matrix`");
    }
}
