//! `dev`: builds everything, then hands over to the script that runs the
//! Worker, the demo origins and the demo.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::args::{Args, Flag, Verb};
use crate::failure::Failure;
use crate::sh::Sh;
use crate::{build, node};

pub(crate) const VERB: Verb = Verb {
    name: "dev",
    about: "Builds everything and runs it here, with a demo that shows what happens to each event",
    words: "",
    flags: &[
        Flag {
            name: "--port",
            value: Some("N"),
            about: "where the Worker listens on 127.0.0.1",
        },
        Flag {
            name: "--config",
            value: Some("FILE"),
            about: "serve this configuration (secrets in .dev.vars beside it) and send no demo",
        },
        Flag {
            name: "--persist",
            value: Some("DIR"),
            about: "keep stores in this folder",
        },
        Flag {
            name: "--exit",
            value: None,
            about: "end after the demo's table, with status 0 only if every outcome is the promised one",
        },
    ],
    run,
};

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut words = Vec::new();
    if let Some(port) = args.value("--port") {
        if port.parse::<u16>().is_err() {
            return Err(Failure::usage(format!("dev: --port {port} is no port"))
                .hint("A port is a number from 0 (any free one) to 65535."));
        }
        words.extend(["--port".into(), port.into()]);
    }
    for flag in ["--config", "--persist"] {
        if let Some(path) = args.value(flag) {
            words.extend([flag.into(), absolute(path)?.into_os_string()]);
        }
    }
    if args.has("--exit") {
        words.push("--exit".into());
    }
    if let Some(config) = args.value("--config").filter(|c| !Path::new(c).is_file()) {
        return Err(Failure::usage(format!("dev: there is no file {config}")));
    }
    eprintln!("Building (the first time takes minutes) …");
    build::all(&Sh::new(args))?;

    let mut command = node::node();
    command.arg("worker/dev.mjs").args(words);
    become_child(&mut command)
}

/// The script's folder is another one, so paths are made whole here.
fn absolute(path: &str) -> Result<PathBuf, Failure> {
    std::path::absolute(path)
        .map_err(|e| Failure::usage(format!("dev: {path} is no usable path: {e}")))
}

/// The script takes the place of xtask: Ctrl-C, the terminal and the status
/// are its own, and nothing stands between that could end first.
#[cfg(unix)]
fn become_child(command: &mut Command) -> Result<ExitCode, Failure> {
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(Failure::new(format!("cannot run worker/dev.mjs: {error}")))
}

/// Waits for the script; Ctrl-C reaches it through the console.
#[cfg(not(unix))]
fn become_child(command: &mut Command) -> Result<ExitCode, Failure> {
    let status = command
        .status()
        .map_err(|e| Failure::new(format!("cannot run worker/dev.mjs: {e}")))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}
