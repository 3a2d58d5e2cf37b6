//! `bench rust`: what criterion measured, as a table of ratios.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde_json::Value;

use crate::args::Args;
use crate::failure::Failure;
use crate::metadata::{self, Metadata};
use crate::sh::{self, Sh};
use crate::{node, paths};

const SCHEMES: [&str; 3] = ["github", "stripe", "standard-webhooks"];
const SIZES: [(&str, &str); 3] = [("256", "256 B"), ("1024", "1 KB"), ("65536", "64 KB")];
const PEER: &str = "webhook-verify";
/// Three minutes of measuring, and a cold build in front of it.
const LIMIT: Duration = Duration::from_secs(40 * 60);

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let sh = Sh::new(args);
    let target = Metadata::read()?.target_directory.join("bench");
    let mut bench = metadata::cargo();
    bench
        .current_dir(folder())
        .args(["bench", "--locked", "--bench", "verify"])
        .env("CARGO_TARGET_DIR", &target);
    let ended = sh.watch("measuring native verification", &mut bench, LIMIT)?;
    if !ended.ok {
        return Err(Failure::new(format!("bench: {}", ended.how)).output(ended.output));
    }
    let text = results(&target.join("criterion"))?;
    let file = paths::root().join("tests/bench/RESULTS-rust.md");
    fs::write(&file, &text)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))?;
    print!("{text}");
    Ok(ExitCode::SUCCESS)
}

fn folder() -> PathBuf {
    paths::root().join("tests/bench/rust")
}

/// Writes everything that was measured, and nothing else.
fn results(criterion: &Path) -> Result<String, Failure> {
    let read = |group: &str, name: &str| least(criterion, group, name);
    let mut text = format!(
        "# Native verification\n\n\
         Written by `cargo xtask bench rust`; do not edit. The least of criterion's hundred samples, one run:\n\
         whatever else the machine does only adds. The ratios are what to read.\n\n\
         {}\n\n\
         Everybody gets the same request with a right signature: eight usual headers besides the scheme's own, one secret, the clock an argument.\n\
         `bare` is `hmac` and `sha2` alone: the MAC over the right bytes and a comparison in constant time, with no header read.\n",
        conditions()?
    );
    for scheme in SCHEMES {
        let _ = write!(
            text,
            "\n## {scheme}\n\n| Body | waxseal | {PEER} | bare | {PEER} / waxseal | waxseal / bare |\n|---:|---:|---:|---:|---:|---:|\n"
        );
        for (size, shown) in SIZES {
            let group = format!("{scheme}_{size}");
            let [ours, peer, bare] = [
                read(&group, "waxseal")?,
                read(&group, PEER)?,
                read(&group, "bare")?,
            ];
            let _ = writeln!(
                text,
                "| {shown} | {} | {} | {} | {:.2} x | {:.2} x |",
                micros(ours),
                micros(peer),
                micros(bare),
                peer / ours,
                ours / bare
            );
        }
    }
    let [row, own] = [
        read("table", "one of all")?,
        read("table", "without the table")?,
    ];
    let [find, define, bytes] = [
        read("compile", "a row of the table")?,
        read("compile", "a scheme of one's own")?,
        read("compile", "a program's bytes")?,
    ];
    let _ = write!(
        text,
        "\n## The table\n\n\
         The number of schemes does not change a verification. The same request, 1 KB: github of the table {}, the same fields as a scheme of one's own, which no table holds, {} ({:.2} x).\n\
         Making a verifier, once: a row of the table {}, a scheme of one's own {}; reading a program back from its bytes {}.\n",
        micros(row),
        micros(own),
        row / own,
        micros(find),
        micros(define),
        micros(bytes)
    );
    Ok(text)
}

fn micros(nanos: f64) -> String {
    let micros = nanos / 1000.0;
    if micros < 10.0 {
        format!("{micros:.2} us")
    } else {
        format!("{micros:.1} us")
    }
}

/// Reads criterion's least sample, in nanoseconds a call.
fn least(criterion: &Path, group: &str, name: &str) -> Result<f64, Failure> {
    let file = criterion.join(group).join(name).join("new/sample.json");
    fs::read_to_string(&file)
        .ok()
        .and_then(|text| least_of(&text))
        .ok_or_else(|| Failure::new(format!("criterion left no samples in {}", file.display())))
}

fn least_of(sample: &str) -> Option<f64> {
    let sample: Value = serde_json::from_str(sample).ok()?;
    let (calls, times) = (
        sample.get("iters")?.as_array()?,
        sample.get("times")?.as_array()?,
    );
    calls
        .iter()
        .zip(times)
        .filter_map(|(calls, time)| Some(time.as_f64()? / calls.as_f64()?))
        .min_by(f64::total_cmp)
}

/// Compiler, processor and versions.
fn conditions() -> Result<String, Failure> {
    let lock = fs::read_to_string(folder().join("Cargo.lock"))
        .map_err(|error| Failure::new(format!("cannot read the lock: {error}")))?;
    let versions: Vec<String> = ["waxseal", PEER, "hmac", "sha2", "criterion"]
        .into_iter()
        .filter_map(|name| Some(format!("{name} {}", metadata::version_in(&lock, name)?)))
        .collect();
    let rustc = sh::ask(Command::new("rustc").current_dir(folder()).arg("--version"));
    let processor = sh::ask(node::node().args(["-p", "require('os').cpus()[0].model.trim()"]));
    Ok(format!(
        "{}, {} {}, {}; {}.",
        rustc.unwrap_or_default(),
        std::env::consts::OS,
        std::env::consts::ARCH,
        processor.unwrap_or_default(),
        versions.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_sample_is_time_by_calls() {
        let sample =
            r#"{"sampling_mode":"Linear","iters":[1.0,2.0,4.0],"times":[90.0,100.0,240.0]}"#;
        assert_eq!(least_of(sample), Some(50.0));
        assert_eq!(least_of("{}"), None);
    }
}
