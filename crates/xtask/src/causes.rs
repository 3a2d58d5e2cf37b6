//! What `gen` writes from the causes of a mismatch: the page about them.

use std::fmt::Write as _;

use waxseal_diagnose::{Cause, Line, limits};

use crate::schemes::code;

const HEAD: &str = include_str!("causes/page_head.md");
const TAIL: &str = include_str!("causes/page_tail.md");

/// Writes `docs/causes.md`.
pub(crate) fn page() -> String {
    let head = HEAD
        .replace("%HASHED%", &(limits::HASHED_BYTES >> 20).to_string())
        .replace("%BODIES%", &limits::BODIES.to_string());
    let mut text = format!(
        "<!-- Written by `cargo xtask gen` from crates/diagnose. Do not edit. -->\n\n{head}"
    );
    text.push_str(
        "| Code | At best | What it means | How it is found | What to change |\n|---|---|---|---|---|\n",
    );
    for cause in Cause::ALL.iter().copied() {
        let _ = writeln!(
            text,
            "| `{cause}` | {} | {} | {} | {} |",
            cause.highest().as_str(),
            cell(cause.summary()),
            cell(cause.how()),
            cell(cause.fix()),
        );
    }
    text.push('\n');
    text.push_str(TAIL);
    text.push_str("## The lines to change\n\nWhere a framework has a typical one.\n");
    for (causes, lines) in groups() {
        let names: Vec<String> = causes.iter().map(|cause| format!("`{cause}`")).collect();
        let _ = write!(text, "\n{}:\n\n", names.join(", "));
        for line in lines {
            let _ = writeln!(text, "- {}: {}", line.framework.as_str(), code(line.line));
        }
    }
    text
}

/// Puts a text of several lines into a cell.
fn cell(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ").replace('|', "\\|")
}

/// The causes that have the same lines, in the order of the first of them.
fn groups() -> Vec<(Vec<Cause>, &'static [Line])> {
    let mut groups: Vec<(Vec<Cause>, &'static [Line])> = Vec::new();
    for cause in Cause::ALL
        .iter()
        .copied()
        .filter(|cause| !cause.lines().is_empty())
    {
        match groups.iter_mut().find(|(_, lines)| *lines == cause.lines()) {
            Some((causes, _)) => causes.push(cause),
            None => groups.push((vec![cause], cause.lines())),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use waxseal_diagnose::Fact;

    use super::*;

    #[test]
    fn every_cause_stands_in_the_table_once_and_with_its_lines_once() {
        let page = page();
        let (table, lines) = page.split_once("## The lines to change").unwrap();
        for cause in Cause::ALL {
            let row = format!("| `{cause}` | {} |", cause.highest().as_str());
            assert_eq!(table.matches(&row).count(), 1, "{cause}");
            assert_eq!(lines.matches(&format!("`{cause}`")).count(), 1, "{cause}");
        }
    }

    #[test]
    fn every_fact_is_named_and_no_place_is_left_open() {
        for fact in Fact::ALL {
            assert!(TAIL.contains(&format!("`{}`", fact.as_str())), "{fact:?}");
        }
        let page = page();
        assert!(page.contains("at most 5 MiB are hashed and 16 other bodies tried"));
        assert!(!page.contains("%HASHED%") && !page.contains("%BODIES%"));
    }
}
