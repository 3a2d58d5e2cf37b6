//! What may stand in the configuration: one table per object. The check and
//! the JSON Schema both read it, so they cannot differ.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::cell::RefCell;

use serde_json::{Map, Value};
use waxseal::{Code, ConfigError};

use super::Mistake;
use super::origin::conditions;
use super::own_scheme;
use super::value::{nearest, parse_duration, parse_size};

/// One setting.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) doc: &'static str,
}

/// What a setting holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Flag,
    Duration,
    /// A number of bytes.
    Size,
    /// A whole number, from the first to the second.
    Number(u32, u32),
    Texts,
    TextOrTexts,
    Choice(&'static [&'static str]),
    Choices(&'static [&'static str]),
    /// One of the words, or a list of durations.
    Retry(&'static [&'static str]),
    /// A duration, or one for the past and one for the future.
    Tolerance,
    /// The id of a scheme, or a scheme of the operator's own.
    Scheme,
    /// Texts by name.
    TextMap,
    /// Conditions by JSON pointer.
    Conditions,
    /// Objects of another table by name.
    Objects(&'static Table),
}

/// The settings of one object.
pub(crate) struct Table {
    pub(crate) fields: &'static [Field],
    /// What must be there: a name, or `a|b` where one of several will do.
    pub(crate) required: &'static [&'static str],
    /// Settings of later versions: refused, because they would do nothing.
    pub(crate) later: &'static [&'static str],
    /// The code of a mistake that has no better one.
    pub(crate) code: Code,
}

/// Where mistakes are collected.
pub(crate) type Mistakes = RefCell<Vec<Mistake>>;

/// An object of the configuration, checked against its table.
pub(crate) struct Node<'a> {
    path: String,
    map: &'a Map<String, Value>,
    table: &'static Table,
    mistakes: &'a Mistakes,
}

impl<'a> Node<'a> {
    /// Checks that a value is an object with settings of the table, of the right kinds.
    pub(crate) fn new(
        path: String,
        value: &'a Value,
        table: &'static Table,
        mistakes: &'a Mistakes,
    ) -> Option<Self> {
        let Value::Object(map) = value else {
            push(mistakes, path, table.code, "must be an object".into());
            return None;
        };
        let node = Self {
            path,
            map,
            table,
            mistakes,
        };
        for (name, value) in map {
            node.check(name, value);
        }
        for name in table.required {
            if !name.split('|').any(|name| map.contains_key(name)) {
                let either = name.replace('|', "\" or \"");
                node.mistake("", table.code, format!("\"{either}\" is missing"));
            }
        }
        Some(node)
    }

    fn check(&self, name: &str, value: &Value) {
        let Some(field) = self.table.fields.iter().find(|field| field.name == name) else {
            let known = self.table.fields.iter().map(|field| field.name);
            let detail = match nearest(name, known.clone()) {
                _ if self.table.later.contains(&name) => {
                    "is not supported yet; it is refused because it would do nothing".into()
                }
                Some(near) => format!("is unknown; did you mean {near:?}?"),
                None => format!(
                    "is unknown; known here are {}",
                    known.collect::<Vec<_>>().join(", ")
                ),
            };
            return self.mistake(&segment(name), self.table.code, detail);
        };
        if let Err((at, detail)) = field.kind.check(value) {
            self.mistake(&format!("{}{at}", segment(name)), self.table.code, detail);
        }
    }

    /// Notes a mistake. `at` is the rest of the path.
    pub(crate) fn mistake(&self, at: &str, code: Code, detail: String) {
        push(self.mistakes, format!("{}{at}", self.path), code, detail);
    }

