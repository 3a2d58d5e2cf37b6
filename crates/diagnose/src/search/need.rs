//! The headers without which a signature cannot be checked.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Part, Place, Scheme, StampSource};

/// Lists them in the order of the scheme; behind commas the names that count as well.
/// Labels that nobody signs are not needed.
pub(crate) fn headers(scheme: &Scheme<'_>) -> Vec<String> {
    let stamp = scheme
        .timestamp
        .as_ref()
        .and_then(|stamp| match &stamp.from {
            StampSource::Place(place) => Some(place),
            StampSource::Pair(_) | StampSource::First => None,
        });
    let parts = scheme.message.iter().filter_map(Part::place);
    let lists = scheme.message.iter().filter_map(Part::signed_headers);
    let names = scheme
        .places
        .iter()
        .chain(stamp)
        .chain(parts)
        .filter_map(|place| match place {
            Place::Header(names) => Some(*names),
            Place::Query(_) | Place::Form(_) | Place::Pointer(_) => None,
        });
    let mut all: Vec<String> = Vec::new();
    for names in names.chain(lists) {
        // Numbered ones need not all be there.
        if !names.contains('{') && !all.iter().any(|known| known == names) {
            all.push(names.to_owned());
        }
    }
    all
}
