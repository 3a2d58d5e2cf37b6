//! Packages of the operating system, where they can be installed without asking.

use std::process::Command;

use crate::failure::Failure;
use crate::paths;
use crate::sh::{self, Sh};

/// Installs packages with apt. Returns false where that is not ours to do:
/// another system, or not root.
pub(crate) fn install(sh: &Sh, packages: &[&str]) -> Result<bool, Failure> {
    let root = sh::ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || paths::on_path("apt-get").is_none() {
        return Ok(false);
    }
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    sh.run("reading Debian's package lists", &mut apt(&["update"]))?;
    let mut command = apt(&["install", "--yes", "--no-install-recommends"]);
    command.args(packages);
    sh.run(
        &format!("installing {} (once)", packages.join(" ")),
        &mut command,
    )?;
    Ok(true)
}
