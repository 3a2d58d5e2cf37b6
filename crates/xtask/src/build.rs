//! `build`: the npm package, the pages, the Worker, what `npm create waxseal`
//! makes of them, in the order in which one needs the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::args::{Args, Verb};
use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::{self, Sh};
use crate::{node, paths, tools};

pub(crate) const VERB: Verb = Verb {
    name: "build",
    about: "Builds the npm package, the pages, the Worker and the template of new folders",
    words: "[npm] [pages] [worker] [create] [faults]",
    flags: &[],
    run,
};

/// What can be built, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    /// `npm/waxseal/dist`: the wasm and the entries around it.
    Npm,
    /// `npm/inspector/dist` and `worker/assets`: the pages.
    Pages,
    /// `worker/build`: the Worker.
    Worker,
    /// `npm/create-waxseal/dist`: what a new folder gets.
    Create,
    /// `worker/build-faults`: the Worker with faults on demand, for tests alone.
    Faults,
}

impl Product {
    /// What is built when nothing is named.
    pub(crate) const RELEASED: [Product; 4] = [
        Product::Npm,
        Product::Pages,
        Product::Worker,
        Product::Create,
    ];
    /// What the tests need.
    pub(crate) const ALL: [Product; 5] = [
        Product::Npm,
        Product::Pages,
        Product::Worker,
        Product::Create,
        Product::Faults,
    ];

    /// Returns the word that selects it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Product::Npm => "npm",
            Product::Pages => "pages",
            Product::Worker => "worker",
            Product::Create => "create",
            Product::Faults => "faults",
        }
    }
}

/// What wasm-opt must be told that the compiler uses. A list, not "all": a new
/// encoding must not slip in before every engine reads it.
const WASM_FEATURES: &[&str] = &[
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-simd",
];

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let start = sh::now();
    let sh = Sh::new(args);
    let chosen = choose(args.words())?;
    prepare(&sh)?;
    for product in chosen {
        one(&sh, product)?;
    }
    eprintln!("  built in {}", sh::seconds(start.elapsed()));
    Ok(ExitCode::SUCCESS)
}

fn choose(words: &[String]) -> Result<Vec<Product>, Failure> {
    if words.is_empty() {
        return Ok(Product::RELEASED.to_vec());
    }
    if let Some(unknown) = words
        .iter()
        .find(|word| Product::ALL.iter().all(|p| p.name() != word.as_str()))
    {
        return Err(
            Failure::usage(format!("build: there is no product \"{unknown}\"")).hint(VERB.help()),
        );
    }
    Ok(Product::ALL
        .into_iter()
        .filter(|p| words.iter().any(|word| word == p.name()))
        .collect())
}

/// Builds everything.
pub(crate) fn all(sh: &Sh) -> Result<(), Failure> {
    prepare(sh)?;
    Product::RELEASED.into_iter().try_for_each(|p| one(sh, p))
}

/// Fetches what every product needs.
pub(crate) fn prepare(sh: &Sh) -> Result<(), Failure> {
    tools::target(sh, tools::WASM)?;
    node::ensure(sh)
}

/// Builds one product; those before it must be built.
pub(crate) fn one(sh: &Sh, product: Product) -> Result<(), Failure> {
    match product {
        Product::Npm => npm(sh),
        Product::Pages => pages(sh),
        Product::Worker => worker(sh, "building the Worker", &[]),
        Product::Create => create(sh),
        Product::Faults => worker(
            sh,
            "building the Worker with faults",
            &["--out-dir", "build-faults", "--features", "faults"],
        ),
    }
}

fn npm(sh: &Sh) -> Result<(), Failure> {
    let metadata = Metadata::read()?;
    wasm(sh, &metadata, "waxseal", &[])?;
    wasm(sh, &metadata, "waxseal-full", &["--features", "full"])?;
    wasm(
        sh,
        &metadata,
        "waxseal-diagnose",
        &["--features", "diagnose"],
    )?;
    let package = paths::root().join("npm/waxseal");
    let sizes = script(sh, "building the npm package", &package)?;
    eprint!("{sizes}");
    Ok(())
}

/// Builds the package's wasm with these features and puts it into `dist` under this name.
fn wasm(sh: &Sh, metadata: &Metadata, name: &str, features: &[&str]) -> Result<(), Failure> {
    let mut cargo = metadata::cargo();
    cargo
        .args(["build", "--release", "-p", "waxseal-wasm"])
        .args(["--target", tools::WASM])
        .args(features);
    sh.run(&format!("compiling {name}.wasm"), with_flags(&mut cargo))?;

    // Its glue is not used; the names and types of the exports are.
    let target = &metadata.target_directory;
    let bound = target.join("npm-wasm").join(name);
    let mut bindgen = Command::new(tools::wasm_bindgen(sh, metadata)?);
    bindgen
        .arg(target.join(tools::WASM).join("release/waxseal_wasm.wasm"))
        .args(["--target", "bundler", "--out-dir"])
        .arg(&bound);
    sh.run(&format!("binding {name}.wasm"), &mut bindgen)?;

    let dist = paths::root().join("npm/waxseal/dist");
    folder(&dist)?;
    let shrunk = dist.join(format!("{name}.wasm"));
    shrink(
        sh,
        &format!("{name}.wasm"),
        &bound,
        "--strip-debug",
        &shrunk,
    )?;
    copy(
        &bound.join("waxseal_wasm_bg.wasm.d.ts"),
        &dist.join(format!("{name}.wasm.d.ts")),
    )
}

