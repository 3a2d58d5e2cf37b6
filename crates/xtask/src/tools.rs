//! Rust targets and build tools. What is missing is installed, once.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::{self, Sh};
use crate::{debian, node, paths};

/// The target of the npm wasm and of the Worker.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// A target without `std`: what compiles for it does no I/O and reads no clock.
pub(crate) const BARE: &str = "thumbv7m-none-eabi";

/// What turns the Worker's crate into something that workerd runs. Its version
/// goes with that of the `worker` crate.
const WORKER_BUILD: &str = "0.8.7";

/// Adds a Rust target if it is missing.
pub(crate) fn target(sh: &Sh, name: &str) -> Result<(), Failure> {
    if metadata::has_target(name) {
        return Ok(());
    }
    if paths::on_path("rustup").is_none() {
        return Err(
            Failure::new(format!("this Rust cannot compile for {name}")).hint(
                "Install Rust by rustup (https://rustup.rs), or add the target's standard library.",
            ),
        );
    }
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(paths::root())
        .args(["target", "add", name]);
    sh.run(&format!("adding the Rust target {name}"), &mut rustup)?;
    Ok(())
}

/// A program that cargo installs.
struct Installed<'a> {
    package: &'a str,
    program: &'a str,
    /// What it is called with to say its version.
    asked: &'a [&'a str],
    version: &'a str,
    /// Whether to take the versions of its own lock.
    locked: bool,
    /// Whether it links OpenSSL, whose headers a bare Linux does not have.
    openssl: bool,
}

/// Finds wasm-bindgen's command line in the library's version, or installs it
/// under the target folder.
pub(crate) fn wasm_bindgen(sh: &Sh, metadata: &Metadata) -> Result<PathBuf, Failure> {
    let version = metadata::locked_version("wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock has no wasm-bindgen, whose version the command line must have")
    })?;
    // The lock of 0.2.130 names a release that not every mirror of the
    // registry has. What shapes the output is pinned by its own manifest.
    let tool = Installed {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        asked: &["--version"],
        version: &version,
        locked: false,
        openssl: false,
    };
    tool.ensure(sh, &metadata.target_directory.join("tools"))
}

/// Returns worker-build, told where its own tools are: it downloads nothing.
pub(crate) fn worker_build(sh: &Sh, metadata: &Metadata) -> Result<Command, Failure> {
    let tool = Installed {
        package: "worker-build",
        program: "worker-build",
        asked: &["--version"],
        version: WORKER_BUILD,
        locked: true,
        openssl: true,
    };
    let mut command = Command::new(tool.ensure(sh, &metadata.target_directory.join("tools"))?);
    command
        .env("WASM_BINDGEN_BIN", wasm_bindgen(sh, metadata)?)
        .env("WASM_OPT_BIN", node::program("wasm-opt"))
        .env("ESBUILD_BIN", node::program("esbuild"));
    Ok(command)
}

/// The compiler that instruments code for a fuzzer.
pub(crate) const NIGHTLY: &str = "nightly";

/// Installs the nightly compiler if there is none.
pub(crate) fn nightly(sh: &Sh) -> Result<(), Failure> {
    if paths::on_path("rustup").is_none() {
        return Err(Failure::new("fuzz: a nightly compiler is needed")
            .hint("Install Rust by rustup (https://rustup.rs)."));
    }
    let is_there = sh::ask(Command::new("rustup").args(["run", NIGHTLY, "rustc", "--version"]));
    if is_there.is_some() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["toolchain", "install", NIGHTLY, "--profile", "minimal"]);
    sh.run("installing a nightly compiler", &mut rustup)?;
    Ok(())
}

/// Finds cargo-fuzz, or installs it under the target folder.
pub(crate) fn cargo_fuzz(sh: &Sh, metadata: &Metadata) -> Result<PathBuf, Failure> {
    let tool = Installed {
        package: "cargo-fuzz",
        program: "cargo-fuzz",
        asked: &["--version"],
        version: "0.13.2",
        locked: true,
        openssl: false,
    };
    tool.ensure(sh, &metadata.target_directory.join("tools"))
}

/// Finds cargo-mutants, or installs it under the target folder.
pub(crate) fn cargo_mutants(sh: &Sh, metadata: &Metadata) -> Result<PathBuf, Failure> {
    let tool = Installed {
        package: "cargo-mutants",
        program: "cargo-mutants",
        // A subcommand that answers as cargo would call it.
        asked: &["mutants", "--version"],
        version: "27.1.0",
        locked: true,
        openssl: false,
    };
    tool.ensure(sh, &metadata.target_directory.join("tools"))
}

impl Installed<'_> {
    fn ensure(&self, sh: &Sh, folder: &Path) -> Result<PathBuf, Failure> {
        let Installed {
            package,
            program,
            asked,
            version,
            locked,
            openssl,
        } = self;
        let ours = folder
            .join("bin")
            .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        let found = [Some(ours.clone()), paths::on_path(program)];
        if let Some(right) = found
            .into_iter()
            .flatten()
            .find(|p| says(p, asked, version))
        {
            return Ok(right);
        }
        if *openssl {
            openssl_headers(sh)?;
        }
        let mut command = metadata::cargo();
        command
            .arg("install")
            .arg(format!("{package}@{version}"))
            .args(locked.then_some("--locked"))
            // It runs for a second at a time: compiling it fast counts more.
            .args(["--debug", "--force", "--root"])
            .arg(folder)
            .arg("--target-dir")
            .arg(folder.join("build"))
            // These tools run here: flags meant for what they build are not for them.
            .env_remove("RUSTFLAGS");
        let label = format!("installing {program} {version} (minutes, once)");
        sh.run(&label, &mut command)?;
        if says(&ours, asked, version) {
            return Ok(ours);
        }
        Err(Failure::new(format!(
            "{} does not say that it is version {version}",
            ours.display()
        )))
    }
}

/// Sees to it that a crate that links OpenSSL can be compiled. Only Linux has
/// no TLS of its own that such a crate would take instead.
fn openssl_headers(sh: &Sh) -> Result<(), Failure> {
    let there = || {
        paths::environment("OPENSSL_DIR").is_some()
            || sh::ask(Command::new("pkg-config").args(["--exists", "openssl"])).is_some()
    };
    if !cfg!(target_os = "linux") || there() {
        return Ok(());
    }
    debian::install(sh, &["pkg-config", "libssl-dev"])?;
    if there() {
        return Ok(());
    }
    Err(
        Failure::new("OpenSSL's headers or pkg-config are missing; worker-build needs them").hint(
            "Install them (Debian and Ubuntu: sudo apt-get install pkg-config libssl-dev;              Fedora: sudo dnf install pkgconf openssl-devel) and call again.",
        ),
    )
}

/// Says whether a program that is asked for its version answers with exactly this one.
fn says(program: &Path, asked: &[&str], version: &str) -> bool {
    program.is_file()
        && sh::ask(Command::new(program).args(asked))
            .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}
