//! The runtimes, and how each is started.

/// One runtime that runs the suite in one way.
#[derive(Debug)]
pub(super) struct Row {
    /// One word, for `--only` and for its folder.
    pub(super) id: String,
    /// What it is called, without its version.
    pub(super) runtime: &'static str,
    /// How the package gets into it.
    pub(super) form: &'static str,
    /// npm packages that bring it, as `npm install` takes them.
    pub(super) needs: Vec<String>,
    pub(super) browser: Option<Browser>,
    /// What `bundle.mjs` is asked for beforehand.
    pub(super) bundle: Vec<String>,
    /// Program and words. In these and in `bundle`, `{name}` is the folder where that
    /// package is installed, `{tests}` is `tests/matrix`.
    pub(super) start: Vec<String>,
    /// Whether the host computes MACs in it.
    pub(super) has_host_macs: bool,
}

/// A browser that the operating system brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Browser {
    Chromium,
    Firefox,
}

const NODES: [&str; 3] = ["20", "22", "24"];
/// The Node that runs what bundlers made.
const BUNDLED: &str = "22";

/// Returns every row, in the order of the table.
pub(super) fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    for major in NODES {
        rows.push(node(
            major,
            "esm",
            "ES module",
            &[],
            &["matrix/program.mjs"],
        ));
        rows.push(node(
            major,
            "cjs",
            "CommonJS",
            &["cjs"],
            &["out/program.cjs"],
        ));
        rows.push(jest(major));
    }
    let bundled = ["out/program.mjs"];
    rows.push(node(
        BUNDLED,
        "esbuild",
        "bundle by esbuild",
        &["esbuild-node"],
        &bundled,
    ));
    let mut row = node(
        BUNDLED,
        "vite",
        "bundle by Vite",
        &["vite-node", "{vite}"],
        &bundled,
    );
    row.needs.push("vite".to_owned());
    rows.push(row);
    rows.push(program(
        "Deno",
        "deno",
        &["run", "--allow-all", "matrix/program.mjs"],
    ));
    rows.push(program("Bun", "bun", &["matrix/program.mjs"]));
    rows.push(worker("workerd", "wasm as a module", &[]));
    rows.push(worker(
        "workerd-nodejs",
        "wasm as a module, `nodejs_compat`",
        &["nodejs_compat"],
    ));
    rows.push(edge_light());
    for (browser, name) in [
        (Browser::Chromium, "chromium"),
        (Browser::Firefox, "firefox"),
    ] {
        rows.push(page(browser, name, "esbuild"));
        rows.push(page(browser, name, "vite"));
    }
    rows
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn node(major: &str, id: &str, form: &'static str, bundle: &[&str], script: &[&str]) -> Row {
    let package = format!("node@{major}");
    let mut start = vec![format!("{{{package}}}/node_modules/.bin/node")];
    start.extend(words(script));
    Row {
        id: format!("node-{major}-{id}"),
        runtime: "Node",
        form,
        needs: vec![package],
        browser: None,
        bundle: words(bundle),
        start,
        has_host_macs: true,
    }
}

fn jest(major: &str) -> Row {
    let script = [
        "{jest}/node_modules/jest/bin/jest.js",
        "--ci",
        "--rootDir",
        ".",
        "--testMatch",
        "**/out/suite.test.cjs",
    ];
    let mut row = node(major, "jest", "Jest", &["jest"], &script);
    row.needs.push("jest".to_owned());
    row
}

fn program(runtime: &'static str, package: &str, script: &[&str]) -> Row {
    let mut start = vec![format!("{{{package}}}/node_modules/.bin/{package}")];
    start.extend(words(script));
    Row {
        id: package.to_owned(),
        runtime,
        form: "ES module",
        needs: words(&[package]),
        browser: None,
        bundle: Vec::new(),
        start,
        has_host_macs: true,
    }
}

fn worker(id: &str, form: &'static str, flags: &[&str]) -> Row {
    let mut start = words(&["node", "{tests}/workerd.mjs"]);
    start.extend(words(flags));
    Row {
        id: id.to_owned(),
        runtime: "workerd",
        form,
        needs: Vec::new(),
        browser: None,
        bundle: Vec::new(),
        start,
        has_host_macs: !flags.is_empty(),
    }
}

fn edge_light() -> Row {
    Row {
        id: "edge-light".to_owned(),
        runtime: "edge-light",
        form: "wasm as a module",
        needs: words(&["edge-runtime"]),
        browser: None,
        bundle: Vec::new(),
        start: words(&["node", "{tests}/edge-light.mjs", "{edge-runtime}"]),
        has_host_macs: false,
    }
}

fn page(browser: Browser, name: &str, bundler: &str) -> Row {
    let is_vite = bundler == "vite";
    Row {
        id: format!("{name}-{bundler}"),
        runtime: match browser {
            Browser::Chromium => "Chromium",
            Browser::Firefox => "Firefox",
        },
        form: if is_vite {
            "bundle by Vite"
        } else {
            "bundle by esbuild"
        },
        needs: if is_vite {
            words(&["vite"])
        } else {
            Vec::new()
        },
        browser: Some(browser),
        bundle: if is_vite {
            words(&["vite-page", "{vite}"])
        } else {
            words(&["esbuild-page"])
        },
        start: words(&["node", "{tests}/browser.mjs", name]),
        has_host_macs: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_names_of_their_own_and_need_what_they_name() {
        let rows = all();
        let mut ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), rows.len());
        for row in &rows {
            for word in row.bundle.iter().chain(&row.start) {
                if let Some((name, _)) =
                    word.strip_prefix('{').and_then(|word| word.split_once('}'))
                {
                    assert!(
                        name == "tests" || row.needs.iter().any(|need| need == name),
                        "{word}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_runtime_that_is_promised_is_there() {
        let rows = all();
        for runtime in [
            "Node",
            "Deno",
            "Bun",
            "workerd",
            "edge-light",
            "Chromium",
            "Firefox",
        ] {
            assert!(rows.iter().any(|row| row.runtime == runtime), "{runtime}");
        }
        for form in [
            "ES module",
            "CommonJS",
            "Jest",
            "bundle by esbuild",
            "bundle by Vite",
        ] {
            assert!(
                rows.iter()
                    .any(|row| row.runtime == "Node" && row.form == form),
                "{form}"
            );
        }
    }
}
