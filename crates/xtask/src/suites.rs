//! The suites of `test`, in order: what fails fast comes first.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::build::{self, Product};
use crate::count::{self, Count};
use crate::discover;
use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::{self, Sh};
use crate::{arrows, browser, generate, node, paths, tools};

/// No suite of Node tests may take longer; end-to-end rounds on two cores stay below.
const NODE_LIMIT: Duration = Duration::from_secs(15 * 60);
/// No file of Node tests may take longer: a hung one must not use up the suite's time.
const FILE_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Crates that end as wasm and must be checked as such.
const WASM_CRATES: &[&str] = &["waxseal-wasm", "waxseal-worker"];

/// What a suite does when its turn comes.
type Check = Box<dyn Fn(&Sh) -> Result<Outcome, Failure>>;

/// Groups of Node tests that must not vanish unseen.
const MUST_EXIST: &[&str] = &[
    "npm waxseal",
    "npm create-waxseal",
    "vectors",
    "conformance",
    "create",
    "diagnose",
    "e2e",
];

/// One suite.
pub(crate) struct Suite {
    pub(crate) name: String,
    pub(crate) about: &'static str,
    pub(crate) run: Check,
}

/// What a suite came to. The output is shown if something failed.
pub(crate) struct Outcome {
    pub(crate) count: Count,
    pub(crate) output: String,
}

/// Returns the suites; `quick` leaves the browser and slow tests out.
pub(crate) fn all(quick: bool) -> Vec<Suite> {
    let mut suites = vec![
        suite("format", "cargo fmt --check", format_check),
        suite(
            "npm lock",
            "no registry in the lock, nothing missing",
            npm_lock,
        ),
        suite("arrows", "who may use whom", arrow_check),
        suite("lints", "clippy, warnings denied", lints),
        suite("bare metal", "pure crates compile without std", bare_metal),
        suite("generated", "generated files are current", generated),
        suite("rust docs", "rustdoc, warnings denied", rust_docs),
        suite("rust", "cargo test, with examples in the docs", rust),
    ];
    for product in Product::ALL {
        suites.push(Suite {
            name: format!("build {}", product.name()),
            about: "as `cargo xtask build` does",
            run: Box::new(move |sh| {
                build::prepare(sh)?;
                build::one(sh, product)?;
                Ok(passed())
            }),
        });
    }
    suites.push(suite("types", "tsc over each package", types));
    let mut groups: Vec<String> = discover::node_groups(quick)
        .into_iter()
        .map(|group| group.name)
        .collect();
    for name in MUST_EXIST {
        if !groups.iter().any(|group| group == name) {
            groups.push((*name).to_owned());
        }
    }
    for name in groups {
        suites.push(Suite {
            name: name.clone(),
            about: "node --test",
            run: Box::new(move |sh| {
                node::ensure(sh)?;
                // Found again, as they are when their turn has come.
                let files = discover::node_groups(quick)
                    .into_iter()
                    .find(|group| group.name == name)
                    .map(|group| group.files)
                    .unwrap_or_default();
                node_tests(sh, &name, &files, quick, &[])
            }),
        });
    }
    if !quick {
        suites.push(suite(
            "browser",
            "node --test, driving Chromium and Firefox",
            browser_tests,
        ));
    }
    suites
}

fn suite(name: &str, about: &'static str, run: fn(&Sh) -> Result<Outcome, Failure>) -> Suite {
    Suite {
        name: name.to_owned(),
        about,
        run: Box::new(run),
    }
}

fn passed() -> Outcome {
    Outcome {
        count: Count::one(true),
        output: String::new(),
    }
}

/// A check that lists what is wrong.
fn listed(wrong: &[String]) -> Outcome {
    Outcome {
        count: Count::one(wrong.is_empty()),
        output: wrong.join("\n"),
    }
}

/// Runs cargo, where a bad status is one failed check.
fn cargo(sh: &Sh, label: &str, words: &[&str], env: &[(&str, &str)]) -> Result<(), Failure> {
    let mut command = metadata::cargo();
    command.args(words).envs(env.iter().copied());
    sh.run(label, &mut command)?;
    Ok(())
}

fn format_check(sh: &Sh) -> Result<Outcome, Failure> {
    cargo(sh, "cargo fmt", &["fmt", "--all", "--check"], &[])?;
    Ok(passed())
}

fn npm_lock(_: &Sh) -> Result<Outcome, Failure> {
    Ok(listed(&node::lock_faults()?))
}

fn arrow_check(_: &Sh) -> Result<Outcome, Failure> {
    let mut wrong = arrows::check(&Metadata::read()?)?;
    wrong.extend(node::runtime_dependencies()?);
    Ok(listed(&wrong))
}

