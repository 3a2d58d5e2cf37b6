//! Which schemes any request may be signed in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::identify;
use waxseal_fuzz::Case;

fuzz_target!(|bytes: &[u8]| {
    let case = Case::parse(bytes);
    let found = identify(&case.request());
    assert!(found.is_sorted_by(|better, worse| better.score >= worse.score));
    assert!(found.iter().all(|candidate| !candidate.because.is_empty()));
});
