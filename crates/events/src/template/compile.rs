//! Compiles templates.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::{Part, Template, TemplateCause, TemplateError, Unit};
use crate::currency::Currency;
use crate::limits;
use crate::pointer::Pointer;

pub(super) fn compile(text: &str) -> Result<Template, TemplateError> {
    if text.len() > limits::TEMPLATE_BYTES {
        return fails(limits::TEMPLATE_BYTES, TemplateCause::TooLong);
    }
    let origin = origin(text)?;
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let part = if let Some(inside) = rest.strip_prefix('{') {
            let Some(end) = inside.find('}') else {
                return fails(at, TemplateCause::Unclosed);
            };
            let inside = inside.get(..end).unwrap_or_default();
            let part = placeholder(inside, at + 1)?;
            at += end + 2;
            part
        } else {
            let literal = rest.split('{').next().unwrap_or(rest);
            check_literal(literal, at)?;
            at += literal.len();
            Part::Literal(literal.to_owned())
        };
        parts.push(part);
    }
    Ok(Template {
        parts,
        origin,
        text: text.to_owned(),
    })
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
