//! Answers what vendors ask before they send events: rules as data, one per line.
//!
//! `METHOD [signed] [if PLACE[=TEXT]] [unless PLACE] [token PLACE] ANSWER`, for example
//! `GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}`.
//!
//! No answer is an oracle: a text that a caller chose is only put under a MAC
//! if it is `[A-Za-z0-9_-]{1,128}`, and where anybody can have that done, no
//! event is taken whose signed bytes are such a text; a `signed` rule is
//! answered after the request's own signature holds; echoes are plain text
//! that no browser sniffs.
//!
//! No event is taken for a handshake: a rule that reads the body holds for
//! requests without a signature alone, because customers write into bodies too.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::config_error::ConfigError;
use crate::decode;
use crate::define::{self, invalid};
use crate::limits;
use crate::mac::hmac_sha256;
use crate::program::Program;
use crate::prove;
use crate::reject::Reject;
use crate::request::Request;
use crate::say::say;
use crate::scheme::{Algorithm, Encoding, Place, Scheme};
use crate::time::UnixMillis;
use crate::verify::verify;

const FIELD: &str = "handshake";

/// The longest text that is put under a MAC.
pub(crate) const MACABLE_BYTES: usize = 128;

/// What to answer, with status 200.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Headers: lower-case names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

struct Rule<'a> {
    method: &'a str,
    is_signed: bool,
    conditions: Vec<(Place<'a>, Wanted<'a>)>,
    token: Option<Place<'a>>,
    answer: Form<'a>,
}

/// What a condition wants of a place.
enum Wanted<'a> {
    Something,
    Nothing,
    Text(&'a str),
}

enum Form<'a> {
    Text(Template<'a>),
    Json(Vec<(&'a str, Template<'a>)>),
    Header(&'a str, Template<'a>),
    Empty,
}

/// A literal, then what stands at a place.
struct Template<'a> {
    before: &'a str,
    how: How,
    place: Place<'a>,
}

#[derive(Clone, Copy)]
enum How {
    Echo,
    Mac(Encoding),
}

/// Answers a handshake, if the request is one of the scheme's. `token` is the
/// verify token that the user gave the vendor, for schemes that send it.
///
/// # Errors
/// `token_missing` and `token_mismatch` for the verify token;
/// `signature_malformed` for a challenge that must not be answered; for signed
/// rules those of [`verify`].
pub fn handshake(
    program: &Program<'_>,
    request: &Request<'_>,
    token: Option<&[u8]>,
    now: UnixMillis,
) -> Result<Option<Answer>, Reject> {
    for rule in rules(program.scheme()) {
        if rule.applies_to(request) && !rule.might_take_event(program, request, now) {
            let key = rule.check(program, request, token, now)?;
            return rule.answer(program, request, key).map(Some);
        }
    }
    Ok(None)
}

impl Scheme<'_> {
    /// Lists the methods with which the vendor asks before it sends events, each once.
    #[must_use]
    pub fn handshake_methods(&self) -> Vec<&str> {
        let mut methods = Vec::new();
        for rule in rules(self) {
            if !methods.contains(&rule.method) {
                methods.push(rule.method);
            }
        }
        methods
    }

    /// Says whether the vendor sends a verify token along, which the user chose.
    #[must_use]
    pub fn has_verify_token(&self) -> bool {
        rules(self).any(|rule| rule.token.is_some())
    }
}

fn rules<'s>(scheme: &Scheme<'s>) -> impl Iterator<Item = Rule<'s>> + use<'s> {
    let rules = scheme.handshake.unwrap_or_default();
    rules
        .split_terminator('\n')
        .filter_map(|line| parse(line).ok())
}

/// Says whether anybody can have this message signed by asking as the vendor
/// does: then its signature proves nothing.
pub(crate) fn is_signed_for_anybody(scheme: &Scheme<'_>, message: &[u8]) -> bool {
    let signs = |rule: Rule<'_>| !rule.is_signed && rule.answer.has_mac();
    is_macable(message) && scheme.algorithm == Algorithm::HmacSha256 && rules(scheme).any(signs)
}

fn is_macable(text: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    !text.is_empty() && text.len() <= MACABLE_BYTES && text.iter().all(is_plain)
}

/// Checks the rules of a definition.
pub(crate) fn check(text: &str) -> Result<(), ConfigError> {
    text.split_terminator('\n')
        .try_for_each(|line| parse(line).map(|_| ()))
}

