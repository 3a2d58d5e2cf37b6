//! Proves a request: what is cheap first, then the signature, then the window.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::compose::{self, Inputs, Message};
use crate::decode;
use crate::define::rule;
use crate::limits;
use crate::mac::Mac;
use crate::program::{Key, Program};
use crate::public_key;
use crate::reject::Reject;
use crate::request::{Conflict, Meta};
use crate::scheme::{Algorithm, KeyForm, Kind, Place, Scheme, Stamp, Syntax};
use crate::signature::{self, Tags};
use crate::stamp::{self, Moment};
use crate::time::UnixMillis;

/// The side that holds the body. It may compute MACs faster than this crate can.
pub trait Host {
    /// Returns the body's length.
    fn body_bytes(&self) -> usize;

    /// Hands the body's bytes, in order and in pieces of any size, to `update`.
    fn feed(&mut self, update: &mut dyn FnMut(&[u8]));

    /// Computes a MAC over the body into `out`, which is as long as it, and
    /// returns how many bytes were written: fewer match no signature.
    fn compute(&mut self, mac: &Mac<'_>, out: &mut [u8]) -> usize {
        mac.compute(&mut |update| self.feed(update), out)
    }
}

/// A body in memory.
impl Host for &[u8] {
    fn body_bytes(&self) -> usize {
        self.len()
    }

    fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        update(self);
    }
}

/// Which secret made the signature, and how its text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Position in the list of secrets.
    pub secret: usize,
    /// How the secret's text became the key.
    pub form: KeyForm,
    /// Position of the key: pass it to the next call to try it first.
    pub key: usize,
}

/// What was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The signed timestamp, if the scheme signs one.
    pub timestamp: Option<UnixMillis>,
    /// What proved it. Nothing, where the scheme checks nothing.
    pub matched: Option<Matched>,
}

/// Checks that a request is genuine and recent, for a host that holds the body
/// elsewhere or computes MACs itself.
///
/// A large body is hashed for as many keys as [`limits::HASHED_BYTES`] allows,
/// in the order of the secrets, and for one at least. `first` is the position
/// of the key to try first: the one that matched last time, or 0. It changes
/// the work, never the verdict.
///
/// # Errors
/// `signature_missing`, `signature_malformed`, `signature_unsupported`,
/// `signature_mismatch`, `timestamp_missing`, `timestamp_malformed`,
/// `timestamp_stale`, `timestamp_future`, `token_missing`, `token_mismatch`,
/// `body_too_large`.
pub fn prove(
    program: &Program<'_>,
    meta: &Meta<'_>,
    host: &mut dyn Host,
    now: UnixMillis,
    first: usize,
) -> Result<Proof, Reject> {
    match program.scheme().algorithm {
        Algorithm::None => Ok(Proof {
            timestamp: None,
            matched: None,
        }),
        Algorithm::Token | Algorithm::Basic => {
            let body = if program.facts().is_body_opaque {
                Vec::new()
            } else {
                collect(host)?
            };
            let presented = parse_token(program, meta, &body)?;
            let (position, key) = find_token(program, &presented)?;
            Ok(proof(None, position, key))
        }
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Ed25519
        | Algorithm::EcdsaP256
        | Algorithm::RsaSha256
        | Algorithm::Sha256 => prove_signature(program, meta, host, now, first),
    }
}

/// What the signature is checked with.
struct Plan {
    tags: Tags,
    message: Message,
    moment: Option<Moment>,
}

