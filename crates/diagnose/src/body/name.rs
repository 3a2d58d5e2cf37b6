//! Names what became of a body, judged from what was signed and what was received.

use alloc::string::{String, ToString};

use super::charset::{self, BOM, Charset, Utf16};
use super::compression::Compression;
use super::form::{Form, Lists};
use super::json::Json;
use super::literal::Literal;
use super::recipe::without_bom;
use super::rewrite::{Rewrite, writer};
use super::wrapping::Wrapping;
use super::{Hints, base64, first_difference, line};
use crate::cause::Cause;

/// What happened to a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub cause: Cause,
    /// A sentence for a person. It quotes nothing of the bodies.
    pub message: String,
    /// The first byte that differs, in both bodies.
    pub offset: usize,
    /// Which kind of it, in one word: who writes JSON so (`javascript`, `python`,
    /// `php`, `go`, `dotnet`, `gson`, `indented`, `json`), a line break (`lf`,
    /// `crlf`), a charset or a normal form (`latin-1`, `windows-1252`,
    /// `utf-16le`, `utf-16be`, `nfc`, `nfd`), a compression (`gzip`, `zlib`,
    /// `deflate`), `added` or `removed`, `string`, `bytes`, `text`, `fields`, `value`, `form`, `ruby`.
    pub kind: &'static str,
}

/// Names what happened on the way from `signed` to `received`, the most
/// specific cause first. To be called only after a recomputation over `signed` matched.
pub(crate) fn name(received: &[u8], signed: &[u8], hints: &Hints<'_>) -> Named {
    let way = Way { received, signed };
    let (cause, kind, message) = way
        .bom()
        .or_else(|| way.end())
        .or_else(|| way.line_breaks())
        .or_else(|| way.compression())
        .or_else(|| way.base64())
        .or_else(|| way.wrapping())
        .or_else(|| way.literal())
        .or_else(|| way.utf16())
        .or_else(|| way.charset())
        .or_else(|| way.normal_form())
        .or_else(|| way.form())
        .or_else(|| way.json())
        .unwrap_or_else(|| way.unknown(hints));
    Named {
        cause,
        message,
        offset: first_difference(received, signed),
        kind,
    }
}

type Found = (Cause, &'static str, String);

struct Way<'w> {
    received: &'w [u8],
    signed: &'w [u8],
}

