use proptest::prelude::*;
use waxseal_events::{Currency, Money, MoneyError};

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[test]
fn exponents_are_those_of_the_standard() {
    let counts = |exponent| Currency::all().filter(|c| c.exponent() == exponent).count();
    assert_eq!(Currency::all().count(), 178);
    let all = [Some(0), Some(2), Some(3), Some(4), None].map(counts);
    assert_eq!(all, [17, 139, 7, 2, 13]);
    for (code, exponent) in [
        ("JPY", Some(0)),
        ("ISK", Some(0)),
        ("UGX", Some(0)),
        ("USD", Some(2)),
        ("XCG", Some(2)),
        ("KWD", Some(3)),
        ("BHD", Some(3)),
        ("CLF", Some(4)),
        ("XAU", None),
    ] {
        assert_eq!(currency(code).exponent(), exponent, "{code}");
    }
}

#[test]
fn a_code_that_was_withdrawn_or_mistyped_is_none() {
    for code in [
        "BGN", "HRK", "ANG", "usd", "US", "USDX", "", "   ", "ÜSD", "BTC",
    ] {
        assert_eq!(Currency::parse(code), None, "{code}");
    }
}

#[test]
fn every_code_finds_itself() {
    for each in Currency::all() {
        assert_eq!(Currency::parse(each.code()), Some(each));
    }
}

#[test]
fn minor_units_are_written_with_the_decimals_of_their_currency() {
    for (minor, code, written) in [
        (1250, "USD", "12.50"),
        (1250, "JPY", "1250"),
        (1250, "KWD", "1.250"),
        (1250, "CLF", "0.1250"),
        (5, "USD", "0.05"),
        (-5, "USD", "-0.05"),
        (-1250, "KWD", "-1.250"),
        (0, "USD", "0.00"),
        (0, "JPY", "0"),
        (i64::MIN, "USD", "-92233720368547758.08"),
        (i64::MAX, "JPY", "9223372036854775807"),
    ] {
        let money = Money::from_minor(minor, currency(code)).unwrap();
        assert_eq!(money.write_major(), written);
        assert_eq!(money.to_string(), format!("{written} {code}"));
    }
}

#[test]
fn major_units_are_read_without_rounding() {
    let read = |text, code| Money::parse_major(text, currency(code)).map(Money::minor);
    for (text, code, minor) in [
        ("12.50", "USD", 1250),
        ("12.5", "USD", 1250),
        ("12", "USD", 1200),
        ("12.5000", "USD", 1250),
        ("-0.05", "USD", -5),
        ("007.10", "USD", 710),
        ("1250", "JPY", 1250),
        ("1250.0", "JPY", 1250),
        ("1.25", "KWD", 1250),
        ("0.1", "USD", 10),
        ("0.29", "USD", 29),
        ("1.005", "KWD", 1005),
        ("0", "USD", 0),
        ("-0.00", "USD", 0),
        ("0.0000000000000000000000000000", "USD", 0),
        ("92233720368547758.07", "USD", i64::MAX),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text} {code}");
    }
    for (text, code, error) in [
        ("12.505", "USD", MoneyError::TooPrecise),
        ("0.5", "JPY", MoneyError::TooPrecise),
        ("0.00001", "CLF", MoneyError::TooPrecise),
        ("92233720368547758.08", "USD", MoneyError::TooLarge),
        ("100000000000000000000", "JPY", MoneyError::TooLarge),
        ("1", "XAU", MoneyError::NoMinorUnit),
    ] {
        assert_eq!(read(text, code), Err(error), "{text} {code}");
    }
    for text in [
        "", "-", ".", "1.", ".5", "1,5", "1 000", "+1", "--1", "1e3", "0x10", "NaN", "٣", "1.-5",
    ] {
        assert_eq!(read(text, "USD"), Err(MoneyError::NotANumber), "{text}");
    }
}

#[test]
fn gold_has_no_minor_unit() {
    let error = Money::from_minor(1, currency("XAU")).unwrap_err();
    assert_eq!(error.to_string(), "is in a currency without a minor unit");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(minor in -i64::MAX.., position in 0usize..178) {
        let currency = Currency::all().nth(position).unwrap();
        if let Ok(money) = Money::from_minor(minor, currency) {
            prop_assert_eq!(Money::parse_major(&money.write_major(), currency), Ok(money));
        }
    }

    #[test]
    fn one_more_decimal_is_never_rounded_away(minor in -1_000_000i64..1_000_000, last in 1u8..=9) {
        let usd = Currency::parse("USD").unwrap();
        let text = format!("{}{last}", Money::from_minor(minor, usd).unwrap().write_major());
        prop_assert_eq!(Money::parse_major(&text, usd), Err(MoneyError::TooPrecise));
    }
}
