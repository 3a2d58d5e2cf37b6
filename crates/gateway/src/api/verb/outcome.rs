//! What an origin made of an event, told by the origin itself.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::json;
use waxseal::{Code, Header, Meta, Request};

use crate::api::call::Call;
use crate::api::next::{Next, Outcome};
use crate::api::parameters::Values;
use crate::api::refusal::Refusal;
use crate::api::schema;
use crate::order::{OutcomeOrder, OutcomeTaken};

/// Notes it, once the signature holds.
pub(in crate::api) fn outcome(call: Call<'_>) -> Outcome<'_> {
    check(&call)?;
    // Nothing of the body was read before.
    let body = Values::body(&call.bytes, Some(&schema::OUTCOME))?;
    let (key, revision) = call.event()?;
    let (id, origin): (String, String) = (call.segment(0).into(), call.segment(1).into());
    let word = body.text("outcome").unwrap_or_default();
    let is_processed = word == "processed";
    if is_processed && body.text("reason").is_some() {
        let detail = "stands beside \"processed\": only what failed has a reason";
        return Err(Refusal::parameter("body:/reason".into(), detail));
    }
    let order = OutcomeOrder {
        key,
        revision: revision.unwrap_or(0),
        origin,
        is_processed,
        reason: body.text("reason").map(Into::into),
    };
    let answer = json!({ "id": id, "origin": order.origin, "outcome": word });
    Next::ledger(key.shard(), "outcome", order.write(), move |bytes, _| {
        if !OutcomeTaken::parse(bytes)?.is_known {
            return Err(Refusal::not_found());
        }
        Next::json(&answer)
    })
}

/// Checks the signature with each secret of the origin. It covers `webhook-id`, which must be the
/// event's, so that nobody can move it to another event. An origin that nobody knows, or that has
/// no secret, is told what a wrong signature is told.
fn check(call: &Call<'_>) -> Result<(), Refusal> {
    let headers = call.head.headers.iter();
    let headers: Vec<Header<'_>> = headers
        .map(|(name, value)| Header { name, value })
        .collect();
    let request = Request {
        meta: Meta {
            method: &call.head.method,
            url: &call.head.url,
            headers: &headers,
        },
        body: &call.bytes,
    };
    let origin = call.config.origin(call.segment(1));
    let mut best: Option<waxseal::Reject> = None;
    for verifier in origin.iter().flat_map(|origin| &origin.verifiers) {
        let program = verifier.program();
        match waxseal::verify(&program, &request, call.now, 0) {
            Ok(verified) => {
                let id = verified.fields().id;
                return if id.as_deref() == Some(call.segment(0)) {
                    Ok(())
                } else {
                    Err(Refusal::of(Code::SignatureMismatch))
                };
            }
            Err(reject) => {
                let is_better = best
                    .as_ref()
                    .is_none_or(|best| best.code().rank() < reject.code().rank());
                if is_better {
                    best = Some(reject);
                }
            }
        }
    }
    let code = best.map_or(Code::SignatureMismatch, |reject| reject.code());
    Err(Refusal::of(code))
}
