//! What cargo knows of the workspace.

use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::failure::Failure;
use crate::{paths, sh};

/// The workspace as `cargo metadata` tells it.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) target_directory: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// One crate of ours.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One dependency as its Cargo.toml states it.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// `None` for a normal one, else "dev" or "build".
    pub(crate) kind: Option<String>,
}

impl Metadata {
    /// Asks cargo.
    pub(crate) fn read() -> Result<Metadata, Failure> {
        let mut command = cargo();
        command.args(["metadata", "--format-version", "1", "--no-deps"]);
        let output = command
            .output()
            .map_err(|e| Failure::new(format!("cannot run cargo metadata: {e}")))?;
        if !output.status.success() {
            return Err(Failure::new("cargo metadata failed")
                .output(String::from_utf8_lossy(&output.stderr)));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|e| Failure::new(format!("cannot read what cargo metadata says: {e}")))
    }

    /// Says whether the workspace has a crate of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.packages.iter().any(|package| package.name == name)
    }
}

/// Returns cargo at the root of the repository, without colours in what is parsed.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(paths::environment("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(paths::root())
        .env("CARGO_TERM_COLOR", "never");
    command
}

/// Returns the version that Cargo.lock holds of a crate.
pub(crate) fn locked_version(name: &str) -> Option<String> {
    let lock = std::fs::read_to_string(paths::root().join("Cargo.lock")).ok()?;
    version_in(&lock, name)
}

/// Says whether cargo can compile for a target.
pub(crate) fn has_target(target: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(paths::root())
        .args(["--print", "target-libdir", "--target", target]);
    sh::ask(&mut rustc).is_some_and(|folder| PathBuf::from(folder).is_dir())
}

pub(crate) fn version_in(lock: &str, name: &str) -> Option<String> {
    let entry = format!("[[package]]\nname = \"{name}\"\nversion = \"");
    let rest = lock.split_once(&entry)?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