impl Way<'_> {
    fn bom(&self) -> Option<Found> {
        if self.received.strip_prefix(BOM) == Some(self.signed) {
            let message = "A byte order mark (EF BB BF) stands before the body; the sender signed it without one.";
            return Some((Cause::BodyBom, "added", message.into()));
        }
        (self.signed.strip_prefix(BOM) == Some(self.received)).then(|| {
            let message =
                "The byte order mark (EF BB BF) before the body, which the sender signed, is gone.";
            (Cause::BodyBom, "removed", message.into())
        })
    }

    /// Line breaks at the end.
    fn end(&self) -> Option<Found> {
        if let Some(end) = self.received.strip_prefix(self.signed) {
            let message = |words: &str| {
                [
                    "The body ends with ",
                    words,
                    " that the sender did not sign.",
                ]
                .concat()
            };
            return breaks(end)
                .map(|(kind, words)| (Cause::BodyNewlineAdded, kind, message(&words)));
        }
        let end = self.signed.strip_prefix(self.received)?;
        let message = |words: &str| {
            [
                "The sender signed ",
                words,
                " at the end of the body, which is gone.",
            ]
            .concat()
        };
        breaks(end).map(|(kind, words)| (Cause::BodyNewlineRemoved, kind, message(&words)))
    }

    fn line_breaks(&self) -> Option<Found> {
        if line::joined(self.received) != line::joined(self.signed) {
            return None;
        }
        let found = |kind, message: &str| Some((Cause::BodyLineEndings, kind, message.into()));
        if !line::has_break(self.received) {
            return found(
                "removed",
                "The line breaks of the body were taken out, as `curl --data @file` does; the sender signed it with them.",
            );
        }
        if !line::has_break(self.signed) {
            return found(
                "added",
                "Line breaks were put into the body; the sender signed it on one line.",
            );
        }
        match line::has_crlf(self.received) {
            true => found(
                "crlf",
                "The line breaks of the body were changed from LF to CRLF.",
            ),
            false => found(
                "lf",
                "The line breaks of the body were changed from CRLF to LF.",
            ),
        }
    }

    fn compression(&self) -> Option<Found> {
        for compression in Compression::ALL {
            let name = compression.name();
            let message = if compression.read(self.received).as_deref() == Some(self.signed) {
                [
                    "The body is still compressed (",
                    name,
                    "); the sender signed what is in it.",
                ]
            } else if compression.read(self.signed).as_deref() == Some(self.received) {
                [
                    "The body was decompressed (",
                    name,
                    "); the sender signed the compressed bytes.",
                ]
            } else {
                continue;
            };
            return Some((Cause::BodyDecompressed, name, message.concat()));
        }
        None
    }

    fn base64(&self) -> Option<Found> {
        let read = |bytes: &[u8]| {
            let text = bytes.starts_with(b"\"").then(|| Json::read(bytes));
            let text = text.flatten().and_then(|json| json.as_text());
            base64::read(text.as_deref().map_or(bytes, str::as_bytes))
        };
        let message = if read(self.received).as_deref() == Some(self.signed) {
            "The body is the base64 of what the sender signed."
        } else if read(self.signed).as_deref() == Some(self.received) {
            "The body was decoded from base64; the sender signed the base64."
        } else {
            return None;
        };
        Some((Cause::BodyBase64, "base64", message.into()))
    }

    fn wrapping(&self) -> Option<Found> {
        let received = line::trimmed(self.received);
        for wrapping in Wrapping::ALL {
            if wrapping.read(received).as_deref() == Some(self.signed) {
                let message = [
                    "The body was made a value and then text again (it looks like ",
                    wrapping.maker(),
                    "); the sender signed the text inside.",
                ];
                let kind = if wrapping == Wrapping::Text {
                    "string"
                } else {
                    "bytes"
                };
                return Some((Cause::BodyStringifiedObject, kind, message.concat()));
            }
        }
        let is_reverse = Wrapping::Text.read(self.signed).as_deref() == Some(self.received);
        is_reverse.then(|| {
            let message = "The sender signed the body as a JSON string; what was received is the text inside.";
            (Cause::BodyStringifiedObject, "text", message.into())
        })
    }

    fn literal(&self) -> Option<Found> {
        let received = line::trimmed(self.received);
        let mut literals = Literal::ALL.into_iter();
        let literal = literals.find(|literal| {
            let json = literal.read(received);
            let json = json.as_deref().and_then(|json| Json::read(json.as_bytes()));
            let signed = Json::read(without_bom(self.signed));
            json.zip(signed)
                .is_some_and(|(json, signed)| Rewrite::between(&json, &signed).is_some())
        })?;
        let message = [
            "The body was parsed, and made text again that is no JSON (it looks like ",
            literal.maker(),
            "); the sender signed the JSON.",
        ];
        let cause = Cause::BodyStringifiedObject;
        Some((cause, literal.kind(), message.concat()))
    }

    fn utf16(&self) -> Option<Found> {
        let is_form_of = |form: &Utf16, bytes: &[u8], text: &[u8]| {
            let text = core::str::from_utf8(without_bom(text));
            text.is_ok_and(|text| form.write(text) == bytes)
        };
        for form in Utf16::ALL {
            let message = if is_form_of(&form, self.received, self.signed) {
                "The body was written as UTF-16; the sender signed it as UTF-8."
            } else if is_form_of(&form, self.signed, self.received) {
                "The body was written as UTF-8; the sender signed it as UTF-16."
            } else {
                continue;
            };
            return Some((Cause::BodyReencoded, form.name(), message.into()));
        }
        None
    }

    fn charset(&self) -> Option<Found> {
        if self.received.is_ascii() && self.signed.is_ascii() {
            return None;
        }
        for (charset, kind, name) in [
            (Charset::Latin1, "latin-1", "Latin-1"),
            (Charset::Windows1252, "windows-1252", "windows-1252"),
        ] {
            let is_utf8 = core::str::from_utf8(self.signed).is_ok();
            let message = if charset.reads(self.signed, self.received) {
                match is_utf8 {
                    true => [
                        "The body's UTF-8 was read as ",
                        name,
                        " and written as UTF-8 again.",
                    ],
                    false => [
                        "The body was turned from ",
                        name,
                        ", which the sender signed, into UTF-8.",
                    ],
                }
            } else if charset.reads(self.received, self.signed) {
                [
                    "The body was written in ",
                    name,
                    "; the sender signed it as UTF-8.",
                ]
            } else {
                continue;
            };
            return Some((Cause::BodyLatin1, kind, message.concat()));
        }
        None
    }

    fn normal_form(&self) -> Option<Found> {
        let received = core::str::from_utf8(self.received).ok()?;
        let signed = core::str::from_utf8(self.signed).ok()?;
        let (kind, message) = if charset::is_composed(received, signed) {
            (
                "nfd",
                "The body's accented characters were decomposed (NFD); the sender signed them composed (NFC).",
            )
        } else if charset::is_composed(signed, received) {
            (
                "nfc",
                "The body's accented characters were composed (NFC); the sender signed them decomposed (NFD).",
            )
        } else {
            return None;
        };
        Some((Cause::BodyReencoded, kind, message.into()))
    }

    fn form(&self) -> Option<Found> {
        let form = Form::read(self.signed)?;
        let json = Json::read(without_bom(self.received)).filter(Json::is_container);
        let of_json = |lists| json.as_ref().and_then(|json| Form::of_json(json, lists));
        let is_of = |lists: &Lists| {
            of_json(*lists).is_some_and(|fields| form.is_same_in_any_order(&fields))
        };
        let (kind, message) = if form.is_value(self.received) {
            (
                "value",
                "The body is the decoded value of a form's field; the sender signed the form.",
            )
        } else if json.is_some() && Lists::ALL.iter().any(is_of) {
            (
                "fields",
                "The body is JSON that was made of a form's fields; the sender signed the form.",
            )
        } else if form.decoded_texts().any(|text| text == self.received) {
            (
                "text",
                "The body is the decoded text of a form; the sender signed the form as it was sent.",
            )
        } else if Form::read(self.received).is_some_and(|fields| form.is_same_in_any_order(&fields))
        {
            (
                "form",
                "The form was parsed and written again, with other escapes; the sender signed it as it was sent.",
            )
        } else {
            return None;
        };
        Some((Cause::BodyFormDecoded, kind, message.into()))
    }

    fn json(&self) -> Option<Found> {
        let received = Json::read(without_bom(self.received))?;
        let signed = Json::read(without_bom(self.signed))?;
        let rewrite = Rewrite::between(&received, &signed)?;
        let counts = [
            " It has ",
            &self.received.len().to_string(),
            " bytes, and had ",
            &self.signed.len().to_string(),
            ".",
        ]
        .concat();
        if rewrite.is_indented {
            let message = "The body was indented; the sender signed it without line breaks.";
            let message = [message, &counts].concat();
            return Some((Cause::BodyPrettyPrinted, "indented", message));
        }
        let (kind, writer) = writer(&received);
        let by = match writer {
            "" => String::new(),
            writer => [", as ", writer, " writes it"].concat(),
        };
        let message = [
            "The body was parsed and written again",
            &by,
            ", with ",
            &rewrite.words(),
            ".",
            &counts,
        ];
        Some((Cause::BodyReserialized, kind, message.concat()))
    }

    /// Not reached from the bodies of `variants`.
    fn unknown(&self, hints: &Hints<'_>) -> Found {
        let is_form = hints.is_form() && Form::read(self.signed).is_some();
        match is_form {
            true => (
                Cause::BodyFormDecoded,
                "form",
                "The body is not the form that the sender signed, but was made of it.".into(),
            ),
            false => (
                Cause::BodyReserialized,
                "json",
                "The body is not byte for byte what the sender signed: it was written again."
                    .into(),
            ),
        }
    }
}

/// Says in words which line breaks these are, if they are nothing else.
fn breaks(end: &[u8]) -> Option<(&'static str, String)> {
    if end.is_empty() || !line::trimmed(end).is_empty() {
        return None;
    }
    let kind = if line::has_crlf(end) { "crlf" } else { "lf" };
    let words = match end {
        b"\n" => "a line break (LF)".into(),
        b"\r\n" => "a line break (CRLF)".into(),
        _ => [&end.len().to_string(), " bytes of line breaks"].concat(),
    };
    Some((kind, words))
}