impl Rule<'_> {
    fn applies_to(&self, request: &Request<'_>) -> bool {
        request.meta.method == self.method
            && self.conditions.iter().all(|(place, wanted)| {
                let found = read(request, place);
                match wanted {
                    Wanted::Something => found.is_some(),
                    Wanted::Nothing => found.is_none(),
                    Wanted::Text(wanted) => found.as_deref() == Some(*wanted),
                }
            })
    }

    /// Says whether the request may be an event all the same: the rule is known
    /// by what stands in the body, and the request carries a signature or token.
    fn might_take_event(
        &self,
        program: &Program<'_>,
        request: &Request<'_>,
        now: UnixMillis,
    ) -> bool {
        let reads_body = self.conditions.iter().any(|(place, wanted)| {
            matches!(place, Place::Form(_) | Place::Pointer(_))
                && !matches!(wanted, Wanted::Nothing)
        });
        reads_body
            && !self.is_signed
            && program.scheme().algorithm != Algorithm::None
            && !matches!(
                verify(program, request, now, 0),
                Err(Reject::SignatureMissing { .. } | Reject::TokenMissing { .. })
            )
    }

    /// Returns the position of the key that answers: the one that signed the
    /// request, which tells what the vendor has while secrets are rotated; the
    /// first one where nothing tells.
    fn check(
        &self,
        program: &Program<'_>,
        request: &Request<'_>,
        token: Option<&[u8]>,
        now: UnixMillis,
    ) -> Result<usize, Reject> {
        if let Some(place) = &self.token {
            let presented = read(request, place).ok_or_else(|| Reject::TokenMissing {
                place: crate::signature::describe(place),
            })?;
            let digest = |bytes: &[u8]| Sha256::digest(bytes);
            let is_same = token.is_some_and(|token| {
                let (ours, theirs) = (digest(token), digest(presented.as_bytes()));
                bool::from(ours.as_slice().ct_eq(theirs.as_slice()))
            });
            if !is_same {
                return Err(Reject::TokenMismatch {
                    tokens: usize::from(token.is_some()),
                });
            }
        }
        if !self.is_signed {
            return Ok(0);
        }
        let verified = verify(program, request, now, 0)?;
        Ok(verified.matched().map_or(0, |matched| matched.key))
    }

    fn answer(
        &self,
        program: &Program<'_>,
        request: &Request<'_>,
        key: usize,
    ) -> Result<Answer, Reject> {
        let fill = |template: &Template<'_>| template.fill(program, request, key);
        let (media, body, header) = match &self.answer {
            Form::Empty => ("text/plain; charset=utf-8", String::new(), None),
            Form::Text(template) => ("text/plain; charset=utf-8", fill(template)?, None),
            Form::Header(name, template) => (
                "text/plain; charset=utf-8",
                String::new(),
                Some(((*name).into(), fill(template)?)),
            ),
            Form::Json(members) => {
                let mut body = String::from("{");
                for (position, (name, template)) in members.iter().enumerate() {
                    // Names and values hold no quote, backslash or control character.
                    let comma = if position == 0 { "" } else { "," };
                    body.push_str(&say!(comma, "\"", name, "\":\"", fill(template)?, "\""));
                }
                body.push('}');
                ("application/json", body, None)
            }
        };
        let mut headers = alloc::vec![
            ("content-type".into(), media.into()),
            ("x-content-type-options".into(), "nosniff".into()),
        ];
        headers.extend(header);
        Ok(Answer { headers, body })
    }
}

impl Form<'_> {
    fn has_mac(&self) -> bool {
        let is_mac = |template: &Template<'_>| matches!(template.how, How::Mac(_));
        match self {
            Form::Empty => false,
            Form::Text(template) | Form::Header(_, template) => is_mac(template),
            Form::Json(members) => members.iter().any(|(_, template)| is_mac(template)),
        }
    }
}

