//! Pointers of both crates, beside serde_json's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal_events::document::{Document, Found};
use waxseal_fuzz::{OWN, split_at_first, text};

fuzz_target!(|bytes: &[u8]| {
    let (path, body) = split_at_first(bytes, OWN);
    let path = text(path);
    let core = waxseal::Pointer::parse(path);
    let events = waxseal_events::Pointer::parse(path);
    if let (Some(core), Ok(_)) = (&core, &events) {
        let joined: String = core
            .tokens()
            .iter()
            .map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1")))
            .collect();
        assert_eq!(joined, path);
    }
    let (Ok(pointer), Ok(document), Ok(json)) = (
        events,
        Document::parse_json(body),
        serde_json::from_slice::<serde_json::Value>(
            body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body),
        ),
    ) else {
        return;
    };
    let found = matches!(pointer.find(&document), Found::Value(_));
    assert_eq!(found, json.pointer(path).is_some(), "{path}");
});
