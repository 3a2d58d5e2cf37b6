//! Postback parameters: a form or query, beside a second reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal_events::document::{Document, Found, Json};
use waxseal_events::{Contract, Options, Pointer, catalogs};

fuzz_target!(|raw: &[u8]| {
    let Ok(document) = Document::parse_form(raw) else {
        return;
    };
    assert!(document.is_form());
    let theirs: Vec<(String, String)> = form_urlencoded::parse(raw).into_owned().collect();
    if let Json::Object(members) = document.root() {
        assert_eq!(members.len(), theirs.len());
    }
    for (name, value) in &theirs {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        let Ok(pointer) = Pointer::parse(&format!("/{escaped}")) else {
            continue;
        };
        let count = theirs.iter().filter(|(other, _)| other == name).count();
        match pointer.find(&document) {
            Found::Repeated => assert!(count > 1),
            Found::Value(Json::Text(text)) => {
                assert_eq!((count, text.as_ref()), (1, value.as_str()))
            }
            found => panic!("{found:?} for {name}"),
        }
    }
    for catalog in catalogs::ALL {
        let contract =
            Contract::new(catalog, &Options::default()).expect("the usual options are right");
        let _ = contract.check(&document, None);
        let _ = contract.read_minimum(&document);
    }
});
