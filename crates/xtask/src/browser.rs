//! The browsers that the tests drive. Without them they fail: a skipped browser
//! would look like a passed one.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::sh::Sh;
use crate::{debian, paths};

const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const FIREFOX: &[&str] = &["firefox", "firefox-esr"];
const FIREFOX_MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
const ELSEWHERE: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// Finds Chromium or Chrome; on Debian, as root, installs it.
pub(crate) fn ensure(sh: &Sh) -> Result<PathBuf, Failure> {
    if let Some(chosen) = paths::environment("CHROMIUM").map(PathBuf::from) {
        return if chosen.is_file() {
            Ok(chosen)
        } else {
            Err(Failure::new(format!(
                "CHROMIUM is {}, which is no file",
                chosen.display()
            )))
        };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(sh, &["chromium"])?;
    find().ok_or_else(missing)
}

/// Finds Firefox; on Debian, as root, installs it.
pub(crate) fn firefox(sh: &Sh) -> Result<PathBuf, Failure> {
    let find = || {
        let named = paths::environment("FIREFOX").map(PathBuf::from);
        named
            .filter(|path| path.is_file())
            .or_else(|| FIREFOX.iter().find_map(|name| paths::on_path(name)))
            .or_else(|| Some(PathBuf::from(FIREFOX_MAC)).filter(|path| path.is_file()))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(sh, &["firefox-esr"])?;
    find().ok_or_else(|| {
        Failure::new("there is no Firefox")
            .hint("Install it, or name it: FIREFOX=/path/to/firefox cargo xtask test.")
    })
}

fn find() -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| paths::on_path(name))
        .or_else(|| ELSEWHERE.iter().map(PathBuf::from).find(|p| p.is_file()))
}

fn missing() -> Failure {
    Failure::new("no browser: the tests need Chromium or Chrome").hint(
        "Install one (Debian and Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium),\n\
         or name one: CHROMIUM=/path/to/chromium cargo xtask test.\n\
         `cargo xtask test --quick` runs without a browser.",
    )
}
