//! What of a request its proof covers, as far as a source reads it.

use alloc::string::String;

use waxseal::scheme::{Algorithm, Part, Place, Scheme};
use waxseal::{Assurance, Program};

use crate::spot::Spot;

/// Says whether method and query are part of the content. They are if the
/// signature covers the request's own URL, if a token vouches for the whole
/// request, and if nothing is checked at all: then all of it is taken.
pub(super) fn url_counts(program: &Program<'_>) -> bool {
    match program.scheme().assurance() {
        Assurance::None | Assurance::Token => true,
        Assurance::Signed | Assurance::SignedPartial => is_own_url_signed(program),
    }
}

/// Where the URL as registered is signed, the request's own is not.
fn is_own_url_signed(program: &Program<'_>) -> bool {
    program.scheme().covers().url && program.url().is_none()
}

/// Says whether the scheme's id is authenticated.
pub(super) fn id_counts(program: &Program<'_>) -> bool {
    let scheme = program.scheme();
    let is_covered = scheme.covers().id;
    match &scheme.event_id {
        Some(place @ Place::Query(_)) => {
            is_covered && (is_own_url_signed(program) || is_part(scheme, place))
        }
        Some(Place::Header(_) | Place::Form(_) | Place::Pointer(_)) | None => is_covered,
    }
}

fn is_part(scheme: &Scheme<'_>, place: &Place<'_>) -> bool {
    scheme
        .message
        .iter()
        .filter_map(Part::place)
        .any(|part| part == place)
}

/// Says whether a value of the source's key is authenticated.
pub(super) fn is_covered(program: &Program<'_>, spot: &Spot) -> bool {
    let scheme = program.scheme();
    let is_token = scheme.assurance() == Assurance::Token;
    match spot {
        Spot::Query(_) => is_token || is_own_url_signed(program),
        Spot::Form(_) | Spot::Pointer(_) => is_token || scheme.covers().body,
        Spot::Header(name) => scheme.covers_field(&Place::Header(name)),
    }
}

/// Returns the query parameter that proves the request.
pub(super) fn token_parameter(scheme: &Scheme<'_>) -> Option<String> {
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