impl Template<'_> {
    fn fill(
        &self,
        program: &Program<'_>,
        request: &Request<'_>,
        key: usize,
    ) -> Result<String, Reject> {
        let refuse = |why: &'static str| crate::signature::malformed(&self.place, why);
        let text = read(request, &self.place).ok_or_else(|| refuse("is not there"))?;
        let value = match self.how {
            How::Echo => {
                let is_plain = |byte: u8| (0x20..=0x7e).contains(&byte) && !b"\"\\".contains(&byte);
                if text.len() > limits::FIELD_BYTES || !text.bytes().all(is_plain) {
                    return Err(refuse("is no challenge that can be echoed"));
                }
                text
            }
            How::Mac(encoding) => {
                if !is_macable(text.as_bytes()) {
                    return Err(refuse(
                        "is no challenge that can be signed: up to 128 letters, digits, - and _",
                    ));
                }
                let key = program
                    .keys()
                    .get(key)
                    .map_or(&[][..], |key| key.as_bytes());
                decode::write_tag(encoding, &hmac_sha256(key, &[text.as_bytes()]))
            }
        };
        Ok(say!(self.before, value))
    }
}

fn read(request: &Request<'_>, place: &Place<'_>) -> Option<String> {
    prove::text_at(&request.meta, place, request.body)
}

fn parse(line: &str) -> Result<Rule<'_>, ConfigError> {
    let refuse = || {
        invalid(
            FIELD,
            "each line must be: METHOD [signed] [if PLACE[=TEXT]] [unless PLACE] [token PLACE] text|json|header|empty …",
        )
    };
    let mut words = line.split_ascii_whitespace().peekable();
    let method = words.next().ok_or_else(refuse)?;
    if !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(refuse());
    }
    let is_signed = words.next_if(|word| *word == "signed").is_some();
    let mut conditions = Vec::new();
    while words.next_if(|word| *word == "if").is_some() {
        let word = words.next().ok_or_else(refuse)?;
        let (place, wanted) = match word.split_once('=') {
            Some((place, wanted)) => (place, Wanted::Text(wanted)),
            None => (word, Wanted::Something),
        };
        conditions.push((define::parse_place(place, FIELD)?, wanted));
    }
    while words.next_if(|word| *word == "unless").is_some() {
        let place = words.next().ok_or_else(refuse)?;
        conditions.push((define::parse_place(place, FIELD)?, Wanted::Nothing));
    }
    let token = match words.next_if(|word| *word == "token") {
        Some(_) => Some(define::parse_place(
            words.next().ok_or_else(refuse)?,
            FIELD,
        )?),
        None => None,
    };
    let kind = words.next().ok_or_else(refuse)?;
    let rest: Vec<&str> = words.collect();
    let answer = match (kind, rest.as_slice()) {
        ("empty", []) => Form::Empty,
        ("text", [template]) => Form::Text(parse_template(template)?),
        ("header", [word]) => {
            let (name, template) = word.split_once('=').ok_or_else(refuse)?;
            if !define::is_header_name(name) {
                return Err(refuse());
            }
            Form::Header(name, parse_template(template)?)
        }
        ("json", [_, ..]) => {
            let mut members = Vec::new();
            for word in &rest {
                let (name, template) = word.split_once('=').ok_or_else(refuse)?;
                if !define::is_field_name(name) {
                    return Err(refuse());
                }
                members.push((name, parse_template(template)?));
            }
            Form::Json(members)
        }
        _ => return Err(refuse()),
    };
    // A HEAD has no body and is no event, whatever else it says: Trello and
    // Mandrill ask with it whether somebody is there.
    let is_known = |(_, wanted): &(_, Wanted<'_>)| !matches!(wanted, Wanted::Nothing);
    if !conditions.iter().any(is_known) && token.is_none() && method != "HEAD" {
        return Err(invalid(
            FIELD,
            "a rule needs a condition, else every request is one",
        ));
    }
    Ok(Rule {
        method,
        is_signed,
        conditions,
        token,
        answer,
    })
}

fn parse_template(text: &str) -> Result<Template<'_>, ConfigError> {
    let refuse = || {
        invalid(
            FIELD,
            "an answer is a text, then {place}, {hmac-hex:place} or {hmac-base64:place}",
        )
    };
    let (before, rest) = text.split_once('{').ok_or_else(refuse)?;
    let inner = rest.strip_suffix('}').ok_or_else(refuse)?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._=:,/".contains(&byte);
    if !before.bytes().all(is_plain) {
        return Err(refuse());
    }
    let (how, place) = if let Some(place) = inner.strip_prefix("hmac-hex:") {
        (How::Mac(Encoding::Hex), place)
    } else if let Some(place) = inner.strip_prefix("hmac-base64:") {
        (How::Mac(Encoding::Base64), place)
    } else {
        (How::Echo, inner)
    };
    Ok(Template {
        before,
        how,
        place: define::parse_place(place, FIELD)?,
    })
}
