//! What whoever looks into a request of a source needs to know of it: scheme and options, as
//! `waxseal` on npm takes them. No secret stands there.

use alloc::string::String;

use serde_json::{Map, Value, json};
use waxseal::{Options, Tolerance};

/// A scheme's id and its options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sight {
    /// None for a scheme of the operator's own.
    pub(crate) scheme: Option<String>,
    pub(crate) options: Map<String, Value>,
}

impl Sight {
    pub(super) fn of(scheme: Option<&str>, options: &Options<'_>) -> Self {
        let texts = [
            ("header", options.header),
            ("query", options.query),
            ("prefix", options.prefix),
            ("encoding", options.encoding.map(|it| it.word())),
            ("id", options.id),
            ("type", options.event_type),
            ("version", options.version),
            ("url", options.url),
        ];
        let texts = texts.into_iter();
        let mut set: Map<String, Value> = texts
            .filter_map(|(name, value)| Some((name.into(), json!(value?))))
            .collect();
        set.extend(options.tolerance.map(|tolerance| {
            let seconds = match tolerance {
                Tolerance {
                    past_seconds,
                    future_seconds,
                } if past_seconds == future_seconds => json!(past_seconds),
                Tolerance {
                    past_seconds,
                    future_seconds,
                } => json!({ "past": past_seconds, "future": future_seconds }),
            };
            ("toleranceSeconds".into(), seconds)
        }));
        Self {
            scheme: scheme.map(String::from),
            options: set,
        }
    }
}
