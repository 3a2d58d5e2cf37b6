//! One way to make what may have been signed out of what was received.

use alloc::string::String;
use alloc::vec::Vec;

use super::charset::{self, BOM, Charset, Utf16};
use super::compression::Compression;
use super::form::{Form, Lists, Spelling};
use super::json::Json;
use super::literal::Literal;
use super::wrapping::Wrapping;
use super::write::{self, Style};
use super::{base64, line};

/// What was received, read once.
#[derive(Debug)]
pub(super) struct Source<'r> {
    pub bytes: &'r [u8],
    /// Nothing if the bytes are not UTF-8.
    pub text: Option<&'r str>,
    /// Read without a byte order mark.
    pub json: Option<Json<'r>>,
}

impl<'r> Source<'r> {
    pub(super) fn of(bytes: &'r [u8]) -> Self {
        Self {
            bytes,
            text: core::str::from_utf8(bytes).ok(),
            json: Json::read(without_bom(bytes)),
        }
    }

    /// Returns the JSON, if it is an object or a list.
    pub(super) fn container(&self) -> Option<&Json<'r>> {
        self.json.as_ref().filter(|json| json.is_container())
    }
}

pub(super) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipe {
    Decompressed(Compression),
    FromBase64,
    /// Out of the JSON string that holds it.
    FromQuotedBase64,
    ToBase64,
    Unwrapped(Wrapping),
    /// Out of another language's text of it.
    FromLiteral(Literal, Style),
    /// As a JSON string.
    Quoted,
    FromUtf16(Utf16),
    ToUtf16(Utf16),
    FromCharset(Charset),
    ToCharset(Charset),
    Composed,
    Decomposed,
    WithoutBom,
    WithBom,
    WithoutLastBreak,
    WithoutLastBreaks,
    Ending(&'static str),
    AsLf,
    AsCrlf,
    /// Only of JSON, where a line break between tokens means nothing.
    Joined,
    BrokenAgain {
        line_break: &'static str,
        end: &'static str,
    },
    Json(Style),
    Form(Fields, Spelling),
}

/// Where the fields of a form come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fields {
    /// The members of the JSON.
    Json(Lists),
    /// The text, whose fields are decoded.
    Decoded,
    /// The form itself, written again.
    Encoded,
    /// The whole body is the value of this field.
    Value(&'static str),
}

impl Recipe {
    /// Makes the body, or nothing where the recipe does not apply.
    pub(super) fn make(self, source: &Source<'_>) -> Option<Vec<u8>> {
        let bytes = source.bytes;
        match self {
            Recipe::Decompressed(compression) => compression.read(bytes),
            Recipe::FromBase64 => base64::read(bytes),
            Recipe::FromQuotedBase64 => base64::read(source.json.as_ref()?.as_text()?.as_bytes()),
            Recipe::ToBase64 => Some(base64::write(bytes).into_bytes()),
            Recipe::Unwrapped(wrapping) => wrapping.read(line::trimmed(bytes)),
            Recipe::FromLiteral(literal, style) => {
                let json = literal.read(line::trimmed(bytes))?;
                write::write(&Json::read(json.as_bytes())?, style)
            }
            Recipe::Quoted => source.text.map(write::quote),
            Recipe::FromUtf16(form) => form.read(bytes).map(String::into_bytes),
            Recipe::ToUtf16(form) => {
                let text = source.text?;
                Some(form.write(text.strip_prefix('\u{feff}').unwrap_or(text)))
            }
            Recipe::FromCharset(charset) => Some(charset.read(bytes).into_bytes()),
            Recipe::ToCharset(charset) => charset.write(source.text?),
            Recipe::Composed => charset::composed(source.text?).map(String::into_bytes),
            Recipe::Decomposed => charset::decomposed(source.text?).map(String::into_bytes),
            Recipe::WithoutBom => bytes.strip_prefix(BOM).map(Vec::from),
            Recipe::WithBom => (!bytes.starts_with(BOM)).then(|| [BOM, bytes].concat()),
            Recipe::WithoutLastBreak => line::without_last(bytes).map(Vec::from),
            Recipe::WithoutLastBreaks => Some(line::trimmed(bytes).into()),
            Recipe::Ending(end) => Some([bytes, end.as_bytes()].concat()),
            Recipe::AsLf => Some(line::as_lf(bytes)),
            Recipe::AsCrlf => Some(line::as_crlf(bytes)),
            Recipe::Joined => source.json.as_ref().map(|_| line::joined(bytes)),
            Recipe::BrokenAgain { line_break, end } => {
                Some(line::broken_again(source.json.as_ref()?, line_break, end))
            }
            Recipe::Json(style) => write::write(source.json.as_ref()?, style),
            Recipe::Form(fields, spelling) => fields.write(source, spelling),
        }
    }
}

impl Fields {
    fn write(self, source: &Source<'_>, spelling: Spelling) -> Option<Vec<u8>> {
        let bytes = source.bytes;
        let form = match self {
            Fields::Json(lists) => Form::of_json(source.json.as_ref()?, lists)?,
            Fields::Decoded => Form::read_decoded(bytes)?,
            Fields::Encoded => Form::read(bytes)?,
            Fields::Value(name) => Form::of_one(name, bytes),
        };
        let keeps_plus = self == Fields::Decoded && Form::keeps_plus(bytes);
        Some(form.write(spelling, keeps_plus))
    }
}
