//! Which origins get an event.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;

use crate::config::{Config, Origin};
use crate::event::Facts;
use crate::filter;
use crate::message::Route;

/// What an origin subscribes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `*`: every event, also one without a type.
    All,
    /// `affiliate.*`: every type that begins so, the dot included.
    Prefix(String),
    /// One type.
    Exact(String),
}

impl Pattern {
    /// Reads a pattern. A star stands alone or after a last dot; anything else is no pattern.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Pattern::All);
        }
        let body = text.strip_suffix(".*").unwrap_or(text);
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '*';
        if body.is_empty() || !body.chars().all(plain) {
            return None;
        }
        Some(match text.strip_suffix('*') {
            Some(prefix) => Pattern::Prefix(prefix.into()),
            None => Pattern::Exact(text.into()),
        })
    }

    /// Says whether an event of this type matches.
    #[must_use]
    pub fn matches(&self, event_type: Option<&str>) -> bool {
        match (self, event_type) {
            (Pattern::All, _) => true,
            (Pattern::Prefix(_) | Pattern::Exact(_), None) => false,
            (Pattern::Prefix(prefix), Some(event_type)) => event_type.starts_with(prefix.as_str()),
            (Pattern::Exact(exact), Some(event_type)) => event_type == exact,
        }
    }
}

/// Says whether an origin gets an event: test events go only where they are asked for.
#[must_use]
pub fn is_routed(
    events: &[Pattern],
    takes_tests: bool,
    event_type: Option<&str>,
    test: bool,
) -> bool {
    (takes_tests || !test) && events.iter().any(|pattern| pattern.matches(event_type))
}

/// Returns the way to each origin that gets an event: by its type, by whether
/// it is a test, and by the values that the origin asks for. The body is read
/// once, and only if an origin of this type asks.
pub(crate) fn routes(config: &Config, facts: &Facts, body: &[u8]) -> Vec<Route> {
    let event_type = facts.event_type.as_deref();
    let document = OnceCell::new();
    config
        .origins()
        .filter(|origin| is_routed(&origin.events, origin.tests, event_type, facts.test))
        .filter(|origin| {
            origin.conditions.is_empty() || {
                let document = document.get_or_init(|| facts.document(body).ok());
                filter::matches(&origin.conditions, document.as_ref())
            }
        })
        .map(Route::to)
        .collect()
}

impl Route {
    /// The way to an origin, whatever it subscribes to: how an operator sends
    /// an event to one that did not have it.
    pub(crate) fn to(origin: &Origin) -> Self {
        Self {
            origin: origin.name().into(),
            schedule: origin.schedule.clone(),
            timeout_millis: origin.timeout_millis,
        }
    }
}
