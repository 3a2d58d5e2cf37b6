//! A source: who sends, and how that is proved.

mod contract;
pub(crate) mod covered;
mod handshake;
mod keep;
mod named;
mod proof;
mod read;
mod scheme;
mod sight;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

use waxseal::{Code, Compiled, Program};
use zeroize::Zeroizing;

use super::address::AddressRange;
use super::table::{Field, Kind, Table};
use crate::key::MarkerKey;
use crate::limits;
use crate::mask::Masks;
use crate::message::OnConflict;
use crate::rate::Rate;
use crate::spot::Spot;

pub(crate) use contract::Expected;
pub(crate) use keep::token_headers;
pub(crate) use read::read;
pub(crate) use sight::Sight;

pub(crate) static TABLE: Table = Table {
    code: Code::SchemeInvalid,
    // Secrets or keys, as the scheme says: `proof` asks for them.
    required: &["scheme"],
    later: &[],
    fields: &[
        Field {
            name: "scheme",
            kind: Kind::Scheme,
            doc: "How the provider signs: an id such as \"stripe\", or an object such as { \"signature\": \"header:x-sig\", \"message\": \"{body}\" }.",
        },
        Field {
            name: "secrets",
            kind: Kind::TextOrTexts,
            doc: "Names of secrets, the current one first. \"NAME?\" may be absent. For HTTP Basic each is user:password.",
        },
        Field {
            name: "keys",
            kind: Kind::TextOrTexts,
            doc: "The sender's public keys, for schemes that verify with such. Capitals, digits and _ are the name of a variable (\"NAME?\" may be absent); anything else is the key itself (PEM, base64, hexadecimal), which is no secret.",
        },
        Field {
            name: "url",
            kind: Kind::Text,
            doc: "The whole URL as it is registered with the sender, for schemes that sign it. Default the request's own.",
        },
        Field {
            name: "verify_token",
            kind: Kind::Text,
            doc: "Name of the secret with the verify token, for senders that ask with one before they send events.",
        },
        Field {
            name: "accept_unsigned",
            kind: Kind::Flag,
            doc: "Must be true where the scheme checks nothing: whoever knows the URL can send events. Set rate_limit and allow_ips too.",
        },
        Field {
            name: "forward_token",
            kind: Kind::Flag,
            doc: "Must be true where the sender's token stands in the body, which is stored and forwarded as it came.",
        },
        Field {
            name: "header",
            kind: Kind::Text,
            doc: "The header with the signature or token, where the vendor leaves it open.",
        },
        Field {
            name: "query",
            kind: Kind::Text,
            doc: "The query parameter with the token.",
        },
        Field {
            name: "prefix",
            kind: Kind::Text,
            doc: "The text before the token in its header, such as \"Bearer \".",
        },
        Field {
            name: "encoding",
            kind: Kind::Choice(&["hex", "base64", "base64url"]),
            doc: "How the signature is written, where the vendor leaves it open.",
        },
        Field {
            name: "id",
            kind: Kind::Text,
            doc: "JSON pointer to the event's id.",
        },
        Field {
            name: "type",
            kind: Kind::Text,
            doc: "Where the event's type stands: a JSON pointer, query:name, form:name or header:name.",
        },
        Field {
            name: "version",
            kind: Kind::Text,
            doc: "JSON pointer to the schema version.",
        },
        Field {
            name: "tolerance",
            kind: Kind::Tolerance,
            doc: "How far a signed timestamp may lie from now: \"5m\", or { \"past\": \"1h\", \"future\": \"5m\" }.",
        },
        Field {
            name: "timestamp",
            kind: Kind::Text,
            doc: "JSON pointer to the moment of the event, for max_age.",
        },
        Field {
            name: "max_age",
            kind: Kind::Duration,
            doc: "How old the moment at \"timestamp\" may be. Retries carry it too: choose it longer than the sender repeats.",
        },
        Field {
            name: "methods",
            kind: Kind::Choices(&["GET", "POST"]),
            doc: "The HTTP methods that are taken. Default POST.",
        },
        Field {
            name: "key",
            kind: Kind::TextOrTexts,
            doc: "What makes two requests the same event, instead of the id: query:name, form:name, header:name (if signed), a JSON pointer, or a list of them that counts as one.",
        },
        Field {
            name: "dedupe",
            kind: Kind::Choice(&["ledger+kv", "ledger"]),
            doc: "Whether KV filters duplicates before the ledger. Default ledger+kv; ledger where no secret keys the hashes in KV (public keys, none).",
        },
        Field {
            name: "on_conflict",
            kind: Kind::Choice(&["keep", "forward", "reject"]),
            doc: "What is done with other content for a key that is there. Default keep.",
        },
        Field {
            name: "allow_short_secret",
            kind: Kind::Flag,
            doc: "Takes secrets of less than 16 bytes, because the vendor issues such.",
        },
        Field {
            name: "rate_limit",
            kind: Kind::Text,
            doc: "Events per second, minute or hour: \"600/m\".",
        },
        Field {
            name: "max_body",
            kind: Kind::Size,
            doc: "The longest body that is taken, at most 16MB: \"512KB\", \"4MB\". 1 KB is 1024 bytes. Default 1MB.",
        },
        Field {
            name: "shadow",
            kind: Kind::Choice(&["log", "forward"]),
            doc: "For a copy of what another system receives: every request is verified and its verdict counted and logged, and whatever fails is answered 200 all the same. log: nothing is stored or forwarded. forward: what is genuine is accepted and delivered.",
        },
        Field {
            name: "keep_headers",
            kind: Kind::Texts,
            doc: "Names of headers that are forwarded as waxseal-original-<name> although nobody signed them.",
        },
        Field {
            name: "mask",
            kind: Kind::Texts,
            doc: "JSON pointers of personal data, with * for every element of an array: masked in every answer of the API and every export, never in what is forwarded. A body that is not JSON is withheld there as a whole.",
        },
        Field {
            name: "allow_ips",
            kind: Kind::Texts,
            doc: "Addresses and ranges (CIDR) that may send, IPv4 and IPv6. The sender's address is what client_ip says.",
        },
        Field {
            name: "contract",
            kind: Kind::Choice(&["warn", "reject"]),
            doc: "Whether events that lack fields of the catalog are marked, or refused as body_malformed.",
        },
        Field {
            name: "catalog",
            kind: Kind::Choice(&["affiliatebase", "track360", "minimum", "waxseal"]),
            doc: "The catalog of events, see docs/events.md. Default the one with the scheme's name.",
        },
        Field {
            name: "fields",
            kind: Kind::TextMap,
            doc: "JSON pointers of the catalog's fields by name, where the vendor leaves them open.",
        },
        Field {
            name: "versions",
            kind: Kind::Texts,
            doc: "The schema versions that are understood, old and new side by side.",
        },
        Field {
            name: "amounts",
            kind: Kind::Choice(&["minor", "major"]),
            doc: "The unit of amounts where the catalog leaves it open. Default minor.",
        },
        Field {
            name: "currency",
            kind: Kind::Text,
            doc: "The ISO 4217 code of a sender that names none.",
        },
    ],
};

