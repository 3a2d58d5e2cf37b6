//! The single steps of a verification, for tools that look for the reason of a
//! mismatch. Nothing here says that a request is genuine: only
//! [`verify`](crate::verify()) does.
//!
//! A scheme is taken as it is, so that a hypothesis can be one which
//! [`define`](crate::define) would refuse. What is computed here are MACs, and
//! whoever holds one can sign: never tell them.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::compose::{self, Inputs, Message};
use crate::config_error::ConfigError;
pub use crate::form::percent_decoded;
use crate::mac::Mac;
use crate::public_key;
use crate::reject::Reject;
use crate::request::{Meta, Request};
use crate::scheme::{Algorithm, Facts, KeyForm, Place, Scheme, Stamp};
use crate::secret::{DerivedKey, Secret};
use crate::signature;
use crate::stamp;
use crate::time::UnixMillis;

/// The bytes under a signature: `prefix`, then the body if `has_body`, then `suffix`.
pub struct Content {
    message: Message,
}

/// Lays out the bytes under a signature; `time` is the timestamp's text, if the scheme signs one.
///
/// # Errors
/// As [`verify`](crate::verify()) has them for what is signed and absent, or not in its form.
pub fn content(scheme: &Scheme<'_>, request: &Request<'_>, time: &[u8]) -> Result<Content, Reject> {
    let inputs = Inputs {
        meta: request.meta,
        body: request.body,
        time,
    };
    let message = compose::compose(scheme, Facts::of(scheme), &inputs)?;
    Ok(Content { message })
}

impl Content {
    /// Returns what stands before the body.
    #[must_use]
    pub fn prefix(&self) -> &[u8] {
        &self.message.prefix
    }

    /// Says whether the body stands between the two.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.message.has_body
    }

    /// Returns what stands behind the body.
    #[must_use]
    pub fn suffix(&self) -> &[u8] {
        &self.message.suffix
    }

    /// Returns how many bytes a MAC over it hashes, its key and its own blocks aside.
    #[must_use]
    pub fn bytes(&self, body: &[u8]) -> usize {
        let body = if self.message.has_body { body.len() } else { 0 };
        self.message.prefix.len() + body + self.message.suffix.len()
    }

    /// Computes the MAC or hash; nothing for an algorithm that makes none. Secret.
    #[must_use]
    pub fn mac(&self, algorithm: Algorithm, key: &[u8], body: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(alloc::vec![0; algorithm.tag_bytes()]);
        let Message {
            prefix,
            has_body,
            suffix,
            secret_at,
        } = &self.message;
        let (before, behind) = prefix
            .split_at_checked(secret_at.unwrap_or(0))
            .unwrap_or_default();
        let secret = secret_at.map_or(&[][..], |_| key);
        let prefix = Zeroizing::new([before, secret, behind].concat());
        let mac = Mac {
            algorithm,
            position: 0,
            key,
            prefix: &prefix,
            has_body: *has_body,
            suffix,
            keyed: None,
        };
        let written = mac.compute(&mut |update| update(body), &mut out);
        out.truncate(written);
        out
    }

    /// Checks a signature under a public key, which must have been made by [`keys`].
    #[must_use]
    pub fn is_signed(&self, algorithm: Algorithm, key: &[u8], body: &[u8], tag: &[u8]) -> bool {
        let body = if self.message.has_body { body } else { &[] };
        let message = [&self.message.prefix, body, &self.message.suffix].concat();
        public_key::verify(algorithm, key, &message, tag)
    }
}

/// Reads every signature of the scheme's form, decoded.
///
/// # Errors
/// `signature_missing`, `signature_malformed`, `signature_unsupported`.
pub fn signatures(scheme: &Scheme<'_>, request: &Request<'_>) -> Result<Vec<Vec<u8>>, Reject> {
    let tags = signature::parse_signatures(scheme, &request.meta, request.body)?;
    Ok(tags.iter().map(<[u8]>::to_vec).collect())
}

/// Finds the timestamp's text.
///
/// # Errors
/// `timestamp_missing`; `timestamp_malformed` where there are several.
pub fn time_text<'a>(
    scheme: &Scheme<'_>,
    stamp: &Stamp<'_>,
    request: &Request<'a>,
) -> Result<Cow<'a, [u8]>, Reject> {
    stamp::find_text(scheme, stamp, &request.meta, request.body)
}

/// Reads that text and returns the age in seconds, negative ahead of `now`.
///
/// # Errors
/// `timestamp_malformed`.
pub fn age_seconds(
    scheme: &Scheme<'_>,
    stamp: &Stamp<'_>,
    text: &[u8],
    now: UnixMillis,
) -> Result<i64, Reject> {
    let moment = stamp::parse_moment(scheme, Facts::of(scheme), stamp, text)?;
    Ok(moment.age_seconds(now))
}

/// Reads what stands at a place of a request; nothing if it is absent or there are several.
#[must_use]
pub fn find<'a>(request: &Request<'a>, place: &Place<'_>) -> Option<Cow<'a, [u8]>> {
    request.meta.find(place, request.body).ok().flatten()
}

/// Iterates over the values of a header, by any of its names.
pub fn header_values<'a>(meta: &Meta<'a>, names: &str) -> Vec<&'a [u8]> {
    meta.header_values(names).collect()
}

/// Says which bytes a secret stands for, for an algorithm and a list of key forms.
///
/// # Errors
/// `secret_empty`, `secret_malformed`.
pub fn keys(
    algorithm: Algorithm,
    forms: &[KeyForm],
    secret: &Secret,
) -> Result<Vec<DerivedKey>, ConfigError> {
    match algorithm {
        Algorithm::Token | Algorithm::Basic => {
            let token = secret.token(algorithm)?;
            Ok(alloc::vec![(KeyForm::Utf8, Zeroizing::new(token.to_vec()))])
        }
        Algorithm::Ed25519 | Algorithm::EcdsaP256 | Algorithm::RsaSha256 => {
            secret.public_key(algorithm)
        }
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Sha256
        | Algorithm::None => secret.mac_keys(forms),
    }
}
