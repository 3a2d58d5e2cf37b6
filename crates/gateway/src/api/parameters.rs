//! Reads what a call says beside its path: the query and the body, each against its table.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::shape::{Member, Shape};
use crate::form;

/// Values by name, checked.
#[derive(Debug, Default)]
pub(super) struct Values(Map<String, Value>);

impl Values {
    /// Reads a query: each parameter once, none that is unknown.
    pub(super) fn query(url: &str, table: &[Member]) -> Result<Self, Refusal> {
        let mut values = Map::new();
        for (name, value) in form::pairs(form::query(url)) {
            let name = text(name).ok_or_else(|| refuse("?", "is not UTF-8"))?;
            let Some(member) = table.iter().find(|member| member.name == name) else {
                let known: Vec<&str> = table.iter().map(|member| member.name).collect();
                let detail = match known.as_slice() {
                    [] => "is unknown; this takes no parameter".into(),
                    _ => format!("is unknown; known here are {}", known.join(", ")),
                };
                return Err(refuse(&shown(&name), &detail));
            };
            let value = text(value).ok_or_else(|| refuse(member.name, "is not UTF-8"))?;
            let value = member.shape.read(&value);
            if let Err((_, detail)) = member.shape.check(&value) {
                return Err(refuse(member.name, &detail));
            }
            if values.insert(name, value).is_some() {
                return Err(refuse(member.name, "stands there twice"));
            }
        }
        if let Some(member) = table
            .iter()
            .find(|member| member.is_required && !values.contains_key(member.name))
        {
            return Err(refuse(member.name, "is missing"));
        }
        Ok(Self(values))
    }

    /// Reads a JSON body. Without a shape there must be none; one that may be left out is empty.
    pub(super) fn body(bytes: &[u8], shape: Option<&Shape>) -> Result<Self, Refusal> {
        let refuse = |at: &str, detail: String| Refusal::parameter(format!("body:{at}"), detail);
        let is_blank = bytes.trim_ascii().is_empty();
        let Some(shape) = shape else {
            return if is_blank {
                Ok(Self::default())
            } else {
                Err(refuse("", "must be empty".into()))
            };
        };
        let value: Value = if is_blank {
            Value::Object(Map::new())
        } else {
            serde_json::from_slice(bytes)
                .map_err(|error| refuse("", format!("is not JSON: {error}")))?
        };
        shape
            .check(&value)
            .map_err(|(at, detail)| refuse(&at, detail))?;
        let Value::Object(map) = value else {
            return Err(refuse("", "must be an object".into()));
        };
        Ok(Self(map))
    }

    /// Returns a text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Returns a whole number.
    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// Returns a small whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        u32::try_from(self.integer(name)?).ok()
    }

    /// Returns a flag.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    /// Returns the texts of a list.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let items = self.0.get(name).and_then(Value::as_array);
        items.map_or_else(Vec::new, |items| {
            let texts = items.iter().filter_map(Value::as_str);
            texts.map(String::from).collect()
        })
    }

    /// Returns the values of an object.
    pub(super) fn object(&self, name: &str) -> Self {
        let map = self.0.get(name).and_then(Value::as_object);
        Self(map.cloned().unwrap_or_default())
    }
}

fn text(raw: &str) -> Option<String> {
    String::from_utf8(form::decode(raw.as_bytes())).ok()
}

fn refuse(name: &str, detail: &str) -> Refusal {
    Refusal::parameter(format!("query:{name}"), detail)
}

/// A made-up name is shown as far as a person reads it.
fn shown(name: &str) -> String {
    name.chars().take(64).collect()
}
