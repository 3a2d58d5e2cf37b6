//! Every scheme of the table, with what a test needs to run it.

#![allow(dead_code, reason = "not every test needs all of it")]

use waxseal::scheme::{Algorithm, KeyForm, Kind, Open};
use waxseal::{
    Options, Program, Scheme, Secret, SignError, SignInput, Signed, UnixMillis, schemes, sign,
};

/// When everything is signed.
pub(crate) const NOW: UnixMillis = UnixMillis(1_780_000_000_123);

/// The URL to which everything is sent.
pub(crate) const URL: &str = "https://hooks.example.test/in?data.id=D1&bodySHA256=";

/// Every scheme.
pub(crate) fn all() -> Vec<Scheme<'static>> {
    schemes::all()
        .map(|row| {
            row.scheme()
                .unwrap_or_else(|| panic!("{} cannot be read", row.id))
        })
        .collect()
}

/// Every scheme that a holder of a shared secret can sign in, with no header but the scheme's own.
pub(crate) fn signable() -> Vec<Scheme<'static>> {
    all()
        .into_iter()
        .filter(|scheme| {
            scheme.algorithm.kind() == Kind::Shared && signed(&program(scheme), b"{}").is_ok()
        })
        .collect()
}

/// What a scheme leaves open, filled in.
pub(crate) fn options(scheme: &Scheme<'_>) -> Options<'static> {
    Options {
        header: (scheme.algorithm == Algorithm::Token && scheme.opens.contains(&Open::Header))
            .then_some("x-token"),
        ..Options::default()
    }
}

/// A secret of 32 bytes in the scheme's first form.
pub(crate) fn secret(scheme: &Scheme<'_>) -> Secret {
    let base64 = ["d2F4c2VhbCB0ZXN0IHNlY3Jl", "dCBvZiAzMiBieXRlcyE="].concat();
    let hex = [
        "00112233445566778899aabb",
        "ccddeeff00112233445566778899aabbccddeeff",
    ]
    .concat();
    let form = scheme.key.first().copied().unwrap_or(KeyForm::Utf8);
    Secret::text(match form {
        _ if scheme.algorithm == Algorithm::Basic => ["user:", base64.as_str()].concat(),
        KeyForm::Whsec | KeyForm::WhsecOrBare => ["whsec_", base64.as_str()].concat(),
        KeyForm::Hex => hex,
        KeyForm::Raw | KeyForm::Utf8 | KeyForm::Base64 | KeyForm::Sha1 | KeyForm::Public => base64,
    })
}

/// A program with that secret.
pub(crate) fn program(scheme: &Scheme<'_>) -> Program<'static> {
    Program::compile(scheme.id, &options(scheme), &[secret(scheme)])
        .unwrap_or_else(|error| panic!("{}: {error}", scheme.id))
}

/// Signs a body.
pub(crate) fn signed(program: &Program<'_>, body: &[u8]) -> Result<Signed, SignError> {
    sign(
        program,
        &SignInput {
            method: "POST",
            url: URL,
            headers: &[],
            body,
            id: Some("msg_1"),
            event_type: Some("a.b"),
            timestamp: NOW,
        },
    )
}
