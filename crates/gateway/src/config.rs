//! The configuration: read once, checked whole, never half valid.

mod address;
mod caller;
mod origin;
mod own_scheme;
mod schema;
mod secret;
mod source;
mod table;
mod value;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;

use waxseal::Code;

use crate::hash::Parts;
use crate::jsonc;
use crate::limits;
use crate::native::{Crypto, Native};
use caller::Caller;
use table::{Field, Kind, Mistakes, Node, Table};

pub use address::AddressRange;
pub use origin::Origin;
pub(crate) use origin::target::{Target, find};
pub use schema::{own_scheme_schema, schema};
pub use source::{Dedupe, Source};

pub(crate) use address::is_loopback;
pub(crate) use secret::Lookup;
pub(crate) use source::{MaxAge, Method, Shadow, covered, token_headers};
pub(crate) use value::check_name;

static ROOT: Table = Table {
    code: Code::ConfigInvalid,
    required: &["sources"],
    later: &["alerts", "quota"],
    fields: &[
        Field {
            name: "$schema",
            kind: Kind::Text,
            doc: "The JSON Schema, for editors.",
        },
        Field {
            name: "sources",
            kind: Kind::Objects(&source::TABLE),
            doc: "Who sends, by the name that stands in /in/{source}.",
        },
        Field {
            name: "origins",
            kind: Kind::Objects(&origin::TABLE),
            doc: "Who gets the events, by name.",
        },
        Field {
            name: "retention",
            kind: Kind::Duration,
            doc: "How long a delivered event's body is kept, and how long retries go on. Default 30d.",
        },
        Field {
            name: "dead_retention",
            kind: Kind::Duration,
            doc: "How long a dead event's body is kept. Default 90d.",
        },
        Field {
            name: "dedupe_window",
            kind: Kind::Duration,
            doc: "How long a duplicate is recognised. Default 400d.",
        },
        Field {
            name: "timeout",
            kind: Kind::Duration,
            doc: "How long a call to an origin may take, at most 15s. Default 10s.",
        },
        Field {
            name: "client_ip",
            kind: Kind::Text,
            doc: "The header with the sender's address, written by the proxy in front; of several addresses in it the last. Default cf-connecting-ip. Must be said for allow_ips when self-hosted.",
        },
        Field {
            name: "jurisdiction",
            kind: Kind::Choice(JURISDICTIONS),
            doc: "Where Cloudflare keeps the ledgers. Fixed when they are created: with another one, they begin empty. KV holds hashes alone and knows no jurisdiction.",
        },
        Field {
            name: "insecure_origins",
            kind: Kind::Flag,
            doc: "Lets origins be http or private: for tests.",
        },
    ],
};

/// What Cloudflare offers for Durable Objects.
const JURISDICTIONS: &[&str] = &["eu", "fedramp"];

/// Everything that the operator decides, checked and ready.
#[derive(Debug)]
pub struct Config {
    sources: BTreeMap<String, Source>,
    origins: BTreeMap<String, Origin>,
    windows: Windows,
    caller: Caller,
    jurisdiction: Option<&'static str>,
    native: Native,
    fingerprint: String,
}

/// How long things are kept, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Bodies of delivered events; retries end here too.
    pub retention_millis: u64,
    /// Bodies of dead events.
    pub dead_retention_millis: u64,
    /// Keys and hashes.
    pub dedupe_millis: u64,
}

impl Default for Windows {
    fn default() -> Self {
        const DAY: u64 = 86_400_000;
        Self {
            retention_millis: 30 * DAY,
            dead_retention_millis: 90 * DAY,
            dedupe_millis: 400 * DAY,
        }
    }
}

/// Everything that is wrong with a configuration. Its text holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    mistakes: Vec<Mistake>,
}

/// One mistake and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The path to it (RFC 6901).
    pub path: String,
    /// Its code; the class is `Config`.
    pub code: Code,
    /// One sentence that says what to change.
    pub detail: String,
}

