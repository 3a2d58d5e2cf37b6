//! What of a request its proof covers, as far as a source reads it.

use alloc::string::String;

use waxseal::Assurance;
use waxseal::scheme::{Algorithm, Place, Scheme};

use crate::spot::Spot;

/// Says whether method and query are part of the content. They are if the
/// signature covers the request's own URL, if a token vouches for the whole
/// request, and if nothing is checked at all: then all of it is taken.
pub(crate) fn url_counts(scheme: &Scheme<'_>) -> bool {
    match scheme.assurance() {
        Assurance::None | Assurance::Token => true,
        Assurance::Signed | Assurance::SignedPartial => scheme.covers().url,
    }
}

/// Says whether a value of the source's key is authenticated.
pub(super) fn is_covered(scheme: &Scheme<'_>, spot: &Spot) -> bool {
    let is_token = scheme.assurance() == Assurance::Token;
    match spot {
        Spot::Query(_) => is_token || scheme.covers().url,
        Spot::Form(_) | Spot::Pointer(_) => is_token || scheme.covers().body,
        Spot::Header(name) => scheme.covers_field(&Place::Header(name)),
    }
}

/// Returns the query parameter that proves the request.
pub(crate) fn token_parameter(scheme: &Scheme<'_>) -> Option<String> {
    match scheme.places.first()? {
        Place::Query(name) => Some(String::from(*name)),
        Place::Header(_) | Place::Form(_) | Place::Pointer(_) => None,
    }
}

/// Says whether a value of the source's key is the token itself.
pub(super) fn is_token(scheme: &Scheme<'_>, spot: &Spot) -> bool {
    scheme
        .places
        .first()
        .is_some_and(|place| match (place, spot) {
            (Place::Query(name), Spot::Query(other))
            | (Place::Form(name), Spot::Form(other))
            | (Place::Header(name), Spot::Header(other))
            | (Place::Pointer(name), Spot::Pointer(other)) => name == other,
            _ => false,
        })
}

/// Says whether a secret text travels in the body.
pub(super) fn is_token_in_body(scheme: &Scheme<'_>) -> bool {
    let in_body = |place: &Place<'_>| matches!(place, Place::Form(_) | Place::Pointer(_));
    scheme.algorithm == Algorithm::Token && scheme.places.iter().any(in_body)
}
