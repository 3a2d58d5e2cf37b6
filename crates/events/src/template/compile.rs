//! Compiles templates.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::render::has_dots;
use super::{Message, Part, Template, TemplateCause, TemplateError, Unit};
use crate::currency::Currency;
use crate::limits;
use crate::pointer::Pointer;

pub(super) fn url(text: &str) -> Result<Template, TemplateError> {
    check_length(text)?;
    let origin = origin(text)?;
    let template = Template {
        parts: parts(text, check_literal, url_placeholder)?,
        origin,
        text: text.to_owned(),
    };
    check_path(&template)?;
    Ok(template)
}

pub(super) fn message(text: &str) -> Result<Message, TemplateError> {
    check_length(text)?;
    if text.trim().is_empty() {
        return fails(0, TemplateCause::Empty);
    }
    Ok(Message {
        parts: parts(text, check_words, placeholder)?,
    })
}

/// Checks that no segment of the path is `.` or `..` whatever the values are:
/// no event could be sent.
fn check_path(template: &Template) -> Result<(), TemplateError> {
    let mut path = String::new();
    for part in &template.parts {
        match part {
            Part::Literal(text) => path.push_str(text),
            // Some value.
            Part::Value(_) | Part::Major { .. } | Part::Secret(_) => path.push('x'),
        }
    }
    let path = path.get(template.origin..).unwrap_or_default();
    if has_dots(path) {
        return fails(template.origin, TemplateCause::DotSegment);
    }
    Ok(())
}

fn check_length(text: &str) -> Result<(), TemplateError> {
    if text.len() > limits::TEMPLATE_BYTES {
        return fails(limits::TEMPLATE_BYTES, TemplateCause::TooLong);
    }
    Ok(())
}

/// Splits a text into literals and placeholders.
fn parts(
    text: &str,
    check: fn(&str, usize) -> Result<(), TemplateError>,
    placeholder: fn(&str, usize) -> Result<Part, TemplateError>,
) -> Result<Vec<Part>, TemplateError> {
    let mut parts = Vec::new();
    let mut placeholders = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let part = if let Some(inside) = rest.strip_prefix('{') {
            let Some(end) = inside.find('}') else {
                return fails(at, TemplateCause::Unclosed);
            };
            placeholders += 1;
            if placeholders > limits::PLACEHOLDERS {
                return fails(at, TemplateCause::TooMany);
            }
            let inside = inside.get(..end).unwrap_or_default();
            let part = placeholder(inside, at + 1)?;
            at += end + 2;
            part
        } else {
            let literal = rest.split('{').next().unwrap_or(rest);
            check(literal, at)?;
            at += literal.len();
            Part::Literal(literal.to_owned())
        };
        parts.push(part);
    }
    Ok(parts)
}

fn fails<T>(at: usize, cause: TemplateCause) -> Result<T, TemplateError> {
    Err(TemplateError { at, cause })
}

/// Returns where scheme, host and port end.
fn origin(text: &str) -> Result<usize, TemplateError> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else {
        // A placeholder there deserves its own answer.
        let before = text.split("://").next().unwrap_or_default();
        return match before.find('{').filter(|_| before.len() < text.len()) {
            Some(at) => fails(at, TemplateCause::PlaceholderInHost),
            None => fails(0, TemplateCause::NoScheme),
        };
    };
    let rest = text.get(scheme.len()..).unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    if let Some(at) = host.find(['{', '}']) {
        return fails(scheme.len() + at, TemplateCause::PlaceholderInHost);
    }
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    if let Some(at) = host.bytes().position(|byte| !is_host(byte)) {
        return fails(scheme.len() + at, TemplateCause::BadHost);
    }
    if host.is_empty() || host.starts_with(':') {
        return fails(scheme.len(), TemplateCause::BadHost);
    }
    Ok(scheme.len() + end)
}

fn check_literal(literal: &str, start: usize) -> Result<(), TemplateError> {
    let bytes = literal.as_bytes();
    for (position, byte) in bytes.iter().enumerate() {
        let cause = match byte {
            b'}' => TemplateCause::Unopened,
            b'%' => {
                let digits = bytes.get(position + 1..position + 3);
                if digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                    continue;
                }
                TemplateCause::BadEscape
            }
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'#' => TemplateCause::BadCharacter,
            byte if byte.is_ascii_graphic() => continue,
            _ => TemplateCause::BadCharacter,
        };
        return fails(start + position, cause);
    }
    Ok(())
}

/// Checks words for people: anything but a stray brace and control characters
/// that are no line break or tab.
fn check_words(literal: &str, start: usize) -> Result<(), TemplateError> {
    for (position, c) in literal.char_indices() {
        let cause = match c {
            '}' => TemplateCause::Unopened,
            '\n' | '\t' => continue,
            c if c.is_control() => TemplateCause::Control,
            _ => continue,
        };
        return fails(start + position, cause);
    }
    Ok(())
}

fn url_placeholder(inside: &str, at: usize) -> Result<Part, TemplateError> {
    let Some(name) = inside.strip_prefix("secret:") else {
        return placeholder(inside, at);
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if name.is_empty() || name.len() > limits::SECRET_NAME_BYTES || !name.bytes().all(is_name) {
        return fails(at + "secret:".len(), TemplateCause::BadSecret);
    }
    Ok(Part::Secret(name.to_owned()))
}

fn placeholder(inside: &str, at: usize) -> Result<Part, TemplateError> {
    let (pointer, modifier) = match inside.split_once('|') {
        Some((pointer, modifier)) => (pointer, Some(modifier)),
        None => (inside, None),
    };
    let parse = |text: &str, at| {
        Pointer::parse(text).map_err(|detail| TemplateError {
            at,
            cause: TemplateCause::BadPointer(detail),
        })
    };
    let value = parse(pointer, at)?;
    let Some(modifier) = modifier else {
        return Ok(Part::Value(value));
    };
    let at = at + pointer.len() + 1;
    let Some(currency) = modifier.strip_prefix("major:") else {
        return fails(at, TemplateCause::BadModifier);
    };
    let at = at + "major:".len();
    let currency = if currency.starts_with('/') {
        Unit::At(parse(currency, at)?)
    } else {
        match Currency::parse(currency).filter(|currency| currency.exponent().is_some()) {
            Some(currency) => Unit::Fixed(currency),
            None => return fails(at, TemplateCause::BadCurrency),
        }
    };
    Ok(Part::Major {
        amount: value,
        currency,
    })
}
