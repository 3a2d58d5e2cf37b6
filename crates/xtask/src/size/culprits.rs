//! What takes the room in a wasm file: by kind, by crate, by function.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::wasm::{Function, Wasm};

/// How many crates and functions are named.
const SHOWN: usize = 15;

/// What a wasm should not need, and the parts of names that give it away. The first that fits counts.
const KINDS: &[(&str, &[&str])] = &[
    (
        "float formatting and parsing",
        &[
            "flt2dec",
            "dec2flt",
            "fmt::float",
            "grisu",
            "dragon",
            "ryu",
            "zmij",
            "f64",
            "f32",
        ],
    ),
    (
        "panics",
        &[
            "panicking",
            "panic_",
            "unwrap_failed",
            "expect_failed",
            "slice_error_fail",
            "_fail::",
            "_fail",
            "handle_error",
            "handle_alloc_error",
        ],
    ),
    ("serde", &["serde"]),
    ("other formatting", &["core::fmt", "alloc::fmt", "::fmt"]),
];

/// What text in the data section is for, and what gives it away.
const TEXTS: &[(&str, &[&str])] = &[
    ("source paths of panics", &[".rs"]),
    (
        "panic texts",
        &[
            "panicked",
            "called `",
            "index out of",
            "out of range",
            "overflow",
            "assertion",
            "unreachable",
            "capacity",
            "byte index",
            "char boundary",
            "not implemented",
            "RefCell",
        ],
    ),
    (
        "serde's names",
        &[
            "struct ",
            "variant",
            "missing field",
            "unknown field",
            "duplicate field",
            "invalid type",
            "invalid value",
            "invalid length",
            "tuple ",
        ],
    ),
];

/// Printable characters in a row from this many on are a text.
const TEXT_BYTES: usize = 8;

/// Writes what takes the room.
pub(super) fn write(wasm: &Wasm) -> String {
    if wasm.named == 0 {
        return "  the build leaves no names in it: culprits cannot be named\n".to_owned();
    }
    let code: usize = wasm.functions.iter().map(|function| function.bytes).sum();
    let data: usize = wasm.data.iter().map(Vec::len).sum();
    let mut text = format!(
        "  code {code} B in {} functions, data {data} B\n",
        wasm.functions.len()
    );
    let kinds = sums(&wasm.functions, |function| kind_of(KINDS, &function.name));
    rows(&mut text, "kind of function", &kinds);
    rows(&mut text, "kind of data", &texts(&wasm.data));
    rows(&mut text, "crate", &sums(&wasm.functions, Function::home));
    rows(
        &mut text,
        "function",
        &sums(&wasm.functions, |function| &function.name),
    );
    text
}

/// Adds bytes up under a name, most first.
fn sums<'a>(
    functions: &'a [Function],
    name: impl Fn(&'a Function) -> &'a str,
) -> Vec<(String, usize)> {
    let mut sums = BTreeMap::new();
    for function in functions {
        *sums.entry(name(function).to_owned()).or_insert(0) += function.bytes;
    }
    most_first(sums)
}

fn most_first(sums: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut list: Vec<_> = sums.into_iter().collect();
    list.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    list
}

/// Adds the data's bytes up by what they are for.
fn texts(data: &[Vec<u8>]) -> Vec<(String, usize)> {
    let mut sums = BTreeMap::new();
    let mut add = |name: &str, bytes: usize| *sums.entry(name.to_owned()).or_insert(0) += bytes;
    for segment in data {
        let mut texts = 0;
        for run in segment.split(|byte| !matches!(byte, b' '..=b'~')) {
            if run.len() >= TEXT_BYTES {
                add(kind_of(TEXTS, &String::from_utf8_lossy(run)), run.len());
                texts += run.len();
            }
        }
        add("tables and numbers", segment.len() - texts);
    }
    most_first(sums)
}

fn kind_of(kinds: &[(&'static str, &[&str])], name: &str) -> &'static str {
    kinds
        .iter()
        .find(|(_, marks)| marks.iter().any(|mark| name.contains(mark)))
        .map_or("what it is for", |(kind, _)| kind)
}

fn rows(text: &mut String, title: &str, list: &[(String, usize)]) {
    let whole: usize = list.iter().map(|(_, bytes)| bytes).sum();
    let _ = writeln!(text, "  {:>8}  {:>5}  {title}", "bytes", "share");
    for (name, bytes) in list.iter().take(SHOWN) {
        let _ = writeln!(text, "  {bytes:>8}  {:>4}%  {name}", percent(*bytes, whole));
    }
    if let Some(rest) = list.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        let bytes: usize = rest.iter().map(|(_, bytes)| bytes).sum();
        let _ = writeln!(
            text,
            "  {bytes:>8}  {:>4}%  {} more",
            percent(bytes, whole),
            rest.len()
        );
    }
}

/// Parts of a hundred, rounded down.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wasm(functions: &[(&str, usize)], data: &[u8], named: usize) -> Wasm {
        let functions = functions.iter().map(|(name, bytes)| Function {
            name: (*name).to_owned(),
            bytes: *bytes,
        });
        Wasm {
            functions: functions.collect(),
            data: vec![data.to_vec()],
            named,
        }
    }

    #[test]
    fn kinds_crates_and_functions_are_named_with_their_share() {
        let functions = [
            ("core::num::flt2dec::strategy::dragon::format_exact", 600),
            ("core::panicking::panic_fmt", 300),
            ("<serde_json::Error as core::fmt::Debug>::fmt", 60),
            ("waxseal::plan::plan", 40),
        ];
        let text = write(&wasm(
            &functions,
            b"\0\0src/plan.rs\0called `Option::unwrap()`\0stripe-signature",
            4,
        ));
        for row in [
            "     600    60%  float formatting and parsing",
            "     300    30%  panics",
            "      60     6%  serde",
            "      40     4%  what it is for",
            "     900    90%  core",
            "      11    19%  source paths of panics",
            "      25    44%  panic texts",
            "       4     7%  tables and numbers",
        ] {
            assert!(text.contains(row), "{row}\n{text}");
        }
    }

    #[test]
    fn a_file_without_names_says_so() {
        let text = write(&wasm(&[("function 0", 9)], b"", 0));
        assert!(text.contains("no names in it"), "{text}");
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let names: Vec<String> = (0..20).map(|n| format!("a::f{n}")).collect();
        let functions: Vec<_> = names.iter().map(|name| (name.as_str(), 10)).collect();
        let text = write(&wasm(&functions, b"", 20));
        assert!(text.contains("      50    25%  5 more"), "{text}");
    }
}
