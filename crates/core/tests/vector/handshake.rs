//! Reads and runs one vector of what a vendor asks before it sends events.

use std::collections::BTreeMap;

use serde::Deserialize;
use waxseal::{Answer, UnixMillis, handshake};

use super::{Text, Vector};

#[derive(Clone, Deserialize)]
pub(crate) struct Asking {
    #[serde(flatten)]
    pub(crate) vector: Vector,
    /// The verify token that the receiver was configured with.
    token: Option<Text>,
    pub(crate) answer: Option<Expected>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl From<Answer> for Expected {
    fn from(answer: Answer) -> Self {
        Self {
            // The only one there is.
            status: 200,
            headers: answer.headers.into_iter().collect(),
            body: answer.body,
        }
    }
}

/// Runs a vector; the error says what came instead of what was expected.
pub(crate) fn run(asking: &Asking) -> Result<(), String> {
    let Vector {
        request,
        now,
        expect,
        ..
    } = &asking.vector;
    let program = asking
        .vector
        .program()
        .map_err(|error| format!("no verifier: {error}"))?;
    let token = asking.token.as_ref().map(Text::bytes);
    let answered =
        request.borrowed(|asked| handshake(&program, asked, token.as_deref(), UnixMillis(*now)));
    let (got, answer) = match answered {
        Ok(Some(answer)) => ("answered", Some(answer.into())),
        Ok(None) => ("no_handshake", None),
        Err(reject) => (reject.code().as_str(), None),
    };
    if got != expect {
        return Err(format!("expected {expect}, got {got}"));
    }
    if answer != asking.answer {
        return Err(format!("expected {:?}, got {answer:?}", asking.answer));
    }
    Ok(())
}
