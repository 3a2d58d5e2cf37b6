//! Times as RFC 3339 writes them, in both crates, beside a second reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use waxseal::{UnixMillis, parse_rfc3339, write_rfc3339};
use waxseal_events::moment;
use waxseal_fuzz::text;

fuzz_target!(|bytes: &[u8]| {
    let ours = parse_rfc3339(bytes, false);
    let theirs = OffsetDateTime::parse(text(bytes), &Rfc3339).ok();
    // They hold a leap second one nanosecond before the next.
    let is_leap = bytes.get(17..19) == Some(b"60");
    if let (Some(ours), Some(theirs), false) = (ours, theirs, is_leap) {
        let millis = theirs.unix_timestamp_nanos().div_euclid(1_000_000);
        assert_eq!(i128::from(ours.0), millis);
    }
    if let Some(at) = ours {
        // What is written is read, in the years that it can write.
        if (-62_167_219_200_000..=253_402_300_799_999).contains(&at.0) {
            assert_eq!(parse_rfc3339(write_rfc3339(at).as_bytes(), false), Some(at));
        }
        assert_eq!(parse_rfc3339(bytes, true), Some(at));
    }
    if let Some(eight) = bytes.first_chunk() {
        let _ = write_rfc3339(UnixMillis(i64::from_le_bytes(*eight) >> 16));
    }
    let _ = moment::parse_iso8601(text(bytes));
    let _ = moment::parse_unix(text(bytes));
});
