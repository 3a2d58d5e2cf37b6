//! What the control object keeps: captures, ages of secrets, the audit list.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use serde_json::{Value, json};

use crate::api::call::Call;
use crate::api::inspect;
use crate::api::next::{Next, Outcome};
use crate::api::page;
use crate::api::refusal::Refusal;
use crate::config::Config;
use crate::control::message::{
    ArmOrder, ArmTaken, AuditQuery, AuditView, CapturesQuery, CapturesView, DropOrder, DropTaken,
    SecretsView,
};
use crate::limits;
use crate::version;

/// Arms a capture.
pub(in crate::api) fn arm(call: Call<'_>) -> Outcome<'_> {
    let source = call.body.text("source").unwrap_or_default();
    if call.config.source(source).is_none() {
        let detail = "is no source of the configuration";
        return Err(Refusal::parameter("body:/source".into(), detail));
    }
    let order = ArmOrder {
        source: source.into(),
        by: call.by.into(),
    };
    Next::control("arm", order.write(), |bytes, _| {
        let capture = ArmTaken::parse(bytes)?.capture;
        let capture = capture.ok_or_else(|| {
            Refusal::not_possible(format!(
                "{} other sources are armed: wait until one has its requests, or remove a capture",
                limits::CAPTURES_ARMED
            ))
        })?;
        Next::json(&capture)
    })
}

/// Lists captures.
pub(in crate::api) fn captures(_: Call<'_>) -> Outcome<'_> {
    let query = CapturesQuery { id: None };
    Next::control("captures", query.write(), |bytes, _| {
        let view = CapturesView::parse(bytes)?;
        Next::json(&json!({ "captures": view.captures }))
    })
}

/// Shows one capture.
pub(in crate::api) fn capture(call: Call<'_>) -> Outcome<'_> {
    let query = CapturesQuery {
        id: Some(number(&call)?),
    };
    let config = call.config;
    Next::control("captures", query.write(), move |bytes, _| {
        let mut view = CapturesView::parse(bytes)?;
        let capture = view.captures.pop().ok_or_else(Refusal::not_found)?;
        let source = config.source(&capture.source);
        Next::json(&inspect::linked(&capture, source))
    })
}

/// Removes a capture.
pub(in crate::api) fn drop_capture(call: Call<'_>) -> Outcome<'_> {
    let id = number(&call)?;
    let order = DropOrder { id };
    Next::control("drop", order.write(), move |bytes, _| {
        if !DropTaken::parse(bytes)?.is_known {
            return Err(Refusal::not_found());
        }
        Next::json(&json!({ "id": id }))
    })
}

fn number(call: &Call<'_>) -> Result<i64, Refusal> {
    let text = call.segment(0);
    let number: Option<i64> = text.parse().ok();
    // One spelling per number, below what JavaScript can hold.
    number
        .filter(|number| (1..1 << 53).contains(number) && format!("{number}") == text)
        .ok_or_else(Refusal::not_found)
}

/// Says how old secrets are.
pub(in crate::api) fn secrets(call: Call<'_>) -> Outcome<'_> {
    let config = call.config;
    let nothing = version::write(&json!({}));
    Next::control("secrets", nothing, move |bytes, _| {
        let view = SecretsView::parse(bytes)?;
        Next::json(&json!({ "secrets": show(config, &view) }))
    })
}

/// Shows what was seen, and what is configured and was not seen yet.
fn show(config: &Config, view: &SecretsView) -> Vec<Value> {
    let configured: BTreeSet<(&str, &str)> = config
        .sources()
        .flat_map(|source| {
            let names = source.secrets().iter();
            names.map(|(name, _)| (source.name(), name.as_str()))
        })
        .collect();
    let mut unseen = configured.clone();
    let mut secrets = Vec::new();
    for seen in &view.secrets {
        let name = (seen.source.as_str(), seen.secret.as_str());
        unseen.remove(&name);
        secrets.push(json!({
            "source": seen.source,
            "secret": seen.secret,
            "is_configured": configured.contains(&name),
            "is_current": seen.is_current,
            "first_seen_at": seen.first_seen_at,
            "last_used_at": seen.last_used_at,
        }));
    }
    secrets.extend(unseen.into_iter().map(|(source, secret)| {
        json!({
            "source": source,
            "secret": secret,
            "is_configured": true,
            "is_current": true,
            "first_seen_at": null,
            "last_used_at": null,
        })
    }));
    secrets
}

/// Lists the audit list.
pub(in crate::api) fn audit(call: Call<'_>) -> Outcome<'_> {
    let query = AuditQuery {
        limit: call.query.number("limit").unwrap_or_else(page::most),
        before: call.query.integer("before"),
    };
    Next::control("audit", query.write(), |bytes, _| {
        let view = AuditView::parse(bytes)?;
        Next::json(&json!({ "entries": view.entries, "more": view.more }))
    })
}
