//! What there is: one row per method and path.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::call::Call;
use super::next::Outcome;
use super::schema;
use super::shape::{Member, Shape};
use super::verb;

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Everybody: there is nothing to hide.
    Nobody,
    /// Whoever holds a token.
    Read,
    /// Whoever holds the admin token. The call stands in the audit list.
    Admin,
    /// Whoever signs with the origin's secret.
    Signature,
}

/// One method of one path.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Its name: in the audit list and as `operationId`.
    pub(super) verb: &'static str,
    pub(super) token: Token,
    pub(super) summary: &'static str,
    pub(super) parameters: &'static [Member],
    pub(super) body: Option<&'static Shape>,
    /// Media types of the answer, each with its shape; bytes have none.
    pub(super) answers: &'static [(&'static str, Option<&'static Shape>)],
    /// Codes that it can fail with, beside those that follow from the row.
    pub(super) codes: &'static [&'static str],
    pub(super) run: for<'c> fn(Call<'c>) -> Outcome<'c>,
}

const JSON: &str = "application/json";

macro_rules! routes {
    ($($method:literal $path:literal $verb:literal $token:ident $run:path,
        $summary:literal, ($parameters:expr) ($body:expr) ($answers:expr) ($codes:expr);)+) => {
        /// Every route, in the order of the reference.
        pub(super) static ROUTES: &[Route] = &[$(Route {
            method: $method,
            path: $path,
            verb: $verb,
            token: Token::$token,
            summary: $summary,
            parameters: $parameters,
            body: $body,
            answers: $answers,
            codes: $codes,
            run: $run,
        },)+];
    };
}

routes! {
    "GET" "/api/events" "list_events" Read verb::events,
        "Lists events, the newest first; or pulls them, the oldest first",
        (schema::LIST) (None) (&[(JSON, Some(&schema::PAGE))]) (&[]);
    "GET" "/api/events/{id}" "show_event" Read verb::event,
        "Shows an event: every content, every origin, every attempt that is kept",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::EVENTS))]) (&["not_found"]);
    "GET" "/api/events/{id}/body" "show_body" Read verb::body,
        "Returns a body as it was received, with personal data masked as configured",
        (schema::BODY) (None)
        (&[("text/plain; charset=utf-8", None), ("application/octet-stream", None)])
        (&["not_found", "not_possible"]);
    "DELETE" "/api/events/{id}/body" "erase_body" Admin verb::erase,
        "Erases the bodies of an event. Its hash and its log stay",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::ERASED))]) (&["not_found"]);
    "POST" "/api/events/{id}/replay" "replay_event" Admin verb::replay_one,
        "Delivers an event again",
        (schema::NOTHING) (Some(&schema::REPLAY_ONE)) (&[(JSON, Some(&schema::REOPENED))])
        (&["not_found", "not_possible"]);
    "POST" "/api/events/{id}/origins/{origin}/resend" "resend_event" Admin verb::resend,
        "Delivers an event to one origin, also to one that never had it",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::REOPENED))]) (&["not_found", "not_possible"]);
    "POST" "/api/events/{id}/origins/{origin}/outcome" "tell_outcome" Signature verb::outcome,
        "Takes what an origin made of an event behind its 2xx. Signed with the origin's secret as Standard Webhooks has it; webhook-id is the event's",
        (schema::NOTHING) (Some(&schema::OUTCOME)) (&[(JSON, Some(&schema::OUTCOME_TAKEN))])
        (&["not_found", "signature_missing", "signature_malformed", "signature_unsupported",
           "signature_mismatch", "timestamp_missing", "timestamp_malformed", "timestamp_stale",
           "timestamp_future"]);
    "GET" "/api/dead-letters" "list_dead_letters" Read verb::dead_letters,
        "Lists events with a dead delivery",
        (schema::DEAD) (None) (&[(JSON, Some(&schema::PAGE))]) (&[]);
    "POST" "/api/replay" "replay_events" Admin verb::replay,
        "Delivers many events again, or counts how many that would be",
        (schema::NOTHING) (Some(&schema::REPLAY)) (&[(JSON, Some(&schema::REPLAYED))]) (&[]);
    "GET" "/api/origins" "list_origins" Read verb::origins,
        "Says of each origin whether it is paused or left alone, and what waits for it",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::GATES))]) (&[]);
    "POST" "/api/origins/{origin}/pause" "pause_origin" Admin verb::pause,
        "Holds every delivery to an origin, however long. Safe to repeat",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::GATE))]) (&["not_found"]);
    "POST" "/api/origins/{origin}/resume" "resume_origin" Admin verb::resume,
        "Lets deliveries to an origin go on. Safe to repeat",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::GATE))]) (&["not_found"]);
    "POST" "/api/origins/{origin}/test" "test_origin" Admin verb::test,
        "Sends a signed test event through the whole intake. Every origin that takes tests of its type gets it",
        (schema::NOTHING) (Some(&schema::TEST)) (&[(JSON, Some(&schema::TESTED))])
        (&["not_found", "not_possible"]);
    "POST" "/api/captures" "arm_capture" Admin verb::arm,
        "Captures the next requests of a source: at most ten, for 15 minutes. They are kept for a day",
        (schema::NOTHING) (Some(&schema::ARM)) (&[(JSON, Some(&schema::ONE_CAPTURE))]) (&["not_possible"]);
    "GET" "/api/captures" "list_captures" Read verb::captures,
        "Lists captures, each request in a line",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::CAPTURES))]) (&[]);
    "GET" "/api/captures/{capture}" "show_capture" Read verb::capture,
        "Shows a capture with its requests whole",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::ONE_CAPTURE))]) (&["not_found"]);
    "DELETE" "/api/captures/{capture}" "drop_capture" Admin verb::drop_capture,
        "Removes a capture",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::DROPPED))]) (&["not_found"]);
    "GET" "/api/stats" "show_stats" Read verb::stats,
        "Counts events, deliveries, attempts and rejects since a moment",
        (schema::STATS) (None) (&[(JSON, Some(&schema::STATS_ANSWER))]) (&[]);
    "GET" "/api/secrets" "list_secrets" Read verb::secrets,
        "Says how old each secret is and when it was last used",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::SECRETS))]) (&[]);
    "GET" "/api/audit" "list_audit" Read verb::audit,
        "Lists what was ordered with an admin token, and what came of it",
        (schema::AUDIT) (None) (&[(JSON, Some(&schema::AUDIT_LIST))]) (&[]);
    "GET" "/api/export" "export_events" Read verb::export,
        "Exports events, the oldest first. The header `waxseal-cursor` says where it goes on",
        (schema::EXPORT) (None)
        (&[("application/x-ndjson", Some(&schema::EVENT_LINE)), ("text/csv; charset=utf-8; header=present", None)])
        (&[]);
    "GET" "/api/openapi.json" "show_openapi" Nobody verb::document,
        "This document",
        (schema::NOTHING) (None) (&[(JSON, Some(&schema::DOCUMENT))]) (&[]);
}