/// Who sends, and how that is proved.
pub struct Source {
    pub(crate) name: String,
    pub(crate) program: Compiled,
    pub(crate) scheme: String,
    pub(crate) url_counts: bool,
    pub(crate) methods: Vec<Method>,
    /// The methods with which the vendor asks before it sends events.
    pub(crate) handshake_methods: Vec<String>,
    pub(crate) verify_token: Option<Zeroizing<String>>,
    pub(crate) event_type: Option<Spot>,
    pub(crate) key: Vec<Spot>,
    pub(crate) dedupe: Dedupe,
    pub(crate) on_conflict: OnConflict,
    pub(crate) rate: Option<Rate>,
    pub(crate) allow_ips: Option<Vec<AddressRange>>,
    pub(crate) max_age: Option<MaxAge>,
    pub(crate) contract: Option<Box<Expected>>,
    /// Nothing where no secret is there to derive it from: then KV is not used.
    pub(crate) marker_key: Option<MarkerKey>,
    /// The query parameter that carries the token: never hashed, stored or forwarded.
    pub(crate) token_parameter: Option<String>,
    pub(crate) shadow: Option<Shadow>,
    /// Names in lower case.
    pub(crate) keep_headers: Vec<String>,
    pub(crate) masks: Masks,
    pub(crate) max_body_bytes: usize,
    /// In the order in which the program knows them.
    pub(crate) secrets: Vec<(String, String)>,
    /// What is told to who looks into a request.
    pub(crate) sight: Sight,
    /// What must not stand in what is kept of a refused request.
    pub(crate) secret_texts: Vec<Zeroizing<String>>,
}

/// What is done with a copy of what another system receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shadow {
    /// The verdict is logged.
    Log,
    /// And what is genuine is accepted.
    Forward,
}

/// How old an event may be, by the moment that stands in its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MaxAge {
    pub(crate) at: Spot,
    pub(crate) millis: u64,
}

/// An HTTP method that a source takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
}

impl Method {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// What recognises a duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dedupe {
    /// KV as a filter, the ledger as the authority.
    LedgerAndKv,
    /// The ledger alone.
    Ledger,
}

impl Source {
    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the scheme's id; `custom` for one of the operator's own.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Returns what recognises a duplicate.
    #[must_use]
    pub fn dedupe(&self) -> Dedupe {
        self.dedupe
    }

    /// Returns the secrets that are set, or the public keys, in their order: the name, and what
    /// tells one value from another without telling the value.
    #[must_use]
    pub fn secrets(&self) -> &[(String, String)] {
        &self.secrets
    }

    /// Returns where personal data stands.
    #[must_use]
    pub fn masks(&self) -> &Masks {
        &self.masks
    }

    /// Returns the program, with a budget for the largest body that the source takes.
    pub(crate) fn program(&self) -> Program<'_> {
        let program = self.program.program();
        if self.max_body_bytes <= limits::BODY_BYTES {
            return program;
        }
        program.with_hashed_bytes(self.max_body_bytes.saturating_mul(limits::LARGE_BODY_KEYS))
    }

    /// Says whether the vendor asks with this method before it sends events.
    pub(crate) fn is_asked_with(&self, method: &str) -> bool {
        self.handshake_methods.iter().any(|known| known == method)
    }

    /// Says whether an address may send. Where a list is set, an unknown address may not.
    pub(crate) fn admits(&self, address: Option<&str>) -> bool {
        let Some(ranges) = &self.allow_ips else {
            return true;
        };
        let address = address.and_then(|text| text.trim().parse::<IpAddr>().ok());
        address.is_some_and(|address| ranges.iter().any(|range| range.contains(address)))
    }
}

impl core::fmt::Debug for Source {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}
