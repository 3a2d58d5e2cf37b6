//! The signature of a request.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Place, Syntax};
use waxseal::{Compiled, SignError, SignInput};

use crate::config::Origin;
use crate::native::Native;

/// Signs with every secret of the origin, as far as the scheme has lists, and
/// returns what belongs into the query.
pub(super) fn sign(
    native: &Native,
    origin: &Origin,
    input: &SignInput<'_>,
    headers: &mut Vec<(String, String)>,
) -> Result<Vec<(String, String)>, SignError> {
    let mut signers = origin.signers.iter().map(Compiled::program);
    let Some(first) = signers.next() else {
        return Ok(Vec::new());
    };
    let mut body = native.hold(input.body);
    let mut signed = waxseal::sign_on(&first, input, &mut body)?;
    let scheme = first.scheme();
    // A receiver that takes a bare tag reads the whole header as one (AffiliateBase's sample
    // throws at a list), so it gets the current secret's signature alone.
    if let (
        Some(Place::Header(name)),
        Syntax::Items {
            between: Some(b' '),
            bare: false,
            ..
        },
    ) = (scheme.places.first(), &scheme.syntax)
    {
        // Of a header's aliases the first one is written.
        let name = name.split(',').next().unwrap_or(name);
        for signer in signers {
            let other = waxseal::sign_on(&signer, input, &mut body)?;
            let tag = other.headers.iter().find(|(other, _)| other == name);
            let list = signed.headers.iter_mut().find(|(other, _)| other == name);
            if let (Some((_, tag)), Some((_, list))) = (tag, list) {
                list.push(' ');
                list.push_str(tag);
            }
        }
    }
    // A header that the origin's settings name too is the signature's.
    headers.retain(|(name, _)| !signed.headers.iter().any(|(other, _)| other == name));
    headers.append(&mut signed.headers);
    Ok(signed.query)
}

pub(super) fn with_query(url: &str, query: &[(String, String)]) -> String {
    let mut url = String::from(url);
    for (name, value) in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(name);
        url.push('=');
        url.push_str(value);
    }
    url
}