/// What is at a path.
pub(super) enum Found {
    /// A route, and the parts of the path that stand for something.
    Route(&'static Route, Vec<String>),
    /// Routes of other methods.
    Methods(Vec<&'static str>),
    /// Nothing.
    Nothing,
}

/// Finds the route of a request. `HEAD` is a `GET` whose body nobody reads.
pub(super) fn find(method: &str, path: &str) -> Found {
    let wanted = if method == "HEAD" { "GET" } else { method };
    let mut methods: Vec<&'static str> = Vec::new();
    for route in ROUTES {
        let Some(segments) = matches(route.path, path) else {
            continue;
        };
        if route.method == wanted {
            return Found::Route(route, segments);
        }
        methods.push(route.method);
        if route.method == "GET" {
            methods.push("HEAD");
        }
    }
    if methods.is_empty() {
        Found::Nothing
    } else {
        Found::Methods(methods)
    }
}

fn matches(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut there) = (pattern.split('/'), path.split('/'));
    let mut segments = Vec::new();
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return Some(segments),
            (Some(wanted), Some(there)) if wanted.starts_with('{') && !there.is_empty() => {
                segments.push(there.into());
            }
            (Some(wanted), Some(there)) if wanted == there => {}
            _ => return None,
        }
    }
}

/// Returns the names of the parts of a path that stand for something.
pub(super) fn names(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// Writes the table of routes for the reference (Markdown).
#[must_use]
pub fn reference() -> String {
    let mut text = String::from("| Method | Path | Token | What it does |\n|---|---|---|---|\n");
    for route in ROUTES {
        let token = match route.token {
            Token::Nobody => "none",
            Token::Read => "read",
            Token::Admin => "admin",
            Token::Signature => "signature",
        };
        let parameters: Vec<String> = route
            .parameters
            .iter()
            .map(|parameter| format!("`{}`", parameter.name))
            .collect();
        let parameters = match parameters.as_slice() {
            [] => String::new(),
            _ => format!(" Query: {}.", parameters.join(", ")),
        };
        text.push_str(&format!(
            "| {} | `{}` | {token} | {}.{parameters} |\n",
            route.method, route.path, route.summary
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_routes_answer_the_same_request_and_each_verb_has_one_name() {
        for (at, route) in ROUTES.iter().enumerate() {
            for other in &ROUTES[..at] {
                let is_same =
                    route.method == other.method && matches(other.path, route.path).is_some();
                assert!(!is_same, "{} {}", route.method, route.path);
                assert_ne!(route.verb, other.verb);
            }
        }
    }

    #[test]
    fn what_only_reads_is_a_get_and_what_orders_needs_the_admin_token() {
        for route in ROUTES {
            let is_reading = matches!(route.token, Token::Read | Token::Nobody);
            assert_eq!(
                route.method == "GET",
                is_reading,
                "{} {}",
                route.method,
                route.path
            );
            assert!(!route.summary.ends_with('.'));
        }
    }

    #[test]
    fn a_path_is_matched_whole() {
        for path in [
            "/api",
            "/api/",
            "/api/events/",
            "/api/events//body",
            "/api/events/x/body/y",
            "/API/events",
            "api/events",
        ] {
            assert!(matches!(find("GET", path), Found::Nothing), "{path}");
        }
        let Found::Methods(methods) = find("PUT", "/api/events/x/body") else {
            panic!("no methods");
        };
        assert_eq!(methods, ["GET", "HEAD", "DELETE"]);
        assert!(matches!(find("HEAD", "/api/events"), Found::Route(..)));
    }
}
