//! The shapes of what goes in and out. A body is checked against its shape, and the OpenAPI
//! document shows the same shape as a JSON Schema.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::{Map, Value, json};

/// What may stand somewhere.
pub(super) enum Shape {
    /// A text of at most so many characters.
    Text(usize),
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// `true` or `false`.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of at most so many.
    List(&'static Shape, usize),
    /// Values of one shape by any name.
    Map(&'static Shape),
    /// These members and no others.
    Object(&'static [Member]),
    /// It, or `null`.
    Nullable(&'static Shape),
    /// One of two.
    Either(&'static Shape, &'static Shape),
    /// A shape that has a name of its own.
    Named(&'static Named),
    /// Anything.
    Any,
}

/// One member of an object.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) is_required: bool,
    pub(super) doc: &'static str,
}

/// A shape that several answers share.
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
}

/// The largest moment and count that JavaScript can hold.
pub(super) const MOST: i64 = (1 << 53) - 1;

/// A moment in Unix milliseconds.
pub(super) const MOMENT: Shape = Shape::Integer(0, MOST);

/// A count.
pub(super) const COUNT: Shape = Shape::Integer(0, MOST);

/// The name of a source, an origin or a secret.
pub(super) const NAME: Shape = Shape::Text(128);

/// Any text.
pub(super) const TEXT: Shape = Shape::Text(usize::MAX);

/// A member that is always there.
pub(super) const fn member(name: &'static str, shape: Shape, doc: &'static str) -> Member {
    Member {
        name,
        shape,
        is_required: true,
        doc,
    }
}

/// A member that may be absent.
pub(super) const fn maybe(name: &'static str, shape: Shape, doc: &'static str) -> Member {
    Member {
        name,
        shape,
        is_required: false,
        doc,
    }
}

impl Shape {
    /// Checks a value. An error is the rest of its place (RFC 6901) and what is wrong there.
    pub(super) fn check(&self, value: &Value) -> Result<(), (String, String)> {
        match (self, value) {
            (Shape::Any, _) | (Shape::Nullable(_), Value::Null) | (Shape::Flag, Value::Bool(_)) => {
                Ok(())
            }
            (Shape::Text(most), Value::String(text)) if text.chars().count() <= *most => Ok(()),
            (Shape::Integer(least, most), Value::Number(number))
                if number
                    .as_i64()
                    .is_some_and(|it| (*least..=*most).contains(&it)) =>
            {
                Ok(())
            }
            (Shape::OneOf(words), Value::String(text)) if words.contains(&text.as_str()) => Ok(()),
            (Shape::List(shape, most), Value::Array(items)) if items.len() <= *most => items
                .iter()
                .enumerate()
                .try_for_each(|(at, item)| shape.check(item).map_err(below(&at.to_string()))),
            (Shape::Map(shape), Value::Object(map)) => map
                .iter()
                .try_for_each(|(name, value)| shape.check(value).map_err(below(name))),
            (Shape::Object(members), Value::Object(map)) => check_members(members, map),
            (Shape::Nullable(shape), value) => shape.check(value),
            (Shape::Either(one, other), value) => one.check(value).or_else(|_| other.check(value)),
            (Shape::Named(named), value) => named.shape.check(value),
            _ => Err((String::new(), self.wanted())),
        }
    }

    /// Says what is wanted, in a sentence.
    fn wanted(&self) -> String {
        match self {
            Shape::Text(usize::MAX) => "must be a text".into(),
            Shape::Text(most) => format!("must be a text of at most {most} characters"),
            Shape::Integer(least, most) => {
                format!("must be a whole number from {least} to {most}")
            }
            Shape::Flag => "must be true or false".into(),
            Shape::OneOf(words) => format!("must be one of {}", words.join(", ")),
            Shape::List(_, most) => format!("must be a list of at most {most}"),
            Shape::Map(_) | Shape::Object(_) => "must be an object".into(),
            Shape::Nullable(shape) => shape.wanted(),
            Shape::Either(one, other) => format!("{}, or {}", one.wanted(), other.wanted()),
            Shape::Named(named) => named.shape.wanted(),
            Shape::Any => "may be anything".into(),
        }
    }

    /// Reads a parameter's text as a value of this shape. What cannot be is the text itself.
    pub(super) fn read(&self, text: &str) -> Value {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match (self, text) {
            (Shape::Flag, "true") => Value::Bool(true),
            (Shape::Flag, "false") => Value::Bool(false),
            (Shape::Integer(..), _) if plain(text) => match text.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => text.into(),
            },
            _ => text.into(),
        }
    }

    /// Writes the JSON Schema (draft 2020-12, as in OpenAPI 3.1).
    pub(super) fn schema(&self) -> Value {
        match self {
            Shape::Any => json!({}),
            Shape::Text(usize::MAX) => json!({ "type": "string" }),
            Shape::Text(most) => json!({ "type": "string", "maxLength": most }),
            Shape::Integer(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::OneOf(words) => json!({ "enum": words }),
            Shape::List(shape, usize::MAX) => json!({ "type": "array", "items": shape.schema() }),
            Shape::List(shape, most) => {
                json!({ "type": "array", "items": shape.schema(), "maxItems": most })
            }
            Shape::Map(shape) => {
                json!({ "type": "object", "additionalProperties": shape.schema() })
            }
            Shape::Object(members) => object_schema(members),
            Shape::Nullable(shape) => json!({ "anyOf": [shape.schema(), { "type": "null" }] }),
            Shape::Either(one, other) => json!({ "anyOf": [one.schema(), other.schema()] }),
            Shape::Named(named) => {
                json!({ "$ref": format!("#/components/schemas/{}", named.name) })
            }
        }
    }

    /// Collects the named shapes in it.
    pub(super) fn named(&self, found: &mut Vec<&'static Named>) {
        match self {
            Shape::Named(named) => {
                if !found.iter().any(|other| other.name == named.name) {
                    found.push(named);
                    named.shape.named(found);
                }
            }
            Shape::List(shape, _) | Shape::Map(shape) | Shape::Nullable(shape) => {
                shape.named(found);
            }
            Shape::Either(one, other) => {
                one.named(found);
                other.named(found);
            }
            Shape::Object(members) => members.iter().for_each(|member| member.shape.named(found)),
            Shape::Text(_) | Shape::Integer(..) | Shape::Flag | Shape::OneOf(_) | Shape::Any => {}
        }
    }
}

fn check_members(members: &[Member], map: &Map<String, Value>) -> Result<(), (String, String)> {
    for (name, value) in map {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            let known: Vec<&str> = members.iter().map(|member| member.name).collect();
            let detail = format!("is unknown; known here are {}", known.join(", "));
            return Err(below(name)((String::new(), detail)));
        };
        member.shape.check(value).map_err(below(name))?;
    }
    for member in members.iter().filter(|member| member.is_required) {
        if !map.contains_key(member.name) {
            return Err(below(member.name)((String::new(), "is missing".into())));
        }
    }
    Ok(())
}

fn object_schema(members: &[Member]) -> Value {
    let mut properties = Map::new();
    for member in members {
        let mut schema = member.shape.schema();
        if let Value::Object(fields) = &mut schema
            && !member.doc.is_empty()
        {
            fields.insert("description".into(), member.doc.into());
        }
        properties.insert(member.name.into(), schema);
    }
    let required: Vec<&str> = members
        .iter()
        .filter(|member| member.is_required)
        .map(|member| member.name)
        .collect();
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}

/// Puts a step before the rest of a place.
fn below(name: &str) -> impl FnOnce((String, String)) -> (String, String) {
    let step = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    move |(at, detail)| (format!("{step}{at}"), detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    static SHAPE: Shape = Shape::Object(&[
        member("limit", Shape::Integer(1, 100), ""),
        maybe("origins", Shape::List(&NAME, 2), ""),
        maybe("a/b", Shape::Nullable(&Shape::Flag), ""),
    ]);

    #[test]
    fn what_is_wrong_has_a_place() {
        let places = [
            (
                json!({ "limit": 0 }),
                "/limit: must be a whole number from 1 to 100",
            ),
            (
                json!({ "limit": 1.5 }),
                "/limit: must be a whole number from 1 to 100",
            ),
            (
                json!({ "limit": "1" }),
                "/limit: must be a whole number from 1 to 100",
            ),
            (json!({}), "/limit: is missing"),
            (
                json!({ "limit": 1, "origins": ["a", 2] }),
                "/origins/1: must be a text of at most 128 characters",
            ),
            (
                json!({ "limit": 1, "origins": ["a", "b", "c"] }),
                "/origins: must be a list of at most 2",
            ),
            (
                json!({ "limit": 1, "a/b": 3 }),
                "/a~1b: must be true or false",
            ),
            (
                json!({ "limit": 1, "color": 3 }),
                "/color: is unknown; known here are limit, origins, a/b",
            ),
            (json!([]), ": must be an object"),
        ];
        for (value, wanted) in places {
            let (at, detail) = SHAPE.check(&value).unwrap_err();
            assert_eq!(format!("{at}: {detail}"), wanted);
        }
        assert_eq!(
            SHAPE.check(&json!({ "limit": 100, "a/b": null, "origins": [] })),
            Ok(())
        );
    }

    #[test]
    fn a_parameter_is_a_number_only_if_it_is_written_as_one() {
        let shape = Shape::Integer(0, 9);
        for (text, value) in [
            ("7", json!(7)),
            ("-1", json!("-1")),
            ("+1", json!("+1")),
            (" 1", json!(" 1")),
            ("1e3", json!("1e3")),
            ("99999999999999999999", json!("99999999999999999999")),
        ] {
            assert_eq!(shape.read(text), value);
        }
        assert_eq!(Shape::Flag.read("TRUE"), json!("TRUE"));
    }
}
