//! Bodies of events: every catalog checks any document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal_events::document::{BodyCause, Document};
use waxseal_events::{Amounts, Contract, Options, catalogs};

fuzz_target!(|body: &[u8]| {
    let document = Document::parse_json(body);
    let plain = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let theirs = serde_json::from_slice::<serde_json::Value>(plain);
    match (&document, &theirs) {
        (Ok(_), Err(error)) => assert!(
            plain
                .windows(3)
                .any(|three| three.eq_ignore_ascii_case(b"\\ud")),
            "serde_json: {error}"
        ),
        (Err(error), Ok(_)) => assert!(
            matches!(
                error.cause,
                BodyCause::TooLarge | BodyCause::TooDeep | BodyCause::TooMany
            ),
            "refused: {error:?}"
        ),
        _ => {}
    }
    for catalog in catalogs::ALL {
        for amounts in [Amounts::Minor, Amounts::Major] {
            let options = Options {
                amounts,
                ..Options::default()
            };
            let contract = Contract::new(catalog, &options).expect("the usual options are right");
            let report = contract.check_json(body);
            assert!(
                report
                    .findings
                    .iter()
                    .all(|finding| !finding.to_string().is_empty())
            );
            if let Ok(document) = &document {
                let _ = contract.read_minimum(document);
            }
        }
    }
});
