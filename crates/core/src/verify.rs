//! Verifies a request whose body is in memory.

use crate::program::Program;
use crate::prove::{Host, prove};
use crate::reject::Reject;
use crate::request::Request;
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
/// As [`prove`].
pub fn verify<'a>(
    program: &'a Program<'a>,
    request: &Request<'a>,
    now: UnixMillis,
    first: usize,
) -> Result<Verified<'a>, Reject> {
    let mut body = request.body;
    verify_on(program, request, &mut body, now, first)
}

/// Checks as [`verify()`] does, with MACs that a host computes. It must hold the
/// body of the request.
///
/// # Errors
/// As [`prove`].
pub fn verify_on<'a>(
    program: &'a Program<'a>,
    request: &Request<'a>,
    host: &mut dyn Host,
    now: UnixMillis,
    first: usize,
) -> Result<Verified<'a>, Reject> {
    let proof = prove(program, &request.meta, host, now, first)?;
    Ok(Verified::new(program, *request, proof))
}
