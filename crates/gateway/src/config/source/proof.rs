//! Reads what a source's requests are proved with: secrets, public keys, or
//! nothing, as the scheme's algorithm takes.

use alloc::format;
use alloc::vec::Vec;

use waxseal::scheme::{Kind, Scheme};
use waxseal::{Code, Secret};

use crate::config::secret::{self, Found, Lookup};
use crate::config::table::Node;

/// What was found, and under which name.
pub(super) struct Proof {
    pub(super) list: &'static str,
    pub(super) found: Vec<Found>,
}

/// Reads it and notes what is missing, and what is of the wrong kind.
pub(super) fn read(node: &Node<'_>, lookup: Lookup<'_>, scheme: Option<&Scheme<'_>>) -> Proof {
    let secrets = secret::read(node, lookup);
    let keys = secret::read_keys(node, lookup);
    let Some(scheme) = scheme else {
        // Without a scheme nobody knows which is right; their own mistakes are told.
        return Proof {
            list: "secrets",
            found: secrets,
        };
    };
    let refuse = |list: &str, why: &str| {
        if node.has(list) {
            let detail = format!("{} {why}", scheme.id);
            node.mistake(&format!("/{list}"), Code::SchemeInvalid, detail);
        }
    };
    let require = |list: &str, why: &str| {
        if !node.has(list) {
            let detail = format!("{list:?} is missing{why}");
            node.mistake("", Code::SchemeInvalid, detail);
        }
    };
    match scheme.algorithm.kind() {
        Kind::Shared => {
            require("secrets", "");
            refuse(
                "keys",
                "verifies with a secret that both sides hold: name it in \"secrets\"",
            );
            Proof {
                list: "secrets",
                found: secrets,
            }
        }
        Kind::Public => {
            let why = format!(": {} verifies with the sender's public key", scheme.id);
            require("keys", &why);
            refuse(
                "secrets",
                "verifies with the sender's public key: put that in \"keys\"",
            );
            Proof {
                list: "keys",
                found: keys,
            }
        }
        Kind::Nothing => {
            refuse("secrets", "checks nothing, so it takes no secret");
            refuse("keys", "checks nothing, so it takes no key");
            Proof {
                list: "secrets",
                found: Vec::new(),
            }
        }
    }
}

impl Proof {
    /// Returns what was found as the core takes it.
    pub(super) fn secrets(&self, kind: Kind) -> Vec<Secret> {
        let texts = self.found.iter().map(|found| found.text.as_str());
        texts
            .map(|text| match kind {
                Kind::Public => Secret::public(text),
                Kind::Shared | Kind::Nothing => Secret::text(text),
            })
            .collect()
    }
}

/// Notes what an operator must say where the proof is weak, and what is said for nothing.
pub(super) fn check_statements(node: &Node<'_>, scheme: &Scheme<'_>) {
    let is_unsigned = scheme.algorithm.kind() == Kind::Nothing;
    let statements = [
        (
            "accept_unsigned",
            is_unsigned,
            "checks nothing: set \"accept_unsigned\": true if everybody who knows the URL may send events",
            "authenticates what it gets",
        ),
        (
            "forward_token",
            super::covered::is_token_in_body(scheme),
            "has its token in the body, which is stored and forwarded as it came: set \"forward_token\": true if the origins may have it",
            "has no token in the body",
        ),
    ];
    for (name, is_needed, needed, useless) in statements {
        let detail = match (is_needed, node.flag(name)) {
            (true, false) => format!("{} {needed}", scheme.id),
            (false, true) => format!("does nothing: {} {useless}", scheme.id),
            (true, true) | (false, false) => continue,
        };
        node.mistake(&format!("/{name}"), Code::SchemeInvalid, detail);
    }
}
