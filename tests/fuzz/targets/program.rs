//! The bytes of a program: any bytes are read or refused, and what is read runs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{Header, Meta, Program, Request, UnixMillis, handshake};
use waxseal_fuzz::check_verification;

fuzz_target!(|bytes: &[u8]| {
    let Some(program) = Program::parse(bytes) else {
        return;
    };
    let written = program.write();
    let again = Program::parse(&written).expect("what was written is read");
    assert_eq!(*again.write(), *written);
    assert!(!format!("{program:?}").is_empty());
    let names = program.scheme().reads();
    let headers: Vec<Header<'_>> = names
        .iter()
        .map(|name| Header {
            name,
            value:
                b"t=1780000000,v1=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        })
        .collect();
    let meta = Meta {
        method: "POST",
        url: "/in?a=1",
        headers: &headers,
    };
    let request = Request {
        meta,
        body: br#"{"id":"1"}"#,
    };
    check_verification(&program, &request, UnixMillis(1_780_000_000_000));
    let _ = handshake(&program, &request, Some(b"token"), UnixMillis(0));
});
