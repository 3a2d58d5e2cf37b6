//! A captured request: what an operator sees of one that was refused, without anything secret.
//!
//! Secrets are masked by the name of their place, and again wherever the text of a known secret
//! stands, because a request may be refused for having its token in the wrong place. Personal data
//! is masked as everywhere.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use waxseal::UnixMillis;
use waxseal::scheme::{Algorithm, Place, Scheme};

use crate::config::{Source, token_headers};
use crate::control::message::Captured;
use crate::form;
use crate::intake::Ended;
use crate::limits;

/// What stands in place of a secret.
pub(crate) const MASK: &str = "***";

/// Parts of names under which secrets travel, whatever the scheme says.
const SECRET_WORDS: [&str; 12] = [
    "token",
    "secret",
    "passw",
    "pwd",
    "apikey",
    "api-key",
    "api_key",
    "access-key",
    "access_key",
    "credential",
    "session",
    "jwt",
];

/// Headers whose name says that they hold a secret.
const SECRET_HEADERS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// A secret of fewer bytes is not looked for: it would be found in innocent text.
pub(crate) const SHORTEST_SECRET_BYTES: usize = 8;

/// Writes what is kept of a request; nothing where no source has its name.
pub(crate) fn write(ended: Ended<'_, '_>, now: UnixMillis) -> Option<Captured> {
    let Ended { head, trace } = ended;
    let source = trace.source?;
    let secrets = Secrets::of(source);
    let headers = head.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value);
        let value = match secrets.is_header(name) || secrets.are_in(value.as_bytes()) {
            true => MASK.to_string(),
            false => value.into_owned(),
        };
        (name.clone(), value)
    });
    let headers: Vec<(String, String)> = headers.collect();
    let url = secrets.url(&head.url);
    let body = trace.body.as_deref().and_then(|body| secrets.body(body));
    let is_masked = secrets.hold_proof(&headers, &url, &head.url)
        || body
            .as_ref()
            .is_some_and(|body| Some(body) != trace.body.as_ref());
    // A body that nobody read, or that cannot be masked, counts as cut.
    let is_whole = body
        .as_ref()
        .is_some_and(|body| body.len() <= limits::CAPTURE_BODY_BYTES);
    let mut body = body.unwrap_or_default();
    body.truncate(limits::CAPTURE_BODY_BYTES);
    Some(Captured {
        source: source.name().into(),
        at: now.0,
        code: trace.outcome().into(),
        method: head.method.clone(),
        url,
        headers,
        body: BASE64.encode(&body),
        is_cut: !is_whole,
        is_masked,
        address: head.address.clone(),
    })
}

/// What of a source's requests is secret.
struct Secrets<'s> {
    source: &'s Source,
    /// Headers with the token, and headers that a signature is made of or stands in.
    tokens: Vec<String>,
    signed: Vec<String>,
    parameters: Vec<String>,
    fields: Vec<String>,
    pointers: Vec<String>,
    texts: Vec<&'s [u8]>,
}

impl<'s> Secrets<'s> {
    fn of(source: &'s Source) -> Self {
        let program = source.program();
        let scheme = program.scheme();
        let is_token = is_token(scheme);
        let at = |find: fn(&Place<'_>) -> Option<String>| -> Vec<String> {
            let places = scheme.places.iter().filter(|_| is_token);
            places.filter_map(find).collect()
        };
        let texts = source.secret_texts.iter().chain(&source.verify_token);
        Self {
            source,
            tokens: token_headers(scheme),
            signed: if is_token { Vec::new() } else { scheme.reads() },
            parameters: at(|place| match place {
                Place::Query(name) => Some((*name).into()),
                Place::Header(_) | Place::Form(_) | Place::Pointer(_) => None,
            }),
            fields: at(|place| match place {
                Place::Form(name) => Some((*name).into()),
                Place::Header(_) | Place::Query(_) | Place::Pointer(_) => None,
            }),
            pointers: at(|place| match place {
                Place::Pointer(path) => Some((*path).into()),
                Place::Header(_) | Place::Query(_) | Place::Form(_) => None,
            }),
            texts: texts
                .map(|text| text.as_bytes())
                .filter(|text| text.len() >= SHORTEST_SECRET_BYTES)
                .collect(),
        }
    }

    fn is_header(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let is_signed = self.signed.contains(&name);
        SECRET_HEADERS.contains(&name.as_str())
            || self.tokens.contains(&name)
            || (!is_signed && is_secret_name(&name))
    }

    fn are_in(&self, text: &[u8]) -> bool {
        self.texts.iter().any(|secret| find(text, secret).is_some())
    }

    /// Says whether a mask stands in a header or URL that a proof is made of. `url` came as `whole`.
    fn hold_proof(&self, headers: &[(String, String)], url: &str, whole: &str) -> bool {
        let program = self.source.program();
        let scheme = program.scheme();
        let is_read = |name: &str| {
            let mut names = self.tokens.iter().chain(&self.signed);
            names.any(|known| known.eq_ignore_ascii_case(name))
        };
        let is_masked = |(name, value): &(String, String)| value == MASK && is_read(name);
        headers.iter().any(is_masked) || scheme.reads_url() && url != without_fragment(whole)
    }

    fn url(&self, url: &str) -> String {
        let url = without_fragment(url);
        let Some((path, query)) = url.split_once('?') else {
            return url.into();
        };
        let query = self.pairs(query, &self.parameters);
        let query = self.source.masks.query(&query).into_owned();
        alloc::format!("{path}?{query}")
    }

    /// Masks the pairs of a query or a form.
    fn pairs(&self, raw: &str, names: &[String]) -> String {
        form::masked(raw, MASK, |name, value| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            let is_named = names.iter().any(|known| known.eq_ignore_ascii_case(&name));
            is_named || is_secret_name(&name) || self.are_in(value)
        })
    }

    /// Masks a body; nothing if it cannot be said what in it is secret.
    fn body(&self, body: &[u8]) -> Option<Vec<u8>> {
        let mut masks = self.source.masks.clone();
        for pointer in &self.pointers {
            // One that is masked already is refused, which is as well.
            let _ = masks.add(pointer);
        }
        let body = match core::str::from_utf8(body) {
            Ok(text) if !self.fields.is_empty() => self.pairs(text, &self.fields).into_bytes(),
            Err(_) if !self.fields.is_empty() => return None,
            Ok(_) | Err(_) => masks.body(body)?.into_owned(),
        };
        Some(
            self.texts
                .iter()
                .fold(body, |body, secret| without(body, secret)),
        )
    }
}

fn is_token(scheme: &Scheme<'_>) -> bool {
    matches!(scheme.algorithm, Algorithm::Token | Algorithm::Basic)
}

fn is_secret_name(name: &str) -> bool {
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// A fragment is sent to nobody.
fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

/// Finds a text in another.
pub(crate) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// Writes the mask over every occurrence of a secret.
pub(crate) fn without(body: Vec<u8>, secret: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body.as_slice();
    while let Some((before, behind)) = find(rest, secret).and_then(|at| rest.split_at_checked(at)) {
        out.extend_from_slice(before);
        out.extend_from_slice(MASK.as_bytes());
        rest = behind.get(secret.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}
