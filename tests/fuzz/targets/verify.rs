//! Every scheme of the table over any request.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal_fuzz::{Case, check_verification};

fuzz_target!(|bytes: &[u8]| {
    let case = Case::parse(bytes);
    if let Some(program) = case.program() {
        check_verification(&program, &case.request(), case.now());
    }
});
