//! JSON with comments and trailing commas, as editors write configuration.
//!
//! Both are blanked out in place, so that the positions of errors hold. An
//! object that has a key twice is refused: the second origin of a name would
//! silently replace the first.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Reads a document.
///
/// # Errors
/// One sentence with line and column.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let plain = blank(text)?;
    match serde_json::from_slice::<Unique>(&plain) {
        Ok(Unique(value)) => Ok(value),
        Err(error) => Err(format!("{error}")),
    }
}

/// Replaces comments and trailing commas by blanks.
fn blank(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    // Where a comma stands that nothing but blanks has followed so far.
    let mut comma = None;
    let mut last = b'[';
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
    while let [byte, tail @ ..] = rest {
        let taken = match (byte, tail) {
            (b'"', _) => string_length(rest),
            (b'/', [b'/', ..]) => {
                let length = rest
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap_or(rest.len());
                out.extend(core::iter::repeat_n(b' ', length));
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
            (b'/', [b'*', ..]) => {
                let length = comment_length(rest).ok_or_else(|| open_comment(&out))?;
                let (comment, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                out.extend(
                    comment
                        .iter()
                        .map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }),
                );
                rest = behind;
                continue;
            }
            _ => 1,
        };
        match byte {
            // A comma that follows nothing is no trailing one.
            b',' if matches!(last, b'[' | b'{' | b',') => comma = None,
            b',' => comma = Some(out.len()),
            b']' | b'}' => {
                if let Some(slot) = comma.take().and_then(|at| out.get_mut(at)) {
                    *slot = b' ';
                }
            }
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => comma = None,
        }
        if !byte.is_ascii_whitespace() {
            last = *byte;
        }
        let (run, behind) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
        out.extend_from_slice(run);
        rest = behind;
    }
    Ok(out)
}

/// The length of the string that begins here, quotes included.
fn string_length(text: &[u8]) -> usize {
    let mut is_escaped = false;
    for (position, byte) in text.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return position + 1,
            _ => {}
        }
    }
    text.len()
}

fn comment_length(text: &[u8]) -> Option<usize> {
    let inside = text.get(2..)?;
    let end = inside.windows(2).position(|pair| pair == b"*/")?;
    Some(end + 4)
}

fn open_comment(before: &[u8]) -> String {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("the comment that begins on line {line} has no end")
}

/// A value whose objects have each key once.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Unique, E> {
        Ok(Unique(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Unique, E> {
        Ok(Unique(Value::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Unique, E> {
        Ok(Unique(Value::Number(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Unique, E> {
        Ok(Unique(
            Number::from_f64(value).map_or(Value::Null, Value::Number),
        ))
    }

    fn visit_str<E>(self, value: &str) -> Result<Unique, E> {
        Ok(Unique(Value::String(value.into())))
    }

    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unique, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Unique(Value::Array(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unique, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                let twice = format!("the key {key:?} stands twice in one object");
                return Err(serde::de::Error::custom(twice));
            }
            let Unique(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Unique(Value::Object(map)))
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use serde_json::json;

    use super::*;

    #[test]
    fn comments_and_trailing_commas_are_blanks() {
        let text = "\u{feff}{ // one\r\n \"a\": [1, 2, /* three, */ ], /* x\n y */ \"b//\": \"/* no */ , }\\\"\", }";
        assert_eq!(
            parse(text),
            Ok(json!({ "a": [1, 2], "b//": "/* no */ , }\"" }))
        );
    }

    #[test]
    fn a_comma_too_many_is_still_an_error() {
        for text in ["[,]", "[1,,]", "{,}", "[1],", "{\"a\":1,,\"b\":2}"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn errors_tell_the_line_and_column_of_the_text_as_written() {
        let error = parse("{ /* a\n b */ \"x\": tru }").unwrap_err();
        assert!(error.ends_with("at line 2 column 15"), "{error}");
        assert_eq!(
            parse("1\n/* x").unwrap_err(),
            "the comment that begins on line 2 has no end"
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let error = parse(r#"{ "origins": { "crm": 1, "crm": 2 } }"#)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("the key \"crm\" stands twice in one object at line 1"),
            "{error}"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{},:\"\\\\/*a1 \n]{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn plain_json_reads_as_serde_json_reads_it(text in "(\\[[1-9](,[1-9]){0,3}\\]|\"[a-z,/*]{0,9}\"|true)") {
            proptest::prop_assert_eq!(parse(&text).ok(), serde_json::from_str::<Value>(&text).ok());
        }
    }
}