    /// Notes what the core says.
    pub(crate) fn config_error(&self, at: &str, error: &ConfigError) {
        self.mistake(at, error.code(), error.detail().to_owned());
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Returns what stands there, whatever it is.
    pub(crate) fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name)
    }

    /// Says whether an object stands there that has no members.
    pub(crate) fn is_empty(&self, name: &str) -> bool {
        self.map
            .get(name)
            .and_then(Value::as_object)
            .is_some_and(Map::is_empty)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.map.get(name)?.as_str()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.map.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Returns a number, if one of the right size stands there.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        let value = self.map.get(name)?;
        let field = self.table.fields.iter().find(|field| field.name == name)?;
        field.kind.check(value).ok()?;
        u32::try_from(value.as_u64()?).ok()
    }

    pub(crate) fn duration_millis(&self, name: &str) -> Option<u64> {
        parse_duration(self.text(name)?).ok()
    }

    pub(crate) fn size_bytes(&self, name: &str) -> Option<u64> {
        parse_size(self.text(name)?).ok()
    }

    /// Says whether a text or a list of nothing but texts stands there.
    pub(crate) fn is_texts(&self, name: &str) -> bool {
        self.map
            .get(name)
            .is_some_and(|value| Kind::TextOrTexts.check(value).is_ok())
    }

    /// Returns the texts of a list, or the one text, each with its path below the object.
    pub(crate) fn texts(&self, name: &str) -> Vec<(String, &'a str)> {
        match self.map.get(name) {
            Some(Value::String(text)) => alloc::vec![(segment(name), text.as_str())],
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .filter_map(|(position, item)| {
                    Some((format!("{}/{position}", segment(name)), item.as_str()?))
                })
                .collect(),
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
                Vec::new()
            }
        }
    }

    /// Returns the texts of an object by name, each with its path below the object.
    pub(crate) fn text_map(&self, name: &str) -> Vec<(String, &'a str, &'a str)> {
        let Some(Value::Object(map)) = self.map.get(name) else {
            return Vec::new();
        };
        map.iter()
            .filter_map(|(key, value)| {
                Some((
                    format!("{}{}", segment(name), segment(key)),
                    key.as_str(),
                    value.as_str()?,
                ))
            })
            .collect()
    }

    /// Returns the objects below a name, each checked against its own table.
    pub(crate) fn objects(&self, name: &str) -> Vec<(&'a str, Node<'a>)> {
        let field = self.table.fields.iter().find(|field| field.name == name);
        let (
            Some(Field {
                kind: Kind::Objects(table),
                ..
            }),
            Some(Value::Object(map)),
        ) = (field, self.map.get(name))
        else {
            return Vec::new();
        };
        map.iter()
            .filter_map(|(key, value)| {
                let path = format!("{}{}{}", self.path, segment(name), segment(key));
                Some((key.as_str(), Node::new(path, value, table, self.mistakes)?))
            })
            .collect()
    }

    /// Returns the tolerance as seconds for the past and for the future.
    pub(crate) fn tolerance_seconds(&self, name: &str) -> Option<(u64, u64)> {
        let seconds = |value: &Value| Some(parse_duration(value.as_str()?).ok()? / 1_000);
        let value = self.map.get(name)?;
        if let Value::Object(map) = value {
            // Anything else was told of already.
            (map.len() == 2).then_some(())?;
            let side = |name| map.get(name).and_then(seconds);
            return Some((side("past")?, side("future")?));
        }
        seconds(value).map(|seconds| (seconds, seconds))
    }
}

