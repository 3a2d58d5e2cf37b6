//! Who may use whom. The table is the rule; a crate that is not in it, or a
//! dependency that its row does not name, fails.

use std::collections::BTreeSet;
use std::process::Command;

use crate::failure::Failure;
use crate::metadata::{self, Metadata, Package};

/// What one crate may name in its Cargo.toml outside dev-dependencies.
struct Rule {
    name: &'static str,
    /// Crates of this repository.
    ours: &'static [&'static str],
    /// Crates of others.
    others: &'static [&'static str],
    /// Whether nothing in its whole tree may touch a clock, randomness or a host.
    pure: bool,
}

const RULES: &[Rule] = &[
    Rule {
        name: "waxseal",
        ours: &[],
        others: &[
            "base64",
            "crypto-bigint",
            "der",
            "ed25519-dalek",
            "hmac",
            "p256",
            "sha1",
            "sha2",
            "subtle",
            "zeroize",
        ],
        pure: true,
    },
    Rule {
        name: "waxseal-events",
        ours: &[],
        others: &["serde", "serde_json"],
        pure: true,
    },
    Rule {
        name: "waxseal-diagnose",
        ours: &["waxseal"],
        others: &["base64", "miniz_oxide", "unicode-normalization", "zeroize"],
        pure: true,
    },
    Rule {
        name: "waxseal-gateway",
        ours: &["waxseal", "waxseal-events"],
        others: &[
            "base64",
            "hmac",
            "serde",
            "serde_json",
            "sha2",
            "subtle",
            "zeroize",
        ],
        pure: true,
    },
    Rule {
        name: "waxseal-wasm",
        ours: &[
            "waxseal",
            "waxseal-diagnose",
            "waxseal-events",
            "waxseal-gateway",
        ],
        others: &["js-sys", "serde_json", "wasm-bindgen", "zeroize"],
        pure: false,
    },
    Rule {
        name: "waxseal-worker",
        ours: &["waxseal", "waxseal-events", "waxseal-gateway"],
        others: &[
            "futures-channel",
            "futures-util",
            "getrandom",
            "js-sys",
            "serde",
            "serde_json",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
            "worker",
            "zeroize",
        ],
        pure: false,
    },
    Rule {
        name: "xtask",
        ours: &[
            "waxseal",
            "waxseal-diagnose",
            "waxseal-events",
            "waxseal-gateway",
        ],
        others: &["ctrlc", "serde", "serde_json", "wasmparser"],
        pure: false,
    },
];

/// What must not be anywhere below a pure crate: hosts, randomness, clocks.
const IMPURE: &[&str] = &[
    "chrono",
    "getrandom",
    "js-sys",
    "rand",
    "time",
    "tokio",
    "wasm-bindgen",
    "web-time",
];

/// Checks every crate and returns what breaks the rules, a line each.
pub(crate) fn check(metadata: &Metadata) -> Result<Vec<String>, Failure> {
    let mut wrong = direct(&metadata.packages, RULES);
    for rule in RULES.iter().filter(|r| r.pure && metadata.has(r.name)) {
        wrong.extend(impure(rule.name, &tree(rule.name)?));
    }
    Ok(wrong)
}

/// Returns the crates that compile for a bare target, of those that exist.
pub(crate) fn pure_crates(metadata: &Metadata) -> Vec<&'static str> {
    RULES
        .iter()
        .filter(|rule| rule.pure && metadata.has(rule.name))
        .map(|rule| rule.name)
        .collect()
}

fn direct(packages: &[Package], rules: &[Rule]) -> Vec<String> {
    let ours: BTreeSet<&str> = packages.iter().map(|p| p.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = &package.name;
        let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
            wrong.push(format!(
                "{name}: has no row in crates/xtask/src/arrows.rs; say there what it may use"
            ));
            continue;
        };
        // Tests may use anything but what would turn an arrow round.
        for used in &package.dependencies {
            let dev = used.kind.as_deref() == Some("dev");
            let target = used.name.as_str();
            if ours.contains(target) && !rule.ours.contains(&target) {
                wrong.push(format!("{name}: must not use {target}"));
            } else if !ours.contains(target) && !dev && !rule.others.contains(&target) {
                wrong.push(format!(
                    "{name}: {target} is not on its list of dependencies"
                ));
            }
        }
    }
    wrong
}

fn impure(name: &str, tree: &str) -> Vec<String> {
    let below: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    IMPURE
        .iter()
        .filter(|banned| below.contains(**banned))
        .map(|banned| format!("{name}: {banned} is somewhere below it"))
        .collect()
}

fn tree(name: &str) -> Result<String, Failure> {
    let mut command: Command = metadata::cargo();
    command.args(["tree", "-p", name, "--all-features", "--target", "all"]);
    command.args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = command
        .output()
        .map_err(|e| Failure::new(format!("cannot run cargo tree: {e}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("cargo tree -p {name} failed"))
            .output(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn package(name: &str, uses: &[(&str, Option<&str>)]) -> Package {
        Package {
            name: name.to_owned(),
            dependencies: uses
                .iter()
                .map(|(name, kind)| Dependency {
                    name: (*name).to_owned(),
                    kind: kind.map(str::to_owned),
                })
                .collect(),
        }
    }

    #[test]
    fn a_workspace_that_follows_the_table_passes() {
        let packages = [
            package("waxseal", &[("sha2", None), ("proptest", Some("dev"))]),
            package("waxseal-gateway", &[("waxseal", None), ("serde", None)]),
        ];
        assert_eq!(direct(&packages, RULES), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_points_the_other_way_is_named_even_in_tests_and_builds() {
        for kind in [None, Some("dev"), Some("build")] {
            let packages = [
                package("waxseal", &[("waxseal-gateway", kind)]),
                package("waxseal-gateway", &[]),
            ];
            assert_eq!(
                direct(&packages, RULES),
                ["waxseal: must not use waxseal-gateway"]
            );
        }
    }

    #[test]
    fn a_dependency_outside_the_list_is_named() {
        let packages = [package("waxseal", &[("rand", None)])];
        assert_eq!(
            direct(&packages, RULES),
            ["waxseal: rand is not on its list of dependencies"]
        );
    }

    #[test]
    fn the_worker_must_not_link_the_search_for_causes() {
        let packages = [
            package("waxseal-worker", &[("waxseal-diagnose", None)]),
            package("waxseal-diagnose", &[]),
        ];
        assert_eq!(
            direct(&packages, RULES),
            ["waxseal-worker: must not use waxseal-diagnose"]
        );
    }

    #[test]
    fn a_crate_without_a_row_is_named() {
        let wrong = direct(&[package("waxseal-new", &[])], RULES);
        assert!(
            wrong
                .iter()
                .any(|line| line.starts_with("waxseal-new: has no row"))
        );
    }

    #[test]
    fn randomness_deep_below_a_pure_crate_is_named() {
        let tree = "waxseal v0.1.0 (/w)\nrsa v0.9.0\ngetrandom v0.4.3\n";
        assert_eq!(
            impure("waxseal", tree),
            ["waxseal: getrandom is somewhere below it"]
        );
        assert!(impure("waxseal", "waxseal v0.1.0 (/w)\nsha2 v0.11.1\n").is_empty());
    }
}
