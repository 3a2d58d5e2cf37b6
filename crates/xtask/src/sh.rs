//! Runs children: quiet unless they fail, with progress, within a time limit,
//! and never left behind.
//!
//! Each child leads a process group of its own, so that its children (a test
//! run starts workerd, browsers) end with it, at the limit as on Ctrl-C.

use std::io::{IsTerminal as _, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::args::Args;
use crate::failure::Failure;

/// How often a running child is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// How often a long step says that it goes on, where no terminal shows seconds.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// After this, a child counts as hung. Cold compiles on two cores stay below.
pub(crate) const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Process groups that run now.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());
/// Set once xtask is ending: no step goes on, none reports that it failed.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How children are run and shown.
pub(crate) struct Sh {
    verbose: bool,
}

/// What a child did.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Whether it ended with status 0, in time.
    pub(crate) ok: bool,
    /// How it ended, in words.
    pub(crate) how: String,
    /// What it printed on both streams.
    pub(crate) output: String,
}

impl Sh {
    /// Takes `--verbose` from the command line.
    pub(crate) fn new(args: &Args) -> Sh {
        Sh {
            verbose: args.has("--verbose"),
        }
    }

    /// Runs a child that must succeed. Its output is shown only if it fails.
    pub(crate) fn run(&self, label: &str, command: &mut Command) -> Result<String, Failure> {
        let ended = self.watch(label, command, LIMIT)?;
        if ended.ok {
            return Ok(ended.output);
        }
        // In verbose mode it stands above already.
        let output = if self.verbose {
            String::new()
        } else {
            ended.output
        };
        Err(Failure::new(format!("{label}: {}", ended.how))
            .hint(format!("The command was: {}", shown(command)))
            .output(output))
    }

    /// Runs a child whose outcome the caller judges.
    pub(crate) fn watch(
        &self,
        label: &str,
        command: &mut Command,
        limit: Duration,
    ) -> Result<Ended, Failure> {
        let start = now();
        let mut child = start_child(command)?;
        let text = Arc::new(Mutex::new(Vec::new()));
        let readers: Vec<_> = [
            child.stdout.take().map(|s| self.collect(s, &text)),
            child.stderr.take().map(|s| self.collect(s, &text)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut progress = Progress::new(label, self.verbose);
        let status = loop {
            while INTERRUPTED.load(Ordering::SeqCst) {
                thread::sleep(LOOK);
            }
            if let Some(status) = child.try_wait().map_err(|e| cannot(command, &e))? {
                break Some(status);
            }
            let elapsed = start.elapsed();
            if elapsed > limit {
                end_group(child.id(), "KILL");
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
            progress.show(elapsed);
            thread::sleep(LOOK);
        };
        // Whatever the child left running would hold its pipes open.
        end_group(child.id(), "KILL");
        forget(child.id());
        for reader in readers {
            let _ = reader.join();
        }
        progress.end(start.elapsed(), status.is_some_and(|s| s.success()));
        let output = String::from_utf8_lossy(&lock(&text)).into_owned();
        Ok(Ended {
            ok: status.is_some_and(|s| s.success()),
            how: words(status, limit),
            output,
        })
    }

    fn collect(
        &self,
        mut stream: impl Read + Send + 'static,
        text: &Arc<Mutex<Vec<u8>>>,
    ) -> thread::JoinHandle<()> {
        let (text, verbose) = (Arc::clone(text), self.verbose);
        thread::spawn(move || {
            let mut piece = [0; 8192];
            while let Ok(length @ 1..) = stream.read(&mut piece) {
                let piece = piece.get(..length).unwrap_or_default();
                lock(&text).extend_from_slice(piece);
                if verbose {
                    let _ = std::io::stderr().write_all(piece);
                }
            }
        })
    }
}

/// Returns what a quick question prints on stdout, or nothing if it fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Ends every running child, and what it started, when xtask is interrupted.
pub(crate) fn end_children_on_interrupt() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        for group in lock(&RUNNING).iter() {
            end_group(*group, "TERM");
        }
        thread::sleep(Duration::from_millis(300));
        for group in lock(&RUNNING).iter() {
            end_group(*group, "KILL");
        }
        eprintln!("\nxtask: interrupted");
        std::process::exit(130);
    })
    .map_err(|e| Failure::new(format!("cannot watch for Ctrl-C: {e}")))
}

