//! Answers what vendors ask before they send events, by the scheme's rules.
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

use crate::decode;
use crate::define::rule::{Form, How, Rule, Template, Wanted, is_macable, rules};
use crate::limits;
use crate::mac::hmac_sha256;
use crate::program::Program;
use crate::prove;
use crate::reject::Reject;
use crate::request::Request;
use crate::say::say;
use crate::scheme::{Algorithm, Place};
use crate::time::UnixMillis;
use crate::verify::verify;

/// What to answer, with status 200.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Headers: lower-case names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
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
