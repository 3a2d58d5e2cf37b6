use core::cmp::Ordering;

use proptest::prelude::*;
use waxseal_events::decimal::{compare, is_plain};

#[test]
fn numbers_are_compared_as_they_are_written() {
    // Each is more than the one before it.
    let ascending = [
        "-1e999999",
        "-9007199254740993",
        "-9007199254740992",
        "-10",
        "-9.5",
        "-0.1",
        "-0.01",
        "-1e-999999",
        "0",
        "1e-999999",
        "0.01",
        "0.0999999999999999999999",
        "0.1",
        "0.10000000000000000000001",
        "1",
        "9.99",
        "10",
        "1250",
        "1250.01",
        "9007199254740992",
        "9007199254740993",
        "18446744073709551616",
        "1e21",
        "1e999999",
    ];
    for (left, a) in ascending.iter().enumerate() {
        for (right, b) in ascending.iter().enumerate() {
            assert_eq!(compare(a, b), Some(left.cmp(&right)), "{a} and {b}");
        }
    }
    for (a, b) in [
        ("0", "-0"),
        ("0", "0.000"),
        ("-0e7", "0e-7"),
        ("1250", "1250.0"),
        ("1250", "1.25e3"),
        ("1250", "125000E-2"),
        ("0.001", "1e-3"),
        ("0.001", "10.0e-4"),
        ("-12.50", "-1.25e+1"),
    ] {
        assert_eq!(compare(a, b), Some(Ordering::Equal), "{a} and {b}");
    }
    for text in [
        "",
        "-",
        "+1",
        "1,0",
        "1.",
        ".5",
        "0x10",
        "1e",
        "NaN",
        " 1",
        "1e1234567",
        "٣",
    ] {
        assert_eq!(compare(text, "1"), None, "{text}");
        assert_eq!(compare("1", text), None, "{text}");
    }
}

#[test]
fn a_plain_number_has_no_exponent() {
    for text in ["0", "-12.50", "007", "1250"] {
        assert!(is_plain(text), "{text}");
    }
    for text in ["1e3", "+1", "", "12,50", "1 000", "€1"] {
        assert!(!is_plain(text), "{text}");
    }
}

proptest! {
    #[test]
    fn integers_compare_as_integers(a: i64, b: i64, zeros in 0_usize..4) {
        let (left, right) = (a.to_string(), format!("{b}.{}0", "0".repeat(zeros)));
        prop_assert_eq!(compare(&left, &right), Some(a.cmp(&b)));
        prop_assert_eq!(compare(&right, &left), Some(b.cmp(&a)));
    }
}
