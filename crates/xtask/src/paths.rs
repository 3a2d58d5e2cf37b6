//! Where things lie in the repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Returns the top of the repository. `cargo run` tells where the crate lies
/// now; the compiled-in place serves when the binary is started by itself.
pub(crate) fn root() -> PathBuf {
    let here = environment("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors()
        .nth(2)
        .map_or(here.clone(), Path::to_path_buf)
}

/// Returns a variable of the environment, unset and empty being the same.
pub(crate) fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Finds a program in the folders of PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&environment("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// Writes a path relative to the root, for people.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
