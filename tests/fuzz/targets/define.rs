//! Schemes of one's own, from any text; then a request in them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{Code, Options, Program, SignInput, sign};
use waxseal_fuzz::{Case, OWN, check_verification, split_at_first, text};

fuzz_target!(|bytes: &[u8]| {
    let (definition, case) = split_at_first(bytes, OWN);
    let fields = text(definition)
        .split_terminator('\x1e')
        .filter_map(|field| field.split_once('\x1f'));
    let case = Case::parse(case);
    if let Err(error) = waxseal::define::define("fuzzed", fields.clone()) {
        assert_eq!(error.code(), Code::SchemeInvalid);
        assert!(error.detail().starts_with('/'), "{error}");
        return;
    }
    let own = Program::compile_own(fields.clone(), &Options::default(), &case.secrets());
    let Ok(program) = own.or_else(|_| {
        let secret = waxseal::Secret::text("a secret: of at least sixteen bytes");
        Program::compile_own(fields, &Options::default(), &[secret])
    }) else {
        return;
    };
    check_verification(&program, &case.request(), case.now());
    let request = case.request();
    let _ = sign(
        &program,
        &SignInput {
            method: request.meta.method,
            url: request.meta.url,
            headers: request.meta.headers,
            body: request.body,
            id: Some("msg_1"),
            event_type: Some("a.b"),
            timestamp: case.now(),
        },
    );
});
