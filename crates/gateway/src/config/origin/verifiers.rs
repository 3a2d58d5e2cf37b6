//! What an origin's own calls are verified with: it tells the outcome of events.

use alloc::vec::Vec;

use waxseal::{Compiled, Options, Program, Secret};

use crate::config::secret::{self, Lookup};
use crate::config::table::Node;

/// Makes a program of Standard Webhooks for each secret, whatever the origin is signed to with:
/// that scheme covers id, time and body. A secret that it cannot take verifies nothing; what is
/// wrong with one was told where it signs.
pub(super) fn read(node: &Node<'_>, lookup: Lookup<'_>) -> Vec<Compiled> {
    let names = node.texts("secrets").into_iter();
    names
        .filter_map(|(_, name)| {
            let name = name.strip_suffix('?').unwrap_or(name);
            let text = secret::resolve(name, lookup).ok()??;
            let secret = Secret::text(text.as_str());
            let program = Program::compile("standard-webhooks", &Options::default(), &[secret]);
            program.ok().map(|program| program.keep())
        })
        .collect()
}
