//! Requests that the benchmark and the leak test verify.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use waxseal::{Header, Meta, Options, Program, Request, Secret, SignInput, UnixMillis, sign};

/// When everything is signed and received.
pub const NOW: UnixMillis = UnixMillis(1_780_000_000_000);

/// A secret in the form of Standard Webhooks; the others take it as text.
pub fn secret() -> String {
    ["whsec_", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="].concat()
}

/// A signed request that owns its parts.
pub struct Sent {
    /// Names and values, among those that every client sends.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Sent {
    /// Signs a body in a scheme, and adds the headers that clients send along.
    pub fn new(program: &Program<'_>, body: Vec<u8>) -> Self {
        let signed = sign(
            program,
            &SignInput {
                method: "POST",
                url: "https://example.test/in",
                headers: &[],
                body: &body,
                id: Some("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"),
                event_type: None,
                timestamp: NOW,
            },
        );
        let mut headers: Vec<(String, String)> = [
            ("host", "example.test"),
            ("user-agent", "client/1.0"),
            ("accept", "*/*"),
            ("accept-encoding", "gzip"),
            ("content-type", "application/json"),
            ("content-length", "1024"),
            ("x-forwarded-for", "203.0.113.7"),
            ("x-forwarded-proto", "https"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .into();
        headers.extend(signed.expect("the scheme can be signed").headers);
        Self { headers, body }
    }

    /// Borrows the headers as the core reads them.
    pub fn borrowed(&self) -> Vec<Header<'_>> {
        self.headers
            .iter()
            .map(|(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect()
    }

    /// Returns the request.
    pub fn request<'a>(&'a self, headers: &'a [Header<'a>]) -> Request<'a> {
        Request {
            meta: Meta {
                method: "POST",
                url: "/in",
                headers,
            },
            body: &self.body,
        }
    }
}

/// Compiles a scheme of the table.
pub fn program(scheme: &str) -> Program<'static> {
    Program::compile(scheme, &Options::default(), &[Secret::text(secret())])
        .expect("the scheme and its secret are right")
}

/// JSON of about this many bytes.
pub fn body(bytes: usize) -> Vec<u8> {
    let mut body = br#"{"id":"evt_1","type":"a.b","data":""#.to_vec();
    body.resize(bytes.saturating_sub(2), b'x');
    body.extend_from_slice(b"\"}");
    body
}

/// The bare call: the MAC over prefix and body, compared in constant time.
pub fn bare(key: &[u8], prefix: &[u8], body: &[u8], tag: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return false;
    };
    mac.update(prefix);
    mac.update(body);
    mac.verify_slice(tag).is_ok()
}

/// What [`bare`] compares with.
pub fn bare_tag(key: &[u8], prefix: &[u8], body: &[u8]) -> Vec<u8> {
    waxseal::hmac_sha256(key, &[prefix, body]).to_vec()
}
