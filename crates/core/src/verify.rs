//! Both steps at once, with the MACs computed here.

use alloc::vec::Vec;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::judge::{Judgement, Proof};
use crate::plan::{Mac, plan};
use crate::program::Program;
use crate::reject::Reject;
use crate::request::{Meta, Request};
use crate::scheme::Algorithm;
use crate::time::UnixMillis;
use crate::verified::Verified;

/// Checks that a request is genuine and recent.
///
/// What it does not check: whether the event was seen before, whether its
/// type, amounts or ids make sense, whether the id is authenticated
/// ([`Verified::covers`] tells).
///
/// ```
/// use waxseal::{verify, Header, Meta, Options, Program, Request, Secret, UnixMillis};
///
/// // A real one has at least 32 random bytes and comes from the environment.
/// let secret = Secret::text("It's a Secret to Everybody");
/// let program = Program::compile("github", &Options::default(), &[secret])?;
/// let headers = [Header {
///     name: "X-Hub-Signature-256",
///     value: b"sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
/// }];
/// let meta = Meta { method: "POST", url: "/hook", headers: &headers };
/// let request = Request { meta, body: b"Hello, World!" };
/// let verified = verify(&program, &request, UnixMillis(1_700_000_000_000), 0)?;
/// assert!(verified.covers().body);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// See [`plan`] and the codes `signature_mismatch`, `timestamp_stale`,
/// `timestamp_future`, `token_mismatch`, `body_too_large`.
pub fn verify<'a>(
    program: &'a Program,
    request: &Request<'a>,
    now: UnixMillis,
    first: usize,
) -> Result<Verified<'a>, Reject> {
    let proof = prove(
        program,
        &request.meta,
        request.body.len(),
        now,
        first,
        |mac| mac.compute(|update| update(request.body)),
    )?;
    Ok(Verified::new(program, *request, proof))
}

/// Does the same for a host that holds the body elsewhere, or computes MACs
/// itself: `compute` makes one MAC over the body of `body_bytes`. It is called
/// for each key that is tried, and not for a token.
///
/// # Errors
/// As [`verify`].
pub fn prove(
    program: &Program,
    meta: &Meta<'_>,
    body_bytes: usize,
    now: UnixMillis,
    first: usize,
    mut compute: impl FnMut(&Mac<'_>) -> [u8; 32],
) -> Result<Proof, Reject> {
    let plan = plan(program, meta, body_bytes, now, first)?;
    let mut macs: Vec<[u8; 32]> = Vec::with_capacity(1);
    let mut ops = plan.ops();
    loop {
        macs.extend(ops.next().map(|op| compute(&op)));
        match plan.judge(&macs) {
            Judgement::More => {}
            Judgement::Done(decided) => return decided,
        }
    }
}

impl Mac<'_> {
    /// Computes it here. `feed` hands the body's bytes to the function it is
    /// given, in pieces of any size.
    pub fn compute(&self, feed: impl FnOnce(&mut dyn FnMut(&[u8]))) -> [u8; 32] {
        match self.algorithm {
            Algorithm::HmacSha256 => hmac_sha256_fed(self.key, |update| {
                update(self.prefix);
                feed(update);
                update(self.suffix);
            }),
            // A token's plan has no ops; nothing is what it would prove.
            Algorithm::Token => [0; 32],
        }
    }
}

/// Computes HMAC-SHA256 over the pieces one after the other.
#[must_use]
pub fn hmac_sha256(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    hmac_sha256_fed(key, |update| pieces.iter().for_each(|piece| update(piece)))
}

fn hmac_sha256_fed(key: &[u8], feed: impl FnOnce(&mut dyn FnMut(&[u8]))) -> [u8; 32] {
    // HMAC takes keys of any length; the error of this constructor cannot occur.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    feed(&mut |piece| mac.update(piece));
    mac.finalize().into_bytes().into()
}
