//! Schemes of a test's own, and requests for them, in one line each.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use waxseal::{
    ConfigError, Header, Meta, Options, Program, Reject, Request, Secret, UnixMillis, hmac_sha256,
    verify,
};

/// The secret of every scheme here.
pub(crate) const KEY: &str = "a secret of at least sixteen bytes";

/// When everything is received.
pub(crate) const NOW: UnixMillis = UnixMillis(1_780_000_000_123);

/// Fields of a definition.
pub(crate) type Fields<'a> = [(&'a str, &'a str)];

/// Defines a scheme with that secret.
pub(crate) fn define<'a>(fields: &Fields<'a>) -> Result<Program<'a>, ConfigError> {
    Program::compile_own(
        fields.iter().copied(),
        &Options::default(),
        &[Secret::text(KEY)],
    )
}

/// Says why a scheme is refused: its code and sentence.
pub(crate) fn refused(fields: &Fields<'_>) -> String {
    match define(fields) {
        Ok(program) => format!("taken: {:?}", program.scheme()),
        Err(error) => error.to_string(),
    }
}

/// Writes bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Makes the tag over a text with the secret, in hexadecimal.
pub(crate) fn tag(message: impl AsRef<[u8]>) -> String {
    hex(&hmac_sha256(KEY.as_bytes(), &[message.as_ref()]))
}

/// A request to send.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

/// A request with these headers and this body.
pub(crate) fn post<'a>(headers: &'a [(&'a str, &'a str)], body: &'a str) -> Sent<'a> {
    Sent {
        method: "POST",
        url: "/in",
        headers,
        body: body.as_bytes(),
    }
}

/// Hands a request to `with`.
pub(crate) fn with_request<T>(sent: Sent<'_>, with: impl FnOnce(&Request<'_>) -> T) -> T {
    let headers: Vec<Header<'_>> = sent
        .headers
        .iter()
        .map(|(name, value)| Header {
            name,
            value: value.as_bytes(),
        })
        .collect();
    let meta = Meta {
        method: sent.method,
        url: sent.url,
        headers: &headers,
    };
    with(&Request {
        meta,
        body: sent.body,
    })
}

/// Writes a reject as its code and sentence.
pub(crate) fn told(reject: &Reject) -> String {
    format!("{}: {reject}", reject.code())
}

/// Verifies: "valid", or code and sentence.
pub(crate) fn judge(program: &Program<'_>, sent: Sent<'_>) -> String {
    judge_at(program, sent, NOW)
}

/// Verifies at a moment.
pub(crate) fn judge_at(program: &Program<'_>, sent: Sent<'_>, now: UnixMillis) -> String {
    with_request(sent, |request| match verify(program, request, now, 0) {
        Ok(_) => "valid".into(),
        Err(reject) => told(&reject),
    })
}
