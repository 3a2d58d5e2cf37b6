use waxseal_events::moment::UnixMillis;
use waxseal_events::{Amounts, Contract, Document, Minimum, Options, catalogs};

fn contract(set: impl FnOnce(&mut Options)) -> Contract {
    let mut options = Options::default();
    set(&mut options);
    Contract::new(&catalogs::MINIMUM, &options).unwrap()
}

fn place(name: &str, at: &str) -> (String, String) {
    (name.to_owned(), at.to_owned())
}

fn told(result: Result<Minimum, waxseal_events::Report>) -> Vec<String> {
    let report = result.unwrap_err();
    report.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn query_form_and_json_say_the_same() {
    let contract = contract(|_| {});
    let query = b"affiliate_id=aff+7&customer_id=42&amount=-1250&currency=KWD&event_timestamp=2026-05-29T14%3A21%3A12Z";
    let json = br#"{"affiliate_id":"aff 7","customer_id":42,"amount":-1250,"currency":"KWD",
        "event_timestamp":"2026-05-29T14:21:12Z"}"#;
    let by_query = contract
        .read_minimum(&Document::parse_form(query).unwrap())
        .unwrap();
    let by_json = contract
        .read_minimum(&Document::parse_json(json).unwrap())
        .unwrap();
    assert_eq!(by_query, by_json);
    assert_eq!(by_json.affiliate_id, "aff 7");
    assert_eq!(by_json.customer_id, "42");
    assert_eq!(by_json.amount.to_string(), "-1.250 KWD");
    assert_eq!(by_json.event_timestamp, UnixMillis(1_780_064_472_000));
}

#[test]
fn a_sender_with_other_names_and_one_currency_is_described_by_settings() {
    let contract = contract(|options| {
        options.amounts = Amounts::Major;
        options.currency = Some("EUR".to_owned());
        options.pointers = vec![
            place("affiliate_id", "/aff"),
            place("customer_id", "/sub1"),
            place("amount", "/payout"),
            place("event_timestamp", "/ts"),
        ];
    });
    let form = Document::parse_form(b"aff=7&sub1=x&payout=12.5&ts=1780064472").unwrap();
    let minimum = contract.read_minimum(&form).unwrap();
    assert_eq!(minimum.amount.minor(), 1250);
    assert_eq!(minimum.amount.to_string(), "12.50 EUR");
    assert_eq!(minimum.event_timestamp, UnixMillis(1_780_064_472_000));
}

#[test]
fn what_a_postback_lacks_is_named_and_a_repeated_parameter_is_refused() {
    let contract = contract(|_| {});
    let form = Document::parse_form(
        b"affiliate_id=&customer_id=1&customer_id=2&amount=12.50&currency=EUR",
    )
    .unwrap();
    assert_eq!(
        told(contract.read_minimum(&form)),
        [
            "/affiliate_id: expected an id: a text that is not empty, or an integer; found an empty text",
            "/customer_id: stands there more than once",
            "/amount: expected an integer in minor units, such as 1250 for 12.50 USD; found a text",
            "/event_timestamp: is missing; expected an ISO 8601 date and time with zone, such as 2026-05-29T14:21:12Z",
        ]
    );
}

#[test]
fn unix_time_is_taken_in_forms_alone() {
    let contract = contract(|_| {});
    let json = br#"{"affiliate_id":"a","customer_id":"c","amount":1,"currency":"EUR","event_timestamp":"1780064472"}"#;
    let report = contract
        .read_minimum(&Document::parse_json(json).unwrap())
        .unwrap_err();
    assert_eq!(report.findings[0].path, "/event_timestamp");
}

#[test]
fn a_test_postback_says_so() {
    let contract = Contract::new(&catalogs::WAXSEAL, &Options::default()).unwrap();
    for (query, is_test) in [
        ("test=1", true),
        ("test=true", true),
        ("test=0", false),
        ("a=1", false),
    ] {
        let form = Document::parse_form(query.as_bytes()).unwrap();
        assert_eq!(contract.check(&form, None).is_test, is_test, "{query}");
    }
}

#[test]
fn a_catalog_without_the_five_fields_reads_none() {
    let contract = Contract::new(&catalogs::TRACK360, &Options::default()).unwrap();
    let form = Document::parse_form(b"affiliate_id=7").unwrap();
    assert!(
        contract
            .read_minimum(&form)
            .unwrap_err()
            .findings
            .is_empty()
    );
}
