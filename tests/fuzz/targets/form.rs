//! Form and query decoding through a scheme, beside the WHATWG's rules: the tag
//! is made over what a second reader reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{
    Code, Header, Meta, Options, Program, Request, Secret, UnixMillis, hmac_sha256, limits, verify,
};
use waxseal_fuzz::text;

const KEY: &str = "a secret of at least sixteen bytes";

fuzz_target!(|body: &[u8]| {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let mut is_text = true;
    for (name, value) in form_urlencoded::parse(body) {
        // The second reader replaces what is no UTF-8.
        is_text &= !name.contains('\u{fffd}') && !value.contains('\u{fffd}');
        pairs.push((name.into_owned().into(), value.into_owned().into()));
    }
    if !is_text {
        return;
    }
    let count = pairs.len();
    pairs.sort();
    let sorted = concat(&pairs);
    let verdict = judge("{url}{form}", "/in", &[b"/in", &sorted[..]].concat(), body);
    assert!(
        verdict == Ok(()) || count > limits::FORM_FIELDS,
        "{pairs:?}"
    );
    pairs.dedup();
    let sorted = concat(&pairs);
    let verdict = judge(
        "{url}{form|once}",
        "/in",
        &[b"/in", &sorted[..]].concat(),
        body,
    );
    assert!(
        verdict == Ok(()) || count > limits::FORM_FIELDS,
        "{pairs:?}"
    );
    let mut values: Vec<&Vec<u8>> = pairs
        .iter()
        .filter(|(name, _)| name == b"a")
        .map(|(_, value)| value)
        .collect();
    values.dedup();
    match values.as_slice() {
        [value] => {
            let verdict = judge("{form:a}", "/in", value, body);
            assert_eq!(verdict, Ok(()));
        }
        [] => assert_eq!(
            judge("{form:a}", "/in", b"", body),
            Err(Code::SignatureMissing)
        ),
        _ => assert_eq!(
            judge("{form:a}", "/in", b"", body),
            Err(Code::SignatureMalformed)
        ),
    }
    // As a query too: nothing panics, and a covered URL is the text itself.
    let url = format!("/in?{}", text(body).split('#').next().unwrap_or_default());
    assert_eq!(judge("{url}", &url, url.as_bytes(), b""), Ok(()));
    let _ = judge("{query:a}.{url|decoded}", &url, b"", b"");
});

fn concat(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    pairs
        .iter()
        .flat_map(|(name, value)| [&name[..], value].concat())
        .collect()
}

fn judge(message: &str, url: &str, signed: &[u8], body: &[u8]) -> Result<(), Code> {
    let fields = [("signature", "header:x-sig"), ("message", message)];
    let program = Program::compile_own(
        fields.into_iter(),
        &Options::default(),
        &[Secret::text(KEY)],
    );
    let program = program.expect("the scheme is right");
    let tag: String = hmac_sha256(KEY.as_bytes(), &[signed])
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let headers = [Header {
        name: "x-sig",
        value: tag.as_bytes(),
    }];
    let meta = Meta {
        method: "POST",
        url,
        headers: &headers,
    };
    verify(&program, &Request { meta, body }, UnixMillis(0), 0)
        .map(|_| ())
        .map_err(|reject| reject.code())
}
