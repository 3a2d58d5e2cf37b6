use waxseal_events::{
    Amounts, Contract, ContractError, Document, Options, Policy, Problem, Report, catalogs,
};

fn options(pointers: &[(&str, &str)]) -> Options {
    let own = |(name, at): &(&str, &str)| ((*name).to_owned(), (*at).to_owned());
    Options {
        pointers: pointers.iter().map(own).collect(),
        ..Options::default()
    }
}

fn findings(report: &Report) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn the_catalogs_have_the_types_of_their_sources() {
    let counts: Vec<(&str, usize)> = catalogs::ALL
        .iter()
        .map(|catalog| (catalog.id, catalog.events.len()))
        .collect();
    let wanted = [
        ("affiliatebase", 8),
        ("track360", 17),
        ("minimum", 1),
        ("waxseal", 7),
    ];
    assert_eq!(counts, wanted);
    let types = catalogs::ALL.iter().map(|catalog| catalog.has_types());
    assert!(types.eq([true, true, false, true]));
    let minimum = Contract::new(&catalogs::MINIMUM, &Options::default()).unwrap();
    let event = minimum.check_json(br#"{"type":"anything"}"#).event.unwrap();
    assert_eq!(event.name, "");
    assert_eq!(catalogs::find("track360").unwrap().id, "track360");
    assert!(catalogs::find("Track360").is_none());
}

#[test]
fn a_pointer_that_is_not_set_is_not_checked() {
    let body = br#"{"kind":"conversion.qualified","affiliate":{"id":7}}"#;
    let bare = Contract::new(&catalogs::TRACK360, &Options::default()).unwrap();
    assert!(bare.check_json(body).findings.is_empty());
    assert!(bare.check_json(b"17").findings.is_empty());

    let set = options(&[
        ("type", "/kind"),
        ("affiliate_id", "/affiliate/id"),
        ("customer_id", "/player/id"),
    ]);
    let contract = Contract::new(&catalogs::TRACK360, &set).unwrap();
    let report = contract.check_json(body);
    assert_eq!(report.event.unwrap().name, "conversion.qualified");
    assert_eq!(
        findings(&report),
        ["/player/id: is missing; expected an id: a text that is not empty, or an integer"]
    );
    // The customer belongs to conversions, not to payouts.
    let payout = br#"{"kind":"payout.failed","affiliate":{"id":7}}"#;
    assert!(contract.check_json(payout).findings.is_empty());
}

#[test]
fn a_type_that_stands_outside_the_body_is_taken_from_there() {
    let set = options(&[("customer_id", "/player")]);
    let contract = Contract::new(&catalogs::TRACK360, &set).unwrap();
    let document = Document::parse_json(b"{}").unwrap();
    let report = contract.check(&document, Some("conversion.created"));
    assert_eq!(report.event.unwrap().name, "conversion.created");
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn a_type_that_the_catalog_does_not_have_is_noted_and_never_rejected() {
    let contract = Contract::new(&catalogs::AFFILIATEBASE, &Options::default()).unwrap();
    let body =
        br#"{"id":"e","type":"affiliate.merged","occurred_at":"2026-05-29T14:21:12Z","data":{}}"#;
    let report = contract.check_json(body);
    assert!(report.event.is_none());
    assert_eq!(
        findings(&report),
        ["/type: is a type that the catalog does not have"]
    );
    assert_eq!(report.findings[0].problem.code(), "type_unknown");
    assert!(report.is_good() && !report.is_rejected(Policy::Reject));
}

#[test]
fn a_check_never_rejects_unless_the_user_chose_so() {
    let contract = Contract::new(&catalogs::AFFILIATEBASE, &Options::default()).unwrap();
    for body in [&b"{}"[..], b"", b"\xff", b"[1,2"] {
        let report = contract.check_json(body);
        assert!(!report.is_good());
        assert!(!report.is_rejected(Policy::default()));
        assert!(report.is_rejected(Policy::Reject));
    }
    let report = contract.check_json(b"amount=1");
    assert_eq!(findings(&report), ["the body is not JSON (byte 0)"]);
    assert_eq!(report.findings[0].problem.code(), "body_unreadable");
}

#[test]
fn no_finding_holds_a_value_of_the_event() {
    let contract = Contract::new(&catalogs::AFFILIATEBASE, &Options::default()).unwrap();
    let body = br#"{"id":7919,"type":"commission.created","occurred_at":"jane@example.com","data":
        {"amount_cents":"7919","currency":"jane@example.com"},"test":"jane@example.com"}"#;
    let report = contract.check_json(body);
    let told = format!("{report:?} {:?}", findings(&report));
    assert!(!told.contains("jane") && !told.contains("7919"), "{told}");
    assert_eq!(
        findings(&report)[0],
        "/id: expected a text that is not empty; found a number"
    );
}

#[test]
fn old_and_new_versions_are_taken_while_both_are_listed() {
    let check = |versions: &[&str], version: &str| {
        let mut set = options(&[("schema_version", "/v")]);
        set.versions = versions.iter().map(|text| (*text).to_owned()).collect();
        let contract = Contract::new(&catalogs::TRACK360, &set).unwrap();
        let report = contract.check_json(format!("{{\"v\":{version}}}").as_bytes());
        report.findings.first().map(|finding| finding.problem)
    };
    for version in ["\"1\"", "\"1.9\"", "\"v1.0.3\"", "\"2.0\"", "2", "1.5"] {
        assert_eq!(check(&["1", "2"], version), None, "{version}");
    }
    assert_eq!(check(&["1"], "\"2.0\""), Some(Problem::NewMajor));
    assert_eq!(check(&["1", "2"], "\"3\""), Some(Problem::NewMajor));
    assert_eq!(check(&["2"], "\"1.4\""), Some(Problem::UnlistedVersion));
    assert_eq!(check(&["1", "3"], "\"2\""), Some(Problem::UnlistedVersion));
    assert_eq!(check(&["1"], "\"next\""), Some(Problem::UnlistedVersion));
    let dates = ["2026-05-01", "2026-06-01"];
    assert_eq!(check(&dates, "\"2026-06-01\""), None);
    assert_eq!(
        check(&["2026-05-01"], "\"2026-06-01\""),
        Some(Problem::UnlistedVersion)
    );
    assert_eq!(check(&["1"], "\"1.x2\""), Some(Problem::UnlistedVersion));
    assert_eq!(check(&["1"], "\"1.2.3.4\""), Some(Problem::UnlistedVersion));
    assert_eq!(check(&["1", "2", "3", "4", "5", "6", "7", "8"], "8"), None);
    assert_eq!(check(&[], "\"anything\""), None);
    for version in ["\"\"", "{}", "null", "\"1 2\""] {
        let problem = check(&["1"], version).unwrap();
        assert_eq!(problem.code(), "field_malformed", "{version}");
    }
}

#[test]
fn amounts_are_minor_unless_the_user_says_major() {
    let check = |amounts, body: &str| {
        let mut set = options(&[]);
        set.amounts = amounts;
        let contract = Contract::new(&catalogs::MINIMUM, &set).unwrap();
        let wrong = findings(&contract.check_json(body.as_bytes()));
        wrong
            .into_iter()
            .filter(|line| line.starts_with("/amount"))
            .collect::<Vec<_>>()
    };
    let body = |amount: &str, code: &str| format!(r#"{{"amount":{amount},"currency":"{code}"}}"#);
    for (amount, code) in [
        ("12.5", "USD"),
        ("\"12.50\"", "USD"),
        ("1.250", "KWD"),
        ("-7", "JPY"),
    ] {
        assert!(
            check(Amounts::Major, &body(amount, code)).is_empty(),
            "{amount} {code}"
        );
    }
    for (amount, code) in [
        ("12.505", "USD"),
        ("0.5", "JPY"),
        ("\"1e2\"", "USD"),
        ("[1]", "USD"),
    ] {
        let wrong = check(Amounts::Major, &body(amount, code));
        assert_eq!(wrong.len(), 1, "{amount} {code}");
        assert!(wrong[0].contains("a decimal with at most the decimals of its currency"));
    }
    assert_eq!(check(Amounts::Minor, &body("12.5", "USD")).len(), 1);
    for (amount, is_good) in [
        ("1250", true),
        ("1.25e+3", true),
        ("125000e-2", true),
        ("125e-1", false),
        ("1e9223372036854775807", false),
        ("1e-9223372036854775807", false),
        ("1e999999", false),
    ] {
        let wrong = check(Amounts::Minor, &body(amount, "USD"));
        assert_eq!(wrong.is_empty(), is_good, "{amount}");
    }
}

#[test]
fn a_setting_that_means_nothing_is_named() {
    let fails = |catalog, set: &Options| {
        let ContractError { at, detail } = Contract::new(catalog, set).unwrap_err();
        format!("{at}: {detail}")
    };
    assert_eq!(
        fails(&catalogs::MINIMUM, &options(&[("affilate_id", "/a")])),
        "pointers/affilate_id: is no field of minimum; its fields are affiliate_id, customer_id, \
         amount, currency, event_timestamp"
    );
    assert_eq!(
        fails(&catalogs::AFFILIATEBASE, &options(&[("nope", "/a")])),
        "pointers/nope: AffiliateBase fixes where its fields stand"
    );
    assert_eq!(
        fails(&catalogs::AFFILIATEBASE, &options(&[("id", "/a")])),
        "pointers/id: stands at /id, as AffiliateBase fixes it"
    );
    assert_eq!(
        fails(&catalogs::TRACK360, &options(&[("type", "event")])),
        "pointers/type: \"event\" does not start with /, as a JSON pointer does"
    );
    assert_eq!(
        fails(
            &catalogs::TRACK360,
            &options(&[("type", "/a"), ("type", "/b")])
        ),
        "pointers/type: is set twice"
    );
    let versions = |texts: &[&str]| Options {
        versions: texts.iter().map(|text| (*text).to_owned()).collect(),
        ..Options::default()
    };
    assert_eq!(
        fails(&catalogs::AFFILIATEBASE, &versions(&["1"])),
        "versions: mean nothing here: the catalog has no version field"
    );
    assert_eq!(
        fails(&catalogs::TRACK360, &versions(&["1", ""])),
        "versions: a version is 1 to 64 printable characters, such as \"2\" or \"2.1\""
    );
    assert_eq!(
        fails(&catalogs::TRACK360, &versions(&["1"; 9])),
        "versions: more versions than one migration has"
    );
    let currency = |code: &str| Options {
        currency: Some(code.to_owned()),
        ..Options::default()
    };
    for code in ["usd", "XAU", ""] {
        assert_eq!(
            fails(&catalogs::MINIMUM, &currency(code)),
            format!("currency: {code:?} is no active ISO 4217 code with a minor unit")
        );
    }
    assert_eq!(
        fails(&catalogs::WAXSEAL, &currency("USD")),
        "currency: cannot be set: events of waxseal name theirs"
    );
}
