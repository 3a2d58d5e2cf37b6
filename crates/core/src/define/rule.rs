//! Rules of handshakes: what a vendor asks before it sends events, and what is
//! answered. One per line:
//!
//! `METHOD [signed] [if PLACE[=TEXT]] [unless PLACE] [token PLACE] ANSWER`, for example
//! `GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}`.

use alloc::vec::Vec;

use super::{invalid, is_field_name, is_header_name, parse_place};
use crate::config_error::ConfigError;
use crate::scheme::{Algorithm, Encoding, Place, Scheme};

const FIELD: &str = "handshake";

/// The longest text that is put under a MAC.
pub(crate) const MACABLE_BYTES: usize = 128;

/// One rule.
pub(crate) struct Rule<'a> {
    pub(crate) method: &'a str,
    pub(crate) is_signed: bool,
    pub(crate) conditions: Vec<(Place<'a>, Wanted<'a>)>,
    pub(crate) token: Option<Place<'a>>,
    pub(crate) answer: Form<'a>,
}

/// What a condition wants of a place.
pub(crate) enum Wanted<'a> {
    Something,
    Nothing,
    Text(&'a str),
}

/// What is answered.
pub(crate) enum Form<'a> {
    Text(Template<'a>),
    Json(Vec<(&'a str, Template<'a>)>),
    Header(&'a str, Template<'a>),
    Empty,
}

/// A literal, then what stands at a place.
pub(crate) struct Template<'a> {
    pub(crate) before: &'a str,
    pub(crate) how: How,
    pub(crate) place: Place<'a>,
}

/// Whether what stands there is echoed or put under the secret.
#[derive(Clone, Copy)]
pub(crate) enum How {
    Echo,
    Mac(Encoding),
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

/// Reads a scheme's rules.
pub(crate) fn rules<'s>(scheme: &Scheme<'s>) -> impl Iterator<Item = Rule<'s>> + use<'s> {
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

/// Says whether a text that a caller chose may be put under a MAC.
pub(crate) fn is_macable(text: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    !text.is_empty() && text.len() <= MACABLE_BYTES && text.iter().all(is_plain)
}

/// Checks the rules of a definition.
pub(crate) fn check(text: &str) -> Result<(), ConfigError> {
    text.split_terminator('\n')
        .try_for_each(|line| parse(line).map(|_| ()))
}

impl Form<'_> {
    /// Says whether an answer is signed.
    fn has_mac(&self) -> bool {
        let is_mac = |template: &Template<'_>| matches!(template.how, How::Mac(_));
        match self {
            Form::Empty => false,
            Form::Text(template) | Form::Header(_, template) => is_mac(template),
            Form::Json(members) => members.iter().any(|(_, template)| is_mac(template)),
        }
    }
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
        conditions.push((parse_place(place, FIELD)?, wanted));
    }
    while words.next_if(|word| *word == "unless").is_some() {
        let place = words.next().ok_or_else(refuse)?;
        conditions.push((parse_place(place, FIELD)?, Wanted::Nothing));
    }
    let token = match words.next_if(|word| *word == "token") {
        Some(_) => Some(parse_place(words.next().ok_or_else(refuse)?, FIELD)?),
        None => None,
    };
    let kind = words.next().ok_or_else(refuse)?;
    let rest: Vec<&str> = words.collect();
    let answer = match (kind, rest.as_slice()) {
        ("empty", []) => Form::Empty,
        ("text", [template]) => Form::Text(parse_template(template)?),
        ("header", [word]) => {
            let (name, template) = word.split_once('=').ok_or_else(refuse)?;
            if !is_header_name(name) {
                return Err(refuse());
            }
            Form::Header(name, parse_template(template)?)
        }
        ("json", [_, ..]) => {
            let mut members = Vec::new();
            for word in &rest {
                let (name, template) = word.split_once('=').ok_or_else(refuse)?;
                if !is_field_name(name) {
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
        place: parse_place(place, FIELD)?,
    })
}