fn prove_signature(
    program: &Program<'_>,
    meta: &Meta<'_>,
    host: &mut dyn Host,
    now: UnixMillis,
    first: usize,
) -> Result<Proof, Reject> {
    let scheme = program.scheme();
    let is_public = scheme.algorithm.kind() == Kind::Public;
    let body = if is_public || !program.facts().is_body_opaque {
        collect(host)?
    } else {
        Vec::new()
    };
    let plan = plan(program, meta, &body)?;
    let (count, first) = tries(program, host.body_bytes(), first);
    let matched = if is_public {
        match_public(program, &plan, &body)
    } else {
        match_mac(program, &plan, host, count, first)
    };
    let Some((position, key)) = matched else {
        return Err(if count < program.keys().len() {
            Reject::BodyTooLarge {
                bytes: host.body_bytes(),
                keys: count,
                budget: program.hashed_bytes(),
            }
        } else {
            mismatch(program, &plan, now)
        });
    };
    if scheme.handshake.is_some() {
        check_not_for_anybody(scheme, &plan.message, host)?;
    }
    // The signature is right: only now is the timestamp a fact.
    let moment = match (&scheme.timestamp, plan.moment) {
        (Some(stamp), None) => Some(read_moment(program, stamp, meta, host)?),
        (_, moment) => moment,
    };
    if let Some(moment) = &moment {
        moment.check_window(now)?;
    }
    Ok(proof(moment, position, key))
}

/// Reads everything but an opaque body and checks all that is cheap: syntax,
/// tag lengths, digits, borders between signed parts.
fn plan(program: &Program<'_>, meta: &Meta<'_>, body: &[u8]) -> Result<Plan, Reject> {
    let scheme = program.scheme();
    let tags = signature::parse_signatures(scheme, meta, body)?;
    match lay_out(program, meta, body) {
        Ok((message, moment)) => Ok(Plan {
            tags,
            message,
            moment,
        }),
        // A header under the signature that is not there is told before anything else.
        Err(other) => Err(compose::check_present(scheme, meta).err().unwrap_or(other)),
    }
}

/// Composes the message and reads the timestamp in it.
fn lay_out(
    program: &Program<'_>,
    meta: &Meta<'_>,
    body: &[u8],
) -> Result<(Message, Option<Moment>), Reject> {
    let scheme = program.scheme();
    let signed = scheme
        .timestamp
        .as_ref()
        .filter(|_| program.facts().signs_timestamp);
    let time = match signed {
        Some(stamp) => stamp::find_text(scheme, stamp, meta, body)?,
        None => Cow::Borrowed(&[][..]),
    };
    let inputs = Inputs {
        meta: *meta,
        body,
        time: &time,
    };
    let message = compose::compose(scheme, program.facts(), &inputs)?;
    let moment = match signed {
        Some(stamp) => Some(stamp::parse_moment(scheme, program.facts(), stamp, &time)?),
        None => None,
    };
    Ok((message, moment))
}

/// Refuses what the scheme's handshake signs for everybody who asks.
fn check_not_for_anybody(
    scheme: &Scheme<'_>,
    message: &Message,
    host: &mut dyn Host,
) -> Result<(), Reject> {
    let body_bytes = if message.has_body {
        host.body_bytes()
    } else {
        0
    };
    let beside = message.prefix.len() + message.suffix.len();
    if body_bytes.saturating_add(beside) > rule::MACABLE_BYTES {
        return Ok(());
    }
    let mut text = message.prefix.clone();
    if message.has_body {
        host.feed(&mut |piece| text.extend_from_slice(piece));
    }
    text.extend_from_slice(&message.suffix);
    if rule::is_signed_for_anybody(scheme, &text) {
        return Err(Reject::SignatureMalformed {
            place: "the signed text".into(),
            why: Cow::Borrowed("is one that a handshake signs for anybody"),
        });
    }
    Ok(())
}

/// Reads the timestamp out of a body that is authenticated as a whole.
fn read_moment(
    program: &Program<'_>,
    stamp: &Stamp<'_>,
    meta: &Meta<'_>,
    host: &mut dyn Host,
) -> Result<Moment, Reject> {
    let body = collect(host)?;
    let text = stamp::find_text(program.scheme(), stamp, meta, &body)?;
    stamp::parse_moment(program.scheme(), program.facts(), stamp, &text)
}