/// Returns the path of a built wasm as it is in `dist`, but with the functions' names.
pub(crate) fn named_wasm(sh: &Sh, name: &str) -> Result<PathBuf, Failure> {
    let bound = Metadata::read()?
        .target_directory
        .join("npm-wasm")
        .join(name);
    let named = bound.join("named.wasm");
    shrink(sh, &format!("{name} (with names)"), &bound, "-g", &named)?;
    Ok(named)
}

fn shrink(sh: &Sh, what: &str, bound: &Path, names: &str, to: &Path) -> Result<(), Failure> {
    let mut opt = Command::new(node::program("wasm-opt"));
    opt.arg(bound.join("waxseal_wasm_bg.wasm"))
        .args(["-Oz", names, "--strip-producers"])
        .args(WASM_FEATURES)
        .arg("-o")
        .arg(to);
    sh.run(&format!("shrinking {what}"), &mut opt)?;
    Ok(())
}

fn pages(sh: &Sh) -> Result<(), Failure> {
    let metadata = Metadata::read()?;
    wasm(
        sh,
        &metadata,
        "waxseal-inspector",
        &["--features", "inspector"],
    )?;
    let inspector = paths::root().join("npm/inspector");
    script(sh, "building the inspector", &inspector)?;
    let assets = paths::root().join("worker/assets/inspect");
    folder(&assets)?;
    copy(
        &inspector.join("dist/index.html"),
        &assets.join("index.html"),
    )
}

fn worker(sh: &Sh, label: &str, words: &[&str]) -> Result<(), Failure> {
    let metadata = Metadata::read()?;
    let mut command = tools::worker_build(sh, &metadata)?;
    command
        .current_dir(paths::root().join("worker"))
        // A relative one would be taken from the Worker's folder.
        .env("CARGO_TARGET_DIR", &metadata.target_directory)
        // What is small for browsers need not be small at the edge: a Worker may have 64 MiB.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3")
        .arg("--release")
        .args(words);
    sh.run(label, with_flags(&mut command))?;
    Ok(())
}

fn create(sh: &Sh) -> Result<(), Failure> {
    let package = paths::root().join("npm/create-waxseal");
    script(sh, "building the template of new folders", &package)?;
    Ok(())
}

/// Runs a package's own `build.mjs` in its folder and returns what it said.
fn script(sh: &Sh, label: &str, package: &Path) -> Result<String, Failure> {
    let mut command = node::node();
    command.current_dir(package).arg("build.mjs");
    sh.run(label, &mut command)
}

/// Stores of both arms of a branch stay where they are. Moved behind it, as is
/// usual, they are not seen to be dead in a `Vec` that gives its memory back, and
/// where giving back does nothing, as in `waxseal.wasm`, every call of it would
/// remain: 3 KB gzipped.
const KEEP_STORES: &str = "-Cllvm-args=-sink-common-insts=false";

/// Says how wasm is compiled: without this machine's paths, and without flags of
/// the environment, so that the same source gives the same bytes.
fn with_flags(command: &mut Command) -> &mut Command {
    let home = paths::environment("CARGO_HOME").or_else(|| {
        let mut home = paths::environment("HOME")?;
        home.push("/.cargo");
        Some(home)
    });
    let home = home.and_then(|home| home.into_string().ok());
    // Flags in a variable are separated by spaces.
    let flags = match home.filter(|home| !home.contains(char::is_whitespace)) {
        Some(home) => format!("{KEEP_STORES} --remap-path-prefix={home}=cargo"),
        None => KEEP_STORES.to_owned(),
    };
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
}

fn folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path)
        .map_err(|e| Failure::new(format!("cannot make {}: {e}", paths::shown(path))))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map(|_| ()).map_err(|e| {
        Failure::new(format!(
            "cannot copy {} to {}: {e}",
            paths::shown(from),
            paths::shown(to)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_built_in_order_whatever_the_order_of_the_words() {
        let words = ["worker".to_owned(), "npm".to_owned()];
        assert_eq!(choose(&words).unwrap(), [Product::Npm, Product::Worker]);
        assert_eq!(choose(&[]).unwrap(), Product::RELEASED);
        let text = choose(&["wroker".to_owned()]).unwrap_err().to_string();
        assert!(text.contains("there is no product \"wroker\""), "{text}");
    }
}
