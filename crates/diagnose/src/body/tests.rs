//! Each test injects what a real stack does to a body (`received`) and asks
//! whether the body before it (`signed`) is among the variants, and what it is called.

mod charset;
mod container;
mod form;
mod json;
mod line;
mod observe;
mod property;
mod refuse;

use alloc::string::String;
use alloc::vec::Vec;

use super::name::Named;
use super::{Hints, name, variants};

const MOST: usize = 16;

/// What every webhook with JSON says.
const JSON: Hints<'static> = Hints {
    content_type: "application/json",
    content_encoding: "",
    content_length: None,
};

const FORM: Hints<'static> = Hints {
    content_type: "application/x-www-form-urlencoded",
    ..JSON
};

const OPEN: Hints<'static> = Hints {
    content_type: "",
    ..JSON
};

/// Says at which place among the variants a body stands.
fn place(received: &[u8], signed: &[u8], hints: &Hints<'_>) -> Option<usize> {
    variants(received, hints, MOST).position(|variant| variant.body == signed)
}

/// Finds what was signed, and its name.
#[track_caller]
fn explain(
    received: impl AsRef<[u8]>,
    signed: impl AsRef<[u8]>,
    hints: &Hints<'_>,
) -> (String, &'static str) {
    let (received, signed) = (received.as_ref(), signed.as_ref());
    let bodies: Vec<_> = variants(received, hints, MOST).collect();
    assert!(
        bodies.iter().any(|variant| variant.body == signed),
        "{:?} is not among {:#?}",
        String::from_utf8_lossy(signed),
        bodies
            .iter()
            .map(|variant| String::from_utf8_lossy(&variant.body))
            .collect::<Vec<_>>()
    );
    let Named {
        cause,
        kind,
        message,
        ..
    } = name(received, signed, hints);
    assert!(message.ends_with('.'), "{message}");
    (cause.as_str().into(), kind)
}

#[track_caller]
fn assert_explained(
    received: impl AsRef<[u8]>,
    signed: impl AsRef<[u8]>,
    hints: &Hints<'_>,
    expected: (&str, &str),
) {
    let (cause, kind) = explain(received, signed, hints);
    assert_eq!((cause.as_str(), kind), expected);
}