/// Takes the body in, where the message is made of what it holds.
fn collect(host: &mut dyn Host) -> Result<Vec<u8>, Reject> {
    let bytes = host.body_bytes();
    if bytes > limits::READ_BODY_BYTES {
        return Err(Reject::BodyTooLarge {
            bytes,
            keys: 0,
            budget: limits::READ_BODY_BYTES,
        });
    }
    let mut body = Vec::with_capacity(bytes);
    host.feed(&mut |piece| body.extend_from_slice(piece));
    Ok(body)
}

/// Says how many keys are tried, from the front of the list, and which one first.
fn tries(program: &Program<'_>, body_bytes: usize, first: usize) -> (usize, usize) {
    let keys = program.keys().len();
    let budget = program.hashed_bytes();
    let affordable = budget.checked_div(body_bytes).unwrap_or(keys);
    let count = keys.min(affordable.max(1));
    // A hint beyond what is tried anyway must not bring in another key.
    (count, if first < count { first } else { 0 })
}

fn match_mac<'p>(
    program: &'p Program<'_>,
    plan: &Plan,
    host: &mut dyn Host,
    count: usize,
    first: usize,
) -> Option<(usize, &'p Key<'p>)> {
    let mut room = [0; MAC_BYTES];
    let room = room.get_mut(..program.scheme().algorithm.tag_bytes())?;
    let order = core::iter::once(first).chain((0..count).filter(|position| *position != first));
    for position in order {
        let key = program.keys().get(position)?;
        let mac = compute(program, &plan.message, position, key, host, room);
        if is_among(&plan.tags, mac) {
            return Some((position, key));
        }
    }
    None
}

/// The longest MAC: HMAC-SHA512.
const MAC_BYTES: usize = 64;

/// Computes what a key makes of a message, into `room`, and returns what was written.
pub(crate) fn compute<'r>(
    program: &Program<'_>,
    message: &Message,
    position: usize,
    key: &Key<'_>,
    host: &mut dyn Host,
    room: &'r mut [u8],
) -> &'r [u8] {
    let mut mac = Mac {
        algorithm: program.scheme().algorithm,
        position,
        key: key.as_bytes(),
        prefix: &message.prefix,
        has_body: message.has_body,
        suffix: &message.suffix,
        keyed: key.keyed(),
    };
    let written = match message.secret_at {
        None => host.compute(&mac, room),
        Some(at) => {
            let (before, behind) = message.prefix.split_at_checked(at).unwrap_or_default();
            let prefix = zeroize::Zeroizing::new([before, key.as_bytes(), behind].concat());
            mac.prefix = &prefix;
            mac.compute(&mut |update| host.feed(update), room)
        }
    };
    room.get(..written).unwrap_or_default()
}

/// Compares with every signature, without stopping at the first that matches.
fn is_among(tags: &Tags, mac: &[u8]) -> bool {
    let mut found = Choice::from(0);
    for tag in tags.iter() {
        found |= is_equal(tag, mac);
    }
    !mac.is_empty() && bool::from(found)
}

/// Compares in a time that depends on the lengths alone, eight bytes at once.
fn is_equal(left: &[u8], right: &[u8]) -> Choice {
    if left.len() != right.len() {
        return Choice::from(0);
    }
    let ((left, left_rest), (right, right_rest)) = (left.as_chunks(), right.as_chunks());
    let words = left.iter().zip(right);
    let differ = words.fold(0, |differ, (left, right)| {
        differ | (u64::from_le_bytes(*left) ^ u64::from_le_bytes(*right))
    });
    differ.ct_eq(&0) & left_rest.ct_eq(right_rest)
}

