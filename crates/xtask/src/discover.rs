//! Finds the Node tests by their names, so that a new file cannot be forgotten.
//!
//! `*.test.mjs` is a test, `*.browser.test.mjs` needs the browser,
//! `*.slow.test.mjs` is left out at the desk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;

/// Files that one `node --test` runs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) files: Vec<PathBuf>,
}

/// Folders of tests, with the names of their groups, in the order in which
/// they run: near to the code first, end to end last.
fn places(root: &Path) -> Vec<(String, PathBuf)> {
    let mut places = Vec::new();
    for package in folders(&root.join("npm")) {
        places.push((format!("npm {}", name(&package)), package.join("test")));
    }
    let mut tests = folders(&root.join("tests"));
    tests.sort_by_key(|folder| name(folder) == "e2e");
    let (last, first): (Vec<_>, Vec<_>) = tests.into_iter().partition(|f| name(f) == "e2e");
    places.extend(first.into_iter().map(|folder| (name(&folder), folder)));
    places.push(("worker".to_owned(), root.join("worker/test")));
    places.extend(last.into_iter().map(|folder| (name(&folder), folder)));
    places
}

/// Finds every group that has files for Node alone.
pub(crate) fn node_groups(quick: bool) -> Vec<Group> {
    groups_in(&paths::root(), quick)
}

/// Finds every file that needs the browser, in all places.
pub(crate) fn browser_files() -> Vec<PathBuf> {
    places(&paths::root())
        .iter()
        .flat_map(|(_, folder)| tests_in(folder))
        .filter(|file| has(file, ".browser.test.mjs"))
        .collect()
}

fn groups_in(root: &Path, quick: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    for (name, folder) in places(root) {
        let files: Vec<_> = tests_in(&folder)
            .into_iter()
            .filter(|file| !has(file, ".browser.test.mjs"))
            .filter(|file| !(quick && has(file, ".slow.test.mjs")))
            .collect();
        if !files.is_empty() {
            groups.push(Group { name, files });
        }
    }
    groups
}

fn tests_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in entries(folder) {
        if entry.is_dir() {
            if name(&entry) != "node_modules" {
                found.extend(tests_in(&entry));
            }
        } else if has(&entry, ".test.mjs") {
            found.push(entry);
        }
    }
    found
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder);
    found.retain(|entry| entry.is_dir() && name(entry) != "node_modules");
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

fn has(file: &Path, end: &str) -> bool {
    name(file).ends_with(end)
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_found_by_name_and_end_to_end_comes_last() {
        let root = std::env::temp_dir().join(format!("waxseal-discover-{}", std::process::id()));
        for file in [
            "npm/waxseal/test/verify.test.mjs",
            "npm/waxseal/test/deep/more.test.mjs",
            "npm/waxseal/test/common.mjs",
            "npm/node_modules/other/test/a.test.mjs",
            "tests/conformance/node.test.mjs",
            "tests/conformance/page.browser.test.mjs",
            "tests/e2e/accept.test.mjs",
            "tests/e2e/kill.slow.test.mjs",
            "tests/faults/only.slow.test.mjs",
            "worker/test/dev.test.mjs",
        ] {
            let file = root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let summary = |quick| -> Vec<String> {
            groups_in(&root, quick)
                .iter()
                .map(|group| format!("{} {}", group.name, group.files.len()))
                .collect()
        };
        let (full, quick) = (summary(false), summary(true));
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(
            full,
            [
                "npm waxseal 2",
                "conformance 1",
                "faults 1",
                "worker 1",
                "e2e 2"
            ]
        );
        assert_eq!(
            quick,
            ["npm waxseal 2", "conformance 1", "worker 1", "e2e 1"]
        );
    }
}