impl Config {
    /// Reads and checks a configuration. `secrets` finds a secret by its name.
    ///
    /// # Errors
    /// Every mistake, with its path: `config_invalid`, `scheme_unknown`,
    /// `scheme_invalid`, `origin_invalid`, `key_invalid`, `secret_empty`,
    /// `secret_short`, `secret_malformed`.
    pub fn parse(text: &str, secrets: Lookup<'_>) -> Result<Self, Invalid> {
        let mistakes: Mistakes = RefCell::new(Vec::new());
        let config = jsonc::parse(text)
            .map_err(Invalid::unreadable)
            .map(|value| {
                Node::new(String::new(), &value, &ROOT, &mistakes)
                    .map(|root| Self::read(&root, secrets, fingerprint(text)))
            })?;
        let mistakes = mistakes.into_inner();
        match config {
            Some(config) if mistakes.is_empty() => Ok(config),
            _ => Err(Invalid { mistakes }),
        }
    }

    fn read(root: &Node<'_>, secrets: Lookup<'_>, fingerprint: String) -> Self {
        let windows = read_windows(root);
        let timeout_millis = origin::read_timeout(root).unwrap_or(limits::TIMEOUT_MILLIS);
        let defaults = origin::Defaults {
            is_insecure: root.flag("insecure_origins"),
            timeout_millis,
        };
        let caller = Caller::read(root, secrets);
        let sources = root.objects("sources");
        let origins = root.objects("origins");
        if root.is_empty("sources") {
            root.mistake("/sources", Code::ConfigInvalid, "has no source".into());
        }
        for (name, count, cap) in [
            ("sources", sources.len(), limits::SOURCES),
            ("origins", origins.len(), limits::ORIGINS),
        ] {
            if count > cap {
                root.mistake(
                    &format!("/{name}"),
                    Code::ConfigInvalid,
                    format!("has {count} entries; {cap} is the most"),
                );
            }
        }
        Self {
            sources: sources
                .iter()
                .filter_map(|(name, node)| {
                    Some(((*name).into(), source::read(name, node, secrets, &caller)?))
                })
                .collect(),
            origins: origins
                .iter()
                .filter_map(|(name, node)| {
                    Some((
                        (*name).into(),
                        origin::read(name, node, secrets, &defaults)?,
                    ))
                })
                .collect(),
            windows,
            native: Native::default(),
            jurisdiction: JURISDICTIONS
                .iter()
                .copied()
                .find(|name| root.text("jurisdiction") == Some(*name)),
            caller,
            fingerprint,
        }
    }

    /// Lets a host compute hashes and MACs.
    #[must_use]
    pub fn with_crypto(mut self, crypto: Box<dyn Crypto>) -> Self {
        self.native = Native::new(crypto);
        self
    }

    /// Finds a source by its name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.get(name)
    }

    /// Finds an origin by its name.
    #[must_use]
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.origins.get(name)
    }

    /// Iterates over the sources, by name.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// Iterates over the origins, by name.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.values()
    }

    /// Finds the sender's address among the headers: nothing if none is there, or garbage.
    pub fn client_address<'h>(
        &self,
        headers: impl Iterator<Item = (&'h str, &'h [u8])>,
    ) -> Option<String> {
        self.caller.address(headers)
    }

    /// Returns how long things are kept.
    #[must_use]
    pub fn windows(&self) -> Windows {
        self.windows
    }

    pub(crate) fn native(&self) -> &Native {
        &self.native
    }

    /// Returns where the ledgers are kept, if that is restricted.
    #[must_use]
    pub fn jurisdiction(&self) -> Option<&'static str> {
        self.jurisdiction
    }

    /// Returns what tells this configuration from another: a hash of its text.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

fn read_windows(root: &Node<'_>) -> Windows {
    let default = Windows::default();
    let read = |name, millis| root.duration_millis(name).unwrap_or(millis);
    Windows {
        retention_millis: read("retention", default.retention_millis),
        dead_retention_millis: read("dead_retention", default.dead_retention_millis),
        dedupe_millis: read("dedupe_window", default.dedupe_millis),
    }
}

fn fingerprint(text: &str) -> String {
    crate::key::ContentHash::from_bytes(Parts::new().part(text.as_bytes()).finish()).into()
}

impl Invalid {
    fn unreadable(detail: String) -> Self {
        let mistake = Mistake {
            path: String::new(),
            code: Code::ConfigInvalid,
            detail,
        };
        Self {
            mistakes: alloc::vec![mistake],
        }
    }

    /// Returns every mistake; there is at least one.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        write!(f, "{path}: {} ({})", self.detail, self.code)
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, mistake) in self.mistakes.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{mistake}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Invalid {}