fn lints(sh: &Sh) -> Result<Outcome, Failure> {
    let mut count = Count::default();
    let host = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    cargo(sh, "clippy", &host, &[])?;
    count += Count::one(true);
    let metadata = Metadata::read()?;
    // One after the other: together, the Worker's dependencies would bring the
    // standard library, and its panic handler, to the crate that has its own.
    for name in WASM_CRATES.iter().filter(|name| metadata.has(name)) {
        tools::target(sh, tools::WASM)?;
        let wasm = [
            "clippy",
            "--locked",
            "--all-features",
            "--target",
            tools::WASM,
            "-p",
            name,
            "--",
            "-D",
            "warnings",
        ];
        cargo(sh, &format!("clippy for wasm, {name}"), &wasm, &[])?;
        count += Count::one(true);
    }
    Ok(Outcome {
        count,
        output: String::new(),
    })
}

fn bare_metal(sh: &Sh) -> Result<Outcome, Failure> {
    tools::target(sh, tools::BARE)?;
    let crates = arrows::pure_crates(&Metadata::read()?);
    let mut count = Count::default();
    for name in crates {
        // One by one: checked together, one crate's features would be all crates'.
        let words = ["check", "--locked", "-p", name, "--target", tools::BARE];
        cargo(sh, &format!("{name} for {}", tools::BARE), &words, &[])?;
        count += Count::one(true);
    }
    Ok(Outcome {
        count: count.settled(true),
        output: "no crate to check".to_owned(),
    })
}

fn generated(sh: &Sh) -> Result<Outcome, Failure> {
    generate::vectors(sh, &["--check"])?;
    Ok(listed(&generate::differences()?))
}

fn rust_docs(sh: &Sh) -> Result<Outcome, Failure> {
    let words = [
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--document-private-items",
    ];
    cargo(sh, "rustdoc", &words, &[("RUSTDOCFLAGS", "-D warnings")])?;
    Ok(passed())
}

fn rust(sh: &Sh) -> Result<Outcome, Failure> {
    let mut command = metadata::cargo();
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    let ended = sh.watch("cargo test", &mut command, sh::LIMIT)?;
    Ok(Outcome {
        count: count::cargo(&ended.output).settled(ended.ok),
        output: ended.output,
    })
}

fn types(sh: &Sh) -> Result<Outcome, Failure> {
    node::ensure(sh)?;
    let npm = paths::root().join("npm");
    let mut sum = Outcome {
        count: Count::default(),
        output: String::new(),
    };
    for folder in ["waxseal", "inspector", "dashboard", "create-waxseal"] {
        let project = npm.join(folder);
        if project.join("tsconfig.json").is_file() {
            let mut tsc = Command::new(node::program("tsc"));
            tsc.arg("-p").arg(&project);
            let ended = sh.watch(&format!("tsc {folder}"), &mut tsc, sh::LIMIT)?;
            sum.count += Count::one(ended.ok);
            sum.output.push_str(&ended.output);
        }
    }
    if sum.count == Count::default() {
        return Err(Failure::new("no package has a tsconfig.json"));
    }
    Ok(sum)
}

fn browser_tests(sh: &Sh) -> Result<Outcome, Failure> {
    node::ensure(sh)?;
    let browsers = [
        ("WAXSEAL_CHROMIUM", browser::ensure(sh)?),
        ("WAXSEAL_FIREFOX", browser::firefox(sh)?),
    ];
    let files = discover::browser_files();
    node_tests(sh, "browser", &files, false, &browsers)
}

/// Runs `node --test` and reads the counts that it closes with.
fn node_tests(
    sh: &Sh,
    name: &str,
    files: &[PathBuf],
    quick: bool,
    browsers: &[(&str, PathBuf)],
) -> Result<Outcome, Failure> {
    if files.is_empty() {
        return Err(Failure::new(format!("{name}: there is no test file")));
    }
    let mut command = node::node();
    command
        // Most of a file's time is waiting for alarms. More at once would make
        // the measured ones wait for each other; the slow ones are measured.
        .arg("--test")
        .arg(if quick {
            "--test-concurrency=3"
        } else {
            "--test-concurrency=2"
        })
        // Not `--test-force-exit`: with it, Node 20 drops results unseen.
        .arg(format!("--test-timeout={}", FILE_LIMIT.as_millis()))
        .arg("--test-reporter=spec")
        .args(files)
        .envs(browsers.iter().map(|(name, path)| (name, path)));
    if quick {
        command.env("WAXSEAL_QUICK", "1");
    }
    let label = format!("node --test, {}", plural(files.len()));
    let ended = sh.watch(&label, &mut command, NODE_LIMIT)?;
    let count = count::node(&ended.output).settled(ended.ok);
    let mut output = ended.output;
    if ended.ok {
        for line in count::node_told(&output) {
            eprintln!("    {line}");
        }
    } else {
        output.push_str(&format!("{name}: node --test {}", ended.how));
    }
    Ok(Outcome { count, output })
}

fn plural(files: usize) -> String {
    if files == 1 {
        "1 file".to_owned()
    } else {
        format!("{files} files")
    }
}
