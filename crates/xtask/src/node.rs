//! Node, and the packages under `npm/`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::paths;
use crate::sh::{self, Sh};

/// The oldest Node that the tests, workerd's tools and the package take.
const OLDEST: u32 = 20;

/// Returns `node` at the root of the repository.
pub(crate) fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(paths::root());
    command
}

/// Returns the path of a program that an npm package brings.
pub(crate) fn program(name: &str) -> PathBuf {
    let name = if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    paths::root().join("npm/node_modules/.bin").join(name)
}

/// Returns `npm`.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Returns the version of a package under `npm/`.
pub(crate) fn version(package: &str) -> Result<String, Failure> {
    let path = paths::root().join("npm").join(package).join("package.json");
    let manifest = read(&path)?;
    let version = manifest.get("version").and_then(Value::as_str);
    version
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("{} has no version", paths::shown(&path))))
}

/// Checks Node's version and installs the npm packages if the lock asks for it.
pub(crate) fn ensure(sh: &Sh) -> Result<(), Failure> {
    check_version()?;
    let npm = paths::root().join("npm");
    let lock = read(&npm.join("package-lock.json"))?;
    let installed = read(&npm.join("node_modules/.package-lock.json")).ok();
    if installed.is_some_and(|installed| is_current(&lock, &installed)) {
        return Ok(());
    }
    let mut command = self::npm();
    command.current_dir(npm).arg("ci");
    sh.run("installing npm packages", &mut command)?;
    Ok(())
}

/// Checks that Node is there and not too old.
pub(crate) fn check_version() -> Result<(), Failure> {
    let hint = format!(
        "Install Node {OLDEST} or newer (https://nodejs.org) and see that `node --version` runs."
    );
    let Some(version) = sh::ask(node().arg("--version")) else {
        return Err(Failure::new("Node is missing").hint(hint));
    };
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(Failure::new(format!("Node {version} is too old")).hint(hint)),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn read(path: &std::path::Path) -> Result<Value, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", paths::shown(path))))?;
    serde_json::from_slice(&bytes)
        .map_err(|e| Failure::new(format!("{} is no JSON: {e}", paths::shown(path))))
}

/// Compares the lock with the list that npm leaves of what it installed. Every
/// package must be there in its version; an optional one (for another
/// platform) may be absent.
fn is_current(lock: &Value, installed: &Value) -> bool {
    let (Some(wanted), Some(present)) = (packages(lock), packages(installed)) else {
        return false;
    };
    let all_there = wanted.iter().all(|(path, entry)| match present.get(path) {
        Some(found) => found.get("version") == entry.get("version"),
        None => !path.starts_with("node_modules/") || entry.get("optional").is_some(),
    });
    all_there && present.keys().all(|path| wanted.contains_key(path))
}

fn packages(lock: &Value) -> Option<&Map<String, Value>> {
    lock.get("packages")?.as_object()
}

/// Returns what is wrong with the lock: entries that name the place of a
/// registry, which differs from machine to machine, and whatever would make
/// `npm ci` refuse it in a fresh clone.
pub(crate) fn lock_faults() -> Result<Vec<String>, Failure> {
    let npm = paths::root().join("npm");
    let lock = read(&npm.join("package-lock.json"))?;
    let manifest = read(&npm.join("package.json"))?;
    let mut wrong: Vec<String> = hosts(&lock)
        .iter()
        .map(|entry| format!("npm/package-lock.json: {entry} names a registry's address"))
        .collect();
    if is_behind(&lock, &manifest) {
        wrong.push(
            "npm/package-lock.json: is behind package.json; run `npm install` in npm/".to_owned(),
        );
    }
    Ok(wrong)
}

fn hosts(lock: &Value) -> Vec<String> {
    packages(lock)
        .into_iter()
        .flatten()
        .filter(|(_, entry)| {
            let resolved = entry.get("resolved").and_then(Value::as_str);
            resolved.is_some_and(|address| address.contains("://"))
        })
        .map(|(path, _)| path.clone())
        .collect()
}

fn is_behind(lock: &Value, manifest: &Value) -> bool {
    let Some(packages) = packages(lock) else {
        return true;
    };
    let members = manifest.get("workspaces").and_then(Value::as_array);
    let wanted = manifest.get("devDependencies");
    let locked = packages
        .get("")
        .and_then(|root| root.get("devDependencies"));
    wanted != locked
        || members
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .any(|member| !packages.contains_key(member))
}

/// Returns what the published package would pull in: it must be nothing.
pub(crate) fn runtime_dependencies() -> Result<Vec<String>, Failure> {
    let manifest = read(&paths::root().join("npm/waxseal/package.json"))?;
    Ok(pulled_in(&manifest)
        .iter()
        .map(|name| format!("npm/waxseal: {name} would be installed with it"))
        .collect())
}

fn pulled_in(manifest: &Value) -> Vec<String> {
    ["dependencies", "optionalDependencies", "peerDependencies"]
        .into_iter()
        .filter_map(|kind| manifest.get(kind)?.as_object())
        .flat_map(Map::keys)
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_version_of_node_is_read_from_its_own_words() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.20.2"), None);
    }

    #[test]
    fn packages_are_current_only_in_the_locked_versions() {
        let lock = json!({ "packages": {
            "": { "name": "workspace" },
            "waxseal": { "version": "0.1.0" },
            "node_modules/a": { "version": "1.0.0" },
            "node_modules/b-darwin": { "version": "1.0.0", "optional": true },
            "node_modules/waxseal": { "resolved": "waxseal", "link": true },
        }});
        let link = json!({ "resolved": "waxseal", "link": true });
        let with = |a: &str| json!({ "packages": { "node_modules/a": { "version": a }, "node_modules/waxseal": link } });
        assert!(is_current(&lock, &with("1.0.0")));
        assert!(!is_current(&lock, &with("1.0.1")));
        let without_link = json!({ "packages": { "node_modules/a": { "version": "1.0.0" } } });
        assert!(!is_current(&lock, &without_link));
        let with_more = json!({ "packages": {
            "node_modules/a": { "version": "1.0.0" },
            "node_modules/waxseal": link,
            "node_modules/c": { "version": "1.0.0" },
        }});
        assert!(!is_current(&lock, &with_more));
    }

    #[test]
    fn a_runtime_dependency_of_the_package_is_found_and_a_development_one_is_not() {
        let manifest = json!({ "dependencies": { "a": "1" }, "devDependencies": { "b": "1" } });
        assert_eq!(pulled_in(&manifest), ["a"]);
    }

    #[test]
    fn a_lock_without_a_member_or_a_new_package_is_behind() {
        let manifest = json!({ "workspaces": ["waxseal"], "devDependencies": { "a": "1.0.0" } });
        let lock = |version: &str, member: &str| {
            json!({ "packages": {
                "": { "devDependencies": { "a": version } },
                member: { "version": "0.1.0" },
            }})
        };
        assert!(!is_behind(&lock("1.0.0", "waxseal"), &manifest));
        assert!(is_behind(&lock("1.0.1", "waxseal"), &manifest));
        assert!(is_behind(&lock("1.0.0", "inspector"), &manifest));
    }

    #[test]
    fn a_registry_address_in_the_lock_is_found() {
        let lock = json!({ "packages": {
            "node_modules/a": { "version": "1.0.0", "resolved": "https://registry.example/a.tgz" },
            "node_modules/waxseal": { "resolved": "waxseal", "link": true },
        }});
        assert_eq!(hosts(&lock), ["node_modules/a"]);
    }
}