/// Reads the clock, to show people how long a step took.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of xtask that reads the clock"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Writes a duration for people.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn start_child(command: &mut Command) -> Result<Child, Failure> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    // Held over the spawn, so that an interrupt cannot fall between the two.
    let mut running = lock(&RUNNING);
    let child = command.spawn().map_err(|e| cannot(command, &e))?;
    running.push(child.id());
    Ok(child)
}

/// Sends a signal to a group. The shell's own `kill` is used: a minimal system
/// has no other, and the call itself would need `unsafe`.
fn end_group(group: u32, signal: &str) {
    if cfg!(unix) {
        let _ = Command::new("sh")
            .arg("-c")
            .arg(format!("kill -{signal} -{group} 2>/dev/null"))
            .stdin(Stdio::null())
            .status();
    }
}

fn forget(group: u32) {
    lock(&RUNNING).retain(|running| *running != group);
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cannot(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot run {}: {error}", shown(command)))
}

fn words(status: Option<ExitStatus>, limit: Duration) -> String {
    match status {
        None => format!("ended at its limit of {} s", limit.as_secs()),
        Some(status) => status.code().map_or_else(
            || format!("ended by a signal ({status})"),
            |code| format!("ended with status {code}"),
        ),
    }
}

fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// One line for one step: seconds run on a terminal, a heartbeat elsewhere.
struct Progress<'a> {
    label: &'a str,
    live: bool,
    next: Duration,
}

impl<'a> Progress<'a> {
    fn new(label: &'a str, verbose: bool) -> Progress<'a> {
        let live = !verbose && std::io::stderr().is_terminal();
        let next = if live { Duration::ZERO } else { HEARTBEAT };
        if verbose {
            eprintln!("  {label} …");
        }
        Progress { label, live, next }
    }

    fn show(&mut self, elapsed: Duration) {
        if elapsed < self.next {
            return;
        }
        if self.live {
            eprint!("\r  {} … {} s ", self.label, elapsed.as_secs());
            self.next = elapsed + Duration::from_millis(500);
        } else {
            eprintln!("  {} … {} s", self.label, elapsed.as_secs());
            self.next = elapsed + HEARTBEAT;
        }
    }

    fn end(&self, elapsed: Duration, ok: bool) {
        let start = if self.live { "\r\x1b[K" } else { "" };
        let mark = if ok { "" } else { "  FAILED" };
        eprintln!("{start}  {:<44} {:>8}{mark}", self.label, seconds(elapsed));
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(script);
        command
    }

    const QUIET: Sh = Sh { verbose: false };

    #[test]
    fn a_failing_child_is_shown_whole_with_its_status_and_command() {
        let failure = QUIET
            .run("a step", &mut shell("echo out; echo err >&2; exit 3"))
            .unwrap_err()
            .to_string();
        for part in [
            "out",
            "err",
            "a step: ended with status 3",
            "The command was: sh -c",
        ] {
            assert!(failure.contains(part), "{failure}");
        }
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = QUIET
            .run("a step", &mut Command::new("no-such-program-here"))
            .unwrap_err()
            .to_string();
        assert!(
            failure.contains("cannot run no-such-program-here"),
            "{failure}"
        );
    }

    #[test]
    fn at_the_limit_a_child_ends_with_all_that_it_started() {
        let ended = QUIET
            .watch(
                "a step",
                &mut shell("sleep 60 & echo $!; wait"),
                Duration::from_millis(200),
            )
            .unwrap();
        assert!(!ended.ok);
        assert_eq!(ended.how, "ended at its limit of 0 s");
        let grandchild = ended.output.trim();
        thread::sleep(Duration::from_millis(100));
        // A zombie that nobody reaped counts as ended.
        let state = ask(&mut shell(&format!(
            "grep -s State /proc/{grandchild}/status || true"
        )))
        .unwrap();
        assert!(state.is_empty() || state.contains('Z'), "{state}");
    }

    #[test]
    fn a_child_that_leaves_another_behind_does_not_hang_the_step() {
        let start = now();
        let ended = QUIET
            .watch("a step", &mut shell("sleep 60 & exit 0"), LIMIT)
            .unwrap();
        assert!(ended.ok);
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