/// Writes one step of a path (RFC 6901).
pub(crate) fn segment(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

pub(crate) fn push(mistakes: &Mistakes, path: String, code: Code, detail: String) {
    mistakes.borrow_mut().push(Mistake { path, code, detail });
}

impl Kind {
    /// Checks a value; an error is the rest of its path and what is wrong there.
    fn check(&self, value: &Value) -> Result<(), (String, String)> {
        let here = |detail: &str| Err((String::new(), detail.to_string()));
        match (self, value) {
            (Kind::Text, Value::String(_)) | (Kind::Flag, Value::Bool(_)) => Ok(()),
            (Kind::Text, _) => here("must be a text"),
            (Kind::Flag, _) => here("must be true or false"),
            (Kind::Duration, _) => check_duration(value),
            (Kind::Size, _) => check_size(value),
            (Kind::Number(least, most), _) => check_number(*least, *most, value),
            (Kind::TextOrTexts, Value::String(_)) => Ok(()),
            (Kind::TextOrTexts, Value::Array(items)) | (Kind::Texts, Value::Array(items)) => {
                check_each(items, |item| Kind::Text.check(item))
            }
            (Kind::TextOrTexts, _) => here("must be a text or a list of texts"),
            (Kind::Texts, _) => here("must be a list of texts"),
            (Kind::Choice(words), _) => check_word(words, value),
            (Kind::Choices(words), Value::Array(items)) if !items.is_empty() => {
                check_each(items, |item| check_word(words, item))
            }
            (Kind::Choices(words), _) => here(&format!("must be a list of {}", words.join(", "))),
            (Kind::Retry(_), Value::Array(items)) => check_each(items, check_duration),
            (Kind::Retry(words), _) => check_word(words, value)
                .map_err(|(at, detail)| (at, format!("{detail}, or a list of durations"))),
            (Kind::Tolerance, Value::Object(map)) => {
                for name in ["past", "future"] {
                    let value = map.get(name).unwrap_or(&Value::Null);
                    check_duration(value)
                        .map_err(|(at, detail)| (format!("/{name}{at}"), detail))?;
                }
                match map
                    .keys()
                    .find(|key| !["past", "future"].contains(&key.as_str()))
                {
                    Some(key) => Err((
                        segment(key),
                        "is unknown; known here are past, future".into(),
                    )),
                    None => Ok(()),
                }
            }
            (Kind::Tolerance, _) => check_duration(value),
            (Kind::Scheme, Value::String(_)) => Ok(()),
            (Kind::Scheme, Value::Object(map)) => own_scheme::check(map),
            (Kind::Scheme, _) => {
                here("must be the id of a scheme, or an object that describes one")
            }
            (Kind::TextMap, Value::Object(map)) => {
                for (key, value) in map {
                    Kind::Text
                        .check(value)
                        .map_err(|(at, detail)| (format!("{}{at}", segment(key)), detail))?;
                }
                Ok(())
            }
            (Kind::Conditions, Value::Object(map)) => conditions::read(map).map(|_| ()),
            (Kind::Objects(_), Value::Object(_)) => Ok(()),
            (Kind::TextMap | Kind::Conditions | Kind::Objects(_), _) => here("must be an object"),
        }
    }
}

fn check_duration(value: &Value) -> Result<(), (String, String)> {
    let Value::String(text) = value else {
        return Err((String::new(), "must be a duration such as \"30s\"".into()));
    };
    parse_duration(text)
        .map(|_| ())
        .map_err(|detail| (String::new(), detail))
}

fn check_size(value: &Value) -> Result<(), (String, String)> {
    let Value::String(text) = value else {
        return Err((String::new(), "must be a size such as \"512KB\"".into()));
    };
    parse_size(text)
        .map(|_| ())
        .map_err(|detail| (String::new(), detail))
}

fn check_number(least: u32, most: u32, value: &Value) -> Result<(), (String, String)> {
    match value.as_u64() {
        Some(number) if (least.into()..=most.into()).contains(&number) => Ok(()),
        _ => Err((
            String::new(),
            format!("must be a whole number from {least} to {most}"),
        )),
    }
}

fn check_word(words: &[&str], value: &Value) -> Result<(), (String, String)> {
    match value.as_str() {
        Some(text) if words.contains(&text) => Ok(()),
        _ => Err((
            String::new(),
            format!("must be one of {}", words.join(", ")),
        )),
    }
}

fn check_each(
    items: &[Value],
    check: impl Fn(&Value) -> Result<(), (String, String)>,
) -> Result<(), (String, String)> {
    for (position, item) in items.iter().enumerate() {
        check(item).map_err(|(at, detail)| (format!("/{position}{at}"), detail))?;
    }
    Ok(())
}
