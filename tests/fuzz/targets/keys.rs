//! Secrets and public keys: the first byte says for which scheme, the rest is the key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{Class, Header, Meta, Options, Program, Request, Secret, UnixMillis, verify};
use waxseal_fuzz::text;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, key)) = bytes.split_first() else {
        return;
    };
    let (algorithm, forms) = match kind % 6 {
        0 => ("ed25519", None),
        1 => ("ecdsa-p256", None),
        2 => ("rsa-sha256", None),
        3 => ("hmac-sha256", Some("utf8 whsec hex base64 sha1")),
        4 => ("hmac-sha512", Some("whsec-or-bare")),
        _ => ("hmac-sha1", Some("hex")),
    };
    let mut fields = vec![
        ("algorithm", algorithm),
        ("signature", "header:x-sig"),
        ("message", "{body}"),
    ];
    fields.extend(forms.map(|forms| ("key", forms)));
    for secret in [
        Secret::public(key),
        Secret::text(text(key)),
        Secret::bytes(key),
    ] {
        let shown = format!("{secret:?}");
        assert_eq!(shown, "Secret(redacted)");
        match Program::compile_own(fields.iter().copied(), &Options::default(), &[secret]) {
            Ok(program) => use_it(&program),
            Err(error) => {
                assert_eq!(error.code().class(), Class::Config);
                let detail = error.to_string();
                let is_told = key.len() > 12
                    && detail
                        .as_bytes()
                        .windows(12)
                        .any(|part| key.windows(12).any(|own| own == part));
                assert!(
                    !is_told || WORDS.iter().any(|word| text(key).contains(word)),
                    "{detail}"
                );
            }
        }
    }
});

/// Words of our own sentences: a key that is made of them is not shown by them.
const WORDS: [&str; 3] = ["key", "secret", "public"];

fn use_it(program: &Program<'_>) {
    let value = "00".repeat(program.scheme().algorithm.tag_bytes().min(72));
    let headers = [Header {
        name: "x-sig",
        value: value.as_bytes(),
    }];
    let meta = Meta {
        method: "POST",
        url: "/",
        headers: &headers,
    };
    let request = Request { meta, body: b"{}" };
    assert!(
        verify(program, &request, UnixMillis(0), 0).is_err(),
        "zeros are a signature"
    );
    let written = program.write();
    assert!(Program::parse(&written).is_some());
}
