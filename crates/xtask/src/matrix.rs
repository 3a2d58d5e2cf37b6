//! `test --matrix`: the packed package in every runtime that can be had. Each
//! gets an empty folder with the tarball in it, and the suite beside.

mod results;
mod rows;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use results::{Entry, State};
use rows::{Browser, Row};

use crate::args::Args;
use crate::build::{self, Product};
use crate::count::Count;
use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::{self, Sh};
use crate::table::{self, Line};
use crate::{browser, node, paths, test};

/// No runtime may take longer: the slowest needs a minute.
const LIMIT: Duration = Duration::from_secs(10 * 60);
/// What a runtime needs of the suite, as it lies in `tests`.
const SUITE: [&str; 4] = [
    "conformance/fetch-requests.mjs",
    "conformance/host-macs.mjs",
    "conformance/suite.mjs",
    "conformance/written.mjs",
];
const ENTRIES: [&str; 7] = [
    "edge.mjs",
    "host.mjs",
    "jest.mjs",
    "page.mjs",
    "program.mjs",
    "run.mjs",
    "worker.mjs",
];

/// What every row shares.
struct Place {
    /// Everything lies under it.
    folder: PathBuf,
    tarball: PathBuf,
    /// How many vectors there are.
    vectors: usize,
}

/// Runs the rows whose names start with what `--only` says, or all; only then
/// the tables are written.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    let only = args.value("--only");
    let rows = rows::all();
    if args.has("--list") {
        for row in &rows {
            println!("{:<24} {}, {}", row.id, row.runtime, row.form);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let names: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let wanted = only.map(|only| test::chosen(&names, only)).transpose()?;
    if only.is_none() {
        build::prepare(&sh)?;
        build::one(&sh, Product::Npm)?;
    }
    let place = prepare(&sh)?;
    let (mut lines, mut entries) = (Vec::new(), Vec::new());
    for row in rows {
        if wanted
            .as_ref()
            .is_some_and(|wanted| !wanted.contains(&row.id))
        {
            continue;
        }
        eprintln!("{}", row.id);
        let start = sh::now();
        let (count, state) = outcome(&sh, &place, &row);
        let name = row.id.clone();
        lines.push(Line {
            name,
            count,
            took: start.elapsed(),
        });
        entries.push(Entry { row, state });
    }
    if only.is_none() {
        results::write(&entries, &about(&place))?;
        eprintln!("  wrote {} and the README's table", results::FILE);
    }
    println!();
    print!("{}", table::write(&lines));
    let good = lines.iter().all(|line| line.count.failed == 0);
    Ok(ExitCode::from(u8::from(!good)))
}

/// Packs the package and lays the vectors ready.
fn prepare(sh: &Sh) -> Result<Place, Failure> {
    let folder = Metadata::read()?.target_directory.join("matrix");
    renewed(&folder.join("users"))?;
    let package = paths::root().join("npm/waxseal");
    let mut pack = npm();
    pack.current_dir(package)
        .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
        .arg(&folder);
    let named = sh.run("packing the npm package", &mut pack)?;
    let name = named.trim().lines().last().unwrap_or_default();
    let mut write = Command::new("node");
    write
        .current_dir(&folder)
        .arg(paths::root().join("tests/matrix/vectors.mjs"));
    let counted = sh.run("collecting vectors", &mut write)?;
    let vectors = counted.trim().parse().map_err(|e| {
        Failure::new(format!("matrix: vectors were not counted: {e}")).output(counted.clone())
    })?;
    let tarball = folder.join(name);
    Ok(Place {
        folder,
        tarball,
        vectors,
    })
}

/// The sentence above the tables: what ran, made and run by what.
fn about(place: &Place) -> String {
    let rustc = sh::ask(
        Command::new("rustc")
            .current_dir(paths::root())
            .arg("--version"),
    );
    let tarball = place.tarball.file_name().unwrap_or_default();
    let (runtimes, npm) = (place.folder.join("runtimes"), paths::root().join("npm"));
    let tools = [
        ("jest", runtimes.join("jest")),
        ("vite", runtimes.join("vite")),
        ("esbuild", npm),
    ];
    let tools: Vec<String> = tools
        .iter()
        .filter_map(|(name, folder)| Some(format!("{name} {}", installed(folder, name)?)))
        .collect();
    format!(
        "`{}`, {} vectors; {}, wasm-bindgen {}; {}; {} {}.",
        tarball.to_string_lossy(),
        place.vectors,
        rustc.unwrap_or_default(),
        metadata::locked_version("wasm-bindgen").unwrap_or_default(),
        tools.join(", "),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

/// Returns the version in which a package is installed below a folder.
fn installed(folder: &Path, name: &str) -> Option<String> {
    let manifest = folder.join("node_modules").join(name).join("package.json");
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(manifest).ok()?).ok()?;
    Some(manifest.get("version")?.as_str()?.to_owned())
}

fn outcome(sh: &Sh, place: &Place, row: &Row) -> (Count, State) {
    let ready = match fetched(sh, place, row) {
        Ok(ready) => ready,
        Err(failure) => {
            eprint!("{failure}");
            let why = reason(&failure.to_string());
            eprintln!("  not run: {why}");
            return (Count::default(), State::NotRun(why));
        }
    };
    let output = match ran(sh, place, row, &ready) {
        Ok(output) => output,
        Err(failure) => failure.to_string(),
    };
    let told = told::read(&output).unwrap_or_else(|| told::Told {
        error: Some(output),
        ..told::Told::default()
    });
    let (count, wrong) = told.judge(row, place.vectors);
    for line in &wrong {
        eprintln!("  {line}");
    }
    (
        count,
        State::Ran {
            told,
            good: wrong.is_empty(),
        },
    )
}

/// Says in a few words why something cannot be had: in npm's own where it is npm
/// that failed. Its longer ones name this machine's registry.
fn reason(failure: &str) -> String {
    let after = |mark: &str| failure.lines().find_map(|line| line.strip_prefix(mark));
    let what = after("xtask: ").unwrap_or("it cannot be had");
    match after("npm error code ") {
        Some(code) => format!("{what}, npm says {code}"),
        None => what.to_owned(),
    }
}

/// What was fetched for a row.
struct Ready {
    /// Each package with the folder where it is installed.
    packages: Vec<(String, PathBuf)>,
    /// The variable that names the browser, and its path.
    browser: Option<(&'static str, PathBuf)>,
}

/// Installs what a row needs, where it is not installed yet.
fn fetched(sh: &Sh, place: &Place, row: &Row) -> Result<Ready, Failure> {
    let mut packages = Vec::new();
    for need in &row.needs {
        let folder = place.folder.join("runtimes").join(need.replace('@', "-"));
        if !folder.join("node_modules/.package-lock.json").is_file() {
            renewed(&folder)?;
            install(sh, &format!("fetching {need}"), &folder, need.as_ref())?;
        }
        packages.push((need.clone(), folder));
    }
    let browser = match row.browser {
        None => None,
        Some(Browser::Chromium) => Some(("WAXSEAL_CHROMIUM", browser::ensure(sh)?)),
        Some(Browser::Firefox) => Some(("WAXSEAL_FIREFOX", browser::firefox(sh)?)),
    };
    Ok(Ready { packages, browser })
}

/// Installs the tarball in an empty folder, lays the suite beside it and runs it.
fn ran(sh: &Sh, place: &Place, row: &Row, ready: &Ready) -> Result<String, Failure> {
    let folder = place.folder.join("users").join(&row.id);
    renewed(&folder)?;
    install(
        sh,
        "installing the tarball",
        &folder,
        place.tarball.as_os_str(),
    )?;
    let tests = paths::root().join("tests");
    for file in SUITE
        .map(str::to_owned)
        .into_iter()
        .chain(ENTRIES.map(|name| format!("matrix/{name}")))
    {
        copy(&tests.join(&file), &folder.join(&file))?;
    }
    copy(
        &place.folder.join("vectors.json"),
        &folder.join("vectors.json"),
    )?;
    if !row.bundle.is_empty() {
        let mut bundle = node::node();
        bundle
            .current_dir(&folder)
            .arg(tests.join("matrix/bundle.mjs"))
            .args(row.bundle.iter().map(|word| filled(word, ready)));
        sh.run("bundling", &mut bundle)?;
    }
    let mut words = row.start.iter().map(|word| filled(word, ready));
    let mut command = Command::new(words.next().unwrap_or_default());
    command
        .current_dir(&folder)
        .args(words)
        .envs(ready.browser.iter().map(|(name, path)| (name, path)));
    // A bad status without a result is told by the output.
    Ok(sh.watch("running the suite", &mut command, LIMIT)?.output)
}

/// Puts folders in the place of their names.
fn filled(word: &str, ready: &Ready) -> String {
    let tests = paths::root().join("tests/matrix");
    let mut word = word.replace("{tests}", &tests.to_string_lossy());
    for (name, folder) in &ready.packages {
        word = word.replace(&format!("{{{name}}}"), &folder.to_string_lossy());
    }
    word
}

fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    // Runtimes bring their program by a script of their own.
    command.env("npm_config_ignore_scripts", "false");
    command
}

fn install(sh: &Sh, label: &str, folder: &Path, what: &std::ffi::OsStr) -> Result<(), Failure> {
    let manifest = folder.join("package.json");
    fs::write(&manifest, "{ \"private\": true }\n")
        .map_err(|e| Failure::new(format!("cannot write {}: {e}", manifest.display())))?;
    let mut command = npm();
    command
        .current_dir(folder)
        .args(["install", "--no-audit", "--no-fund", "--no-progress"])
        .arg(what);
    sh.run(label, &mut command)?;
    Ok(())
}

/// Makes a folder that is empty.
fn renewed(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|e| Failure::new(format!("cannot empty {}: {e}", folder.display())))?;
    }
    fs::create_dir_all(folder)
        .map_err(|e| Failure::new(format!("cannot make {}: {e}", folder.display())))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    to.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::copy(from, to))
        .map(|_| ())
        .map_err(|e| Failure::new(format!("cannot copy {}: {e}", paths::shown(from))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_become_folders() {
        let ready = Ready {
            packages: vec![("node@22".to_owned(), PathBuf::from("/x/node-22"))],
            browser: None,
        };
        assert_eq!(filled("{node@22}/bin/node", &ready), "/x/node-22/bin/node");
        assert!(filled("{tests}/a.mjs", &ready).ends_with("tests/matrix/a.mjs"));
    }

    #[test]
    fn the_reason_for_not_running_is_the_failure_and_npms_code() {
        let failure = "npm warn old\nnpm error code E404\nnpm error at some address\nxtask: fetching x: ended with status 1\nThe command was: npm\n";
        assert_eq!(
            reason(failure),
            "fetching x: ended with status 1, npm says E404"
        );
        assert_eq!(
            reason("xtask: there is no Firefox\n"),
            "there is no Firefox"
        );
    }

    #[test]
    fn every_file_that_a_runtime_gets_is_there() {
        let tests = paths::root().join("tests");
        for file in SUITE
            .map(str::to_owned)
            .into_iter()
            .chain(ENTRIES.map(|name| format!("matrix/{name}")))
        {
            assert!(tests.join(&file).is_file(), "{file}");
        }
    }
}
