//! Finds the schemes that a request may have been signed in.

use alloc::string::String;
use alloc::vec::Vec;

use crate::compose;
use crate::request::{Meta, Request};
use crate::say::say;
use crate::scheme::{Place, Scheme};
use crate::schemes;
use crate::signature;

/// A scheme that a request may have been signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The scheme's id.
    pub scheme: &'static str,
    /// What speaks for it.
    pub because: String,
    /// How much of what the scheme reads is there. Equal scores: the request
    /// does not tell them apart.
    pub score: u32,
}

/// Lists the schemes whose signature the request may carry, best first; equal
/// ones in the order of the documentation. Nothing is verified.
#[must_use]
pub fn identify(request: &Request<'_>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for row in schemes::all() {
        if let Some(found) = row
            .scheme()
            .and_then(|scheme| weigh(row.id, &scheme, request))
        {
            let at = candidates.partition_point(|better| better.score >= found.score);
            candidates.insert(at, found);
        }
    }
    candidates
}

fn weigh(id: &'static str, scheme: &Scheme<'_>, request: &Request<'_>) -> Option<Candidate> {
    let meta = &request.meta;
    let place = scheme
        .places
        .iter()
        .find(|place| is_present(meta, place, request.body))?;
    let mut because = say!(signature::describe(place), " is there");
    // A token's header tells a vendor only where no other uses it.
    let is_generic = matches!(place, Place::Header(name) if *name == "authorization");
    let mut score = if is_generic { 1 } else { 10 };
    if scheme.algorithm.is_signature() {
        if compose::check_present(scheme, meta).is_err() {
            return None;
        }
        let is_in_form = signature::parse_signatures(scheme, meta, request.body).is_ok();
        // A header that everybody uses says nothing without the form.
        if is_generic && !is_in_form {
            return None;
        }
        if !is_in_form {
            because.push_str(", though not in the scheme's form");
            score = 2;
        } else {
            because.push_str(" and has the form of ");
            because.push_str(scheme.algorithm.word());
            score += 10;
        }
    }
    let signature = match place {
        Place::Header(name) => name,
        Place::Query(_) | Place::Form(_) | Place::Pointer(_) => "",
    };
    for name in scheme.reads() {
        if !signature.split(',').any(|own| own == name)
            && meta.header_values(&name).next().is_some()
        {
            because.push_str(&say!(", ", name, " too"));
            score += 3;
        }
    }
    let fields = scheme
        .labels()
        .filter(|place| matches!(place, Place::Pointer(_)));
    for place in fields {
        if is_present(meta, place, request.body) {
            because.push_str(&say!(", ", signature::describe(place), " too"));
            score += 1;
        }
    }
    Some(Candidate {
        scheme: id,
        because,
        score,
    })
}

fn is_present(meta: &Meta<'_>, place: &Place<'_>, body: &[u8]) -> bool {
    matches!(meta.find(place, body), Ok(Some(value)) if !value.is_empty())
        || matches!(place, Place::Header(names) if meta.header_values(names).any(|value| !value.is_empty()))
}
