//! What a page shows of an event: its amounts, its version, and where its fields may stand.

use waxseal_events::{Contract, Document, Options, catalogs};

fn amounts(contract: &Contract, body: &[u8]) -> Vec<String> {
    let document = Document::parse_json(body).unwrap();
    let event = contract.check(&document, None).event;
    let amounts = contract.amounts(&document, event).into_iter();
    amounts
        .map(|amount| format!("{} {}", amount.path, amount.money))
        .collect()
}

fn plain(catalog: &'static waxseal_events::catalog::Catalog) -> Contract {
    Contract::new(catalog, &Options::default()).unwrap()
}

#[test]
fn amounts_are_read_in_the_minor_unit_of_the_events_own_currency() {
    let contract = plain(&catalogs::AFFILIATEBASE);
    let event = |amount: &str, currency: &str| {
        let body = format!(
            r#"{{"type":"commission.created","data":{{"amount_cents":{amount},"currency":"{currency}"}}}}"#
        );
        amounts(&contract, body.as_bytes())
    };
    assert_eq!(event("1000", "USD"), ["/data/amount_cents 10.00 USD"]);
    assert_eq!(event("-1000", "JPY"), ["/data/amount_cents -1000 JPY"]);
    assert_eq!(event("1250", "KWD"), ["/data/amount_cents 1.250 KWD"]);
}

#[test]
fn an_amount_without_a_currency_or_with_decimals_is_left_out() {
    let contract = plain(&catalogs::AFFILIATEBASE);
    let none: [&[u8]; 3] = [
        br#"{"type":"commission.created","data":{"amount_cents":1000}}"#,
        br#"{"type":"commission.created","data":{"amount_cents":10.5,"currency":"USD"}}"#,
        br#"{"type":"commission.created","data":{"amount_cents":1000,"currency":"usd"}}"#,
    ];
    for body in none {
        assert_eq!(amounts(&contract, body), [""; 0]);
    }
}

#[test]
fn decimals_are_read_where_the_user_says_that_amounts_are_major() {
    let options = Options {
        amounts: waxseal_events::Amounts::Major,
        currency: Some("EUR".into()),
        ..Options::default()
    };
    let contract = Contract::new(&catalogs::MINIMUM, &options).unwrap();
    assert_eq!(
        amounts(&contract, br#"{"amount":12.5}"#),
        ["/amount 12.50 EUR"]
    );
}

#[test]
fn a_version_is_shown_as_it_is_written() {
    let contract = plain(&catalogs::WAXSEAL);
    let version = |body: &[u8]| {
        let document = Document::parse_json(body).unwrap();
        contract.version(&document).map(str::to_owned)
    };
    assert_eq!(
        version(br#"{"schema_version":"1.0"}"#).as_deref(),
        Some("1.0")
    );
    assert_eq!(version(br#"{"schema_version":2}"#).as_deref(), Some("2"));
    assert_eq!(version(br#"{"schema_version":""}"#), None);
    assert_eq!(version(b"{}"), None);
}

#[test]
fn fields_without_a_fixed_place_are_found_by_their_names_nearest_to_the_root_first() {
    let body = br#"{"data":{"affiliate_id":"deep","Customer-Id":"c","inner":{"tier":"gold"}},
        "affiliateId":"near","a/b":{"geo~":1,"currency":"USD"}}"#;
    let document = Document::parse_json(body).unwrap();
    let places = catalogs::TRACK360.find_places(&document);
    let pointer = |name: &str| {
        let place = places.iter().find(|(known, _)| known == name);
        place.map(|(_, pointer)| pointer.as_str())
    };
    assert_eq!(pointer("affiliate_id"), Some("/affiliateId"));
    assert_eq!(pointer("customer_id"), Some("/data/Customer-Id"));
    assert_eq!(pointer("tier"), Some("/data/inner/tier"));
    assert_eq!(pointer("currency"), Some("/a~1b/currency"));
    assert_eq!(pointer("geo"), None);
    let options = Options {
        pointers: places.clone(),
        ..Options::default()
    };
    assert!(Contract::new(&catalogs::TRACK360, &options).is_ok());
}

#[test]
fn places_that_a_vendor_fixes_are_never_guessed() {
    let body = br#"{"id":"1","type":"x","data":{"currency":"USD"}}"#;
    let document = Document::parse_json(body).unwrap();
    assert_eq!(catalogs::AFFILIATEBASE.find_places(&document), []);
}

#[test]
fn names_are_looked_for_in_a_bounded_part_of_the_body() {
    let deep = format!("{}\"tier\":1{}", r#"{"a":"#.repeat(5) + "{", "}".repeat(6));
    let document = Document::parse_json(deep.as_bytes()).unwrap();
    assert_eq!(catalogs::TRACK360.find_places(&document), []);
    let many: Vec<String> = (0..2_000).map(|n| format!("\"m{n}\":0")).collect();
    let late = format!("{{{},\"tier\":1}}", many.join(","));
    let document = Document::parse_json(late.as_bytes()).unwrap();
    assert_eq!(catalogs::TRACK360.find_places(&document), []);
}