fn match_public<'p>(
    program: &'p Program<'_>,
    plan: &Plan,
    body: &[u8],
) -> Option<(usize, &'p Key<'p>)> {
    let Message {
        prefix,
        has_body,
        suffix,
        ..
    } = &plan.message;
    let body = if *has_body { body } else { &[] };
    let message = [prefix.as_slice(), body, suffix.as_slice()].concat();
    let algorithm = program.scheme().algorithm;
    let keys = program.keys().iter().enumerate();
    keys.flat_map(|key| plan.tags.iter().map(move |tag| (key, tag)))
        .take(limits::PUBLIC_KEY_CHECKS)
        .find_map(|((position, key), tag)| {
            public_key::verify(algorithm, key.as_bytes(), &message, tag).then_some((position, key))
        })
}

fn proof(moment: Option<Moment>, position: usize, key: &Key<'_>) -> Proof {
    Proof {
        timestamp: moment.map(|moment| moment.at),
        matched: Some(Matched {
            secret: key.secret(),
            form: key.form(),
            key: position,
        }),
    }
}

fn mismatch(program: &Program<'_>, plan: &Plan, now: UnixMillis) -> Reject {
    let outside = plan
        .moment
        .filter(|moment| moment.check_window(now).is_err());
    Reject::SignatureMismatch {
        keys: program.keys().len(),
        signatures: plan.tags.iter().count(),
        unauthenticated_skew: outside.map(|moment| moment.age_seconds(now)),
    }
}

fn parse_token<'a>(
    program: &Program<'_>,
    meta: &Meta<'a>,
    body: &'a [u8],
) -> Result<Cow<'a, [u8]>, Reject> {
    let scheme = program.scheme();
    let Some(place) = scheme.places.first() else {
        return Err(missing_token(scheme));
    };
    let mismatch = Reject::TokenMismatch {
        tokens: program.keys().len(),
    };
    let Ok(found) = meta.find(place, body) else {
        return Err(mismatch);
    };
    let value = found
        .filter(|value| !value.is_empty())
        .ok_or_else(|| missing_token(scheme))?;
    if scheme.algorithm == Algorithm::Basic {
        return parse_basic(&value).map(Cow::Owned).ok_or(mismatch);
    }
    match (place, &scheme.syntax) {
        (Place::Header(_), Syntax::Items { prefix, .. }) => match value {
            Cow::Borrowed(value) => value.strip_prefix(prefix.as_bytes()).map(Cow::Borrowed),
            Cow::Owned(value) => value
                .strip_prefix(prefix.as_bytes())
                .map(|token| Cow::Owned(token.to_vec())),
        }
        .ok_or(mismatch),
        _ => Ok(value),
    }
}

/// RFC 7617: the scheme's name in any case, one space or more, base64.
fn parse_basic(value: &[u8]) -> Option<Vec<u8>> {
    let (name, credentials) = value.split_at_checked(6)?;
    if !name.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    decode::parse_base64(credentials.trim_ascii())
}

fn missing_token(scheme: &Scheme<'_>) -> Reject {
    Reject::TokenMissing {
        place: signature::describe_first(scheme),
    }
}

/// Compares digests: equal lengths, so that time tells nothing of the token's.
fn find_token<'p>(
    program: &'p Program<'_>,
    presented: &[u8],
) -> Result<(usize, &'p Key<'p>), Reject> {
    let digest = Sha256::digest(presented);
    let mut found = None;
    for (position, key) in program.keys().iter().enumerate() {
        let expected = Sha256::digest(key.as_bytes());
        if bool::from(expected.as_slice().ct_eq(digest.as_slice())) {
            found = found.or(Some((position, key)));
        }
    }
    found.ok_or_else(|| Reject::TokenMismatch {
        tokens: program.keys().len(),
    })
}

/// Reads what stands at a place of a request whose body is in memory, as text.
pub(crate) fn text_at(
    meta: &Meta<'_>,
    place: &Place<'_>,
    body: &[u8],
) -> Option<alloc::string::String> {
    match meta.find(place, body) {
        Ok(Some(value)) => alloc::string::String::from_utf8(value.into_owned())
            .ok()
            .filter(|text| !text.is_empty()),
        Ok(None) | Err(Conflict) => None,
    }
}
