use alloc::string::String;
use alloc::vec::Vec;

use super::{Hints, JSON, OPEN, assert_explained, place};
use crate::body::name;

const ACCENTS: &str = r#"{"name":"Müller & Søn","city":"Málaga"}"#;
const EURO: &str = r#"{"price":"10 €","quote":"“ok” – naïve"}"#;

fn as_latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

fn garbled(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

#[test]
fn utf8_that_was_read_as_latin1_is_turned_back() {
    let received = garbled(ACCENTS);
    assert!(received.contains("MÃ¼ller"));
    assert_explained(&received, ACCENTS, &JSON, ("body_latin1", "latin-1"));
    assert_eq!(
        place(received.as_bytes(), ACCENTS.as_bytes(), &JSON),
        Some(0)
    );
    let named = name(received.as_bytes(), ACCENTS.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body's UTF-8 was read as Latin-1 and written as UTF-8 again."
    );
    assert_explained(garbled(EURO), EURO, &JSON, ("body_latin1", "latin-1"));
}

#[test]
fn latin1_that_was_written_where_utf8_was_signed() {
    assert_explained(
        as_latin1(ACCENTS),
        ACCENTS,
        &JSON,
        ("body_latin1", "latin-1"),
    );
    let named = name(&as_latin1("é"), "é".as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body was written in Latin-1; the sender signed it as UTF-8."
    );
}

#[test]
fn latin1_that_was_signed_and_became_utf8() {
    assert_explained(
        ACCENTS,
        as_latin1(ACCENTS),
        &JSON,
        ("body_latin1", "latin-1"),
    );
    let named = Hints {
        content_type: "text/plain; charset=ISO-8859-1",
        ..JSON
    };
    assert_eq!(place("naïve".as_bytes(), b"na\xefve", &named), Some(0));
    let named = name("naïve".as_bytes(), b"na\xefve", &named);
    assert_eq!(
        named.message,
        "The body was turned from Latin-1, which the sender signed, into UTF-8."
    );
}

#[test]
fn windows_1252_in_the_same_three_ways() {
    // As Python decodes it: "“" is E2 80 9C, "€" is E2 82 AC.
    let received = "{\"price\":\"10 â‚¬\",\"quote\":\"â€œok\"}";
    let signed = "{\"price\":\"10 €\",\"quote\":\"“ok\"}";
    assert_explained(received, signed, &JSON, ("body_latin1", "windows-1252"));
    assert_explained(
        b"10 \x80 \x93",
        "10 € “",
        &OPEN,
        ("body_latin1", "windows-1252"),
    );
    assert_explained(
        "10 € “",
        b"10 \x80 \x93",
        &OPEN,
        ("body_latin1", "windows-1252"),
    );
}

#[test]
fn utf16_is_turned_into_utf8() {
    for (mark, is_big_endian, kind) in [
        (None, false, "utf-16le"),
        (Some(0xfeff), false, "utf-16le"),
        (None, true, "utf-16be"),
        (Some(0xfeff), true, "utf-16be"),
    ] {
        let halves = mark.into_iter().chain(EURO.encode_utf16());
        let pairs = halves.map(|half| match is_big_endian {
            true => half.to_be_bytes(),
            false => half.to_le_bytes(),
        });
        let received: Vec<u8> = pairs.flatten().collect();
        assert_explained(&received, EURO, &JSON, ("body_reencoded", kind));
        assert_eq!(place(&received, EURO.as_bytes(), &JSON), Some(0));
        let named = Hints {
            content_type: "application/json; charset=utf-16",
            ..JSON
        };
        assert_explained(EURO, &received, &named, ("body_reencoded", kind));
    }
}

#[test]
fn normal_forms_are_turned_either_way() {
    let (composed, decomposed) = (
        "{\"a\":\"é ñ Å\"}",
        "{\"a\":\"e\u{301} n\u{303} A\u{30a}\"}",
    );
    assert_explained(decomposed, composed, &JSON, ("body_reencoded", "nfd"));
    assert_explained(composed, decomposed, &JSON, ("body_reencoded", "nfc"));
    assert_eq!(
        place(decomposed.as_bytes(), composed.as_bytes(), &JSON),
        Some(0)
    );
    let named = name(decomposed.as_bytes(), composed.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body's accented characters were decomposed (NFD); the sender signed them composed (NFC)."
    );
    assert_eq!(named.offset, 6);
}

#[test]
fn a_look_alike_is_not_composed_away() {
    // KELVIN SIGN composes to K, ANGSTROM SIGN to Å: no normaliser wrote them.
    for look_alike in ["\u{212a}", "\u{212b}", "e\u{301} \u{212a}"] {
        let composed: String = look_alike
            .replace('\u{212a}', "K")
            .replace('\u{212b}', "Å")
            .replace("e\u{301}", "é");
        assert_eq!(
            place(look_alike.as_bytes(), composed.as_bytes(), &OPEN),
            None
        );
    }
}

#[test]
fn a_byte_order_mark_was_added_or_removed() {
    let marked = ["\u{feff}", ACCENTS].concat();
    assert_explained(&marked, ACCENTS, &JSON, ("body_bom", "added"));
    assert_explained(ACCENTS, &marked, &JSON, ("body_bom", "removed"));
    assert_explained("\u{feff}a=1", "a=1", &OPEN, ("body_bom", "added"));
    let named = name(marked.as_bytes(), ACCENTS.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "A byte order mark (EF BB BF) stands before the body; the sender signed it without one."
    );
    assert_eq!(named.offset, 0);
}
