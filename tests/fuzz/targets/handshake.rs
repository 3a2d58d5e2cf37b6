//! Handshake rules from any text, and the table's, over any request.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{Options, Program, Secret, handshake};
use waxseal_fuzz::{Case, OWN, split_at_first, text};

fuzz_target!(|bytes: &[u8]| {
    let (rules, case) = split_at_first(bytes, OWN);
    let case = Case::parse(case);
    let rules = text(rules);
    let program = if rules.is_empty() {
        case.program()
    } else {
        let fields = [
            ("signature", "header:x-sig"),
            ("message", "{body}"),
            ("handshake", rules),
        ];
        let secret = Secret::text("a secret of at least sixteen bytes");
        Program::compile_own(fields.into_iter(), &Options::default(), &[secret]).ok()
    };
    let Some(program) = program else { return };
    let answer = handshake(&program, &case.request(), Some(b"token"), case.now());
    if let Ok(Some(answer)) = answer {
        let is_plain = |text: &str| text.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
        assert!(is_plain(&answer.body), "{answer:?}");
        for (name, value) in &answer.headers {
            assert!(is_plain(name) && is_plain(value), "{answer:?}");
        }
        if answer
            .headers
            .contains(&("content-type".into(), "application/json".into()))
        {
            let json: Result<serde_json::Value, _> = serde_json::from_str(&answer.body);
            assert!(json.is_ok(), "{answer:?}");
        }
    }
});
