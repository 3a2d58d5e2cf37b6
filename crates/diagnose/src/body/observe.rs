//! What a body shows by itself, without any recomputation.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::charset::{BOM, Charset, Utf16};
use super::compression::Compression;
use super::json::{Json, unescape};
use super::literal::Literal;
use super::recipe::without_bom;
use super::wrapping::Wrapping;
use super::write::Layout;
use super::{Hints, base64, line};
use crate::cause::{Cause, Certainty};

/// One thing that a body shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub cause: Cause,
    /// [`Certainty::Observed`] or [`Certainty::Likely`].
    pub certainty: Certainty,
    /// A sentence for a person. It quotes nothing of the body.
    pub message: String,
    /// Which kind of it, in one word, as [`super::name::Named`] has it.
    pub kind: &'static str,
}

/// Tells what is seen in the body and in what the request says of it: observed
/// things first, each cause once.
pub(crate) fn observe(received: &[u8], hints: &Hints<'_>) -> Vec<Seen> {
    let sight = Sight {
        received,
        text: core::str::from_utf8(received).ok(),
        json: Json::read(without_bom(received)).filter(Json::is_container),
        hints,
    };
    let looks = [
        Sight::empty,
        Sight::placeholder,
        Sight::decompressed,
        Sight::wrapped,
        Sight::base64,
        Sight::utf16,
        Sight::length,
        Sight::lossy,
        Sight::bom,
        Sight::compressed,
        Sight::cut_off,
        Sight::form,
        Sight::garbled,
        Sight::indented,
        Sight::spaced,
        Sight::sorted,
        Sight::end,
        Sight::crlf,
    ];
    let mut all: Vec<Seen> = Vec::new();
    for seen in looks.iter().filter_map(|look| look(&sight)) {
        if !all.iter().any(|one| one.cause == seen.cause) {
            all.push(seen);
        }
    }
    all.sort_by_key(|seen| core::cmp::Reverse(seen.certainty));
    all
}

struct Sight<'s> {
    received: &'s [u8],
    text: Option<&'s str>,
    /// An object or a list.
    json: Option<Json<'s>>,
    hints: &'s Hints<'s>,
}

fn seen(cause: Cause, certainty: Certainty, kind: &'static str, parts: &[&str]) -> Option<Seen> {
    Some(Seen {
        cause,
        certainty,
        message: parts.concat(),
        kind,
    })
}

use Certainty::{Likely, Observed};

impl Sight<'_> {
    /// Nothing, or what a parser gives that read nothing.
    fn empty(&self) -> Option<Seen> {
        let sent = self.hints.content_length.unwrap_or(0);
        let is_nothing = matches!(
            line::trimmed(self.received),
            b"{}" | b"null" | b"undefined" | b"\"\"" | b"[]"
        );
        let is_shorter = u64::try_from(self.received.len()).is_ok_and(|length| length < sent);
        if is_nothing && is_shorter {
            let sent = sent.to_string();
            let parts = [
                "The body is what a parser gives that read nothing; the request was sent with ",
                &sent,
                " bytes.",
            ];
            return seen(Cause::BodyEmpty, Observed, "parser", &parts);
        }
        if !self.received.is_empty() {
            return None;
        }
        if sent > 0 {
            let sent = sent.to_string();
            let parts = [
                "The body is empty here; the request was sent with ",
                &sent,
                " bytes. Something read it before.",
            ];
            return seen(Cause::BodyEmpty, Observed, "read", &parts);
        }
        let has_type = !self.hints.content_type.trim().is_empty();
        let is_told_empty = self.hints.content_length == Some(0);
        if has_type && !is_told_empty {
            let parts = [
                "The body is empty here, though the request has a content-type. Something read it before.",
            ];
            return seen(Cause::BodyEmpty, Observed, "read", &parts);
        }
        None
    }

    /// What `String` makes of objects.
    fn placeholder(&self) -> Option<Seen> {
        let placeholders = [
            "[object Object]",
            "[object ReadableStream]",
            "[object ArrayBuffer]",
            "[object Promise]",
            "[object Blob]",
            "[object FormData]",
        ];
        let text = self.text?.trim();
        let inner = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let text = inner.unwrap_or(text);
        let placeholder = placeholders
            .iter()
            .find(|placeholder| text == **placeholder)?;
        let parts = [
            "The body is the text ",
            placeholder,
            ": an object was made a string, and its content is lost.",
        ];
        seen(Cause::BodyStringifiedObject, Observed, "object", &parts)
    }

    fn decompressed(&self) -> Option<Seen> {
        let named = ["gzip", "deflate", "br", "zstd", "compress"];
        let name = named.iter().find(|name| self.hints.is_encoded_as(name))?;
        let looks_plain =
            self.text.is_some_and(|text| !text.contains('\0')) && !self.received.is_empty();
        if !looks_plain {
            return None;
        }
        let parts = [
            "The request says that its body is compressed (",
            name,
            "), and the body is plain text: it was decompressed on the way.",
        ];
        seen(Cause::BodyDecompressed, Observed, name, &parts)
    }

    fn compressed(&self) -> Option<Seen> {
        let is_zstd = self.received.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
        let gzip = [Compression::Gzip, Compression::Zlib].into_iter();
        let found = gzip
            .filter(|_| self.text.is_none())
            .find(|compression| compression.begins(self.received));
        let is_named = |name| self.hints.is_encoded_as(name) && self.text.is_none();
        let name = match found {
            Some(compression) => compression.name(),
            None if is_zstd => "zstd",
            None if is_named("br") => "br",
            None => return None,
        };
        if is_named(name) {
            let parts = [
                "The request says that its body is compressed (",
                name,
                "), and it still is; senders sign what is in it more often.",
            ];
            return seen(Cause::BodyDecompressed, Observed, name, &parts);
        }
        let parts = [
            "The body is still compressed (",
            name,
            "); senders sign what is in it more often than the compressed bytes.",
        ];
        seen(Cause::BodyDecompressed, Likely, name, &parts)
    }

    fn wrapped(&self) -> Option<Seen> {
        let received = line::trimmed(self.received);
        for wrapping in Wrapping::ALL {
            let Some(inner) = wrapping.read(received) else {
                continue;
            };
            let inner = line::trimmed(&inner);
            let is_json = Json::read(inner).is_some_and(|json| json.is_container());
            let is_bytes = wrapping == Wrapping::Buffer || wrapping == Wrapping::Literal;
            if is_json || is_bytes {
                let parts = [
                    "The body is not the text that was sent, but a value made text again: it looks like ",
                    wrapping.maker(),
                    ".",
                ];
                let kind = if wrapping == Wrapping::Text {
                    "string"
                } else {
                    "bytes"
                };
                return seen(Cause::BodyStringifiedObject, Observed, kind, &parts);
            }
        }
        let mut literals = Literal::ALL.into_iter();
        let literal = literals.find(|literal| literal.read(received).is_some())?;
        let parts = [
            "The body is no JSON, but looks like ",
            literal.maker(),
            ": it was parsed and made text again.",
        ];
        seen(
            Cause::BodyStringifiedObject,
            Observed,
            literal.kind(),
            &parts,
        )
    }

    fn base64(&self) -> Option<Seen> {
        if self.received.len() < 16 {
            return None;
        }
        let inner = base64::read(self.received)?;
        let text = core::str::from_utf8(&inner).ok();
        if Json::read(without_bom(&inner)).is_some_and(|json| json.is_container()) {
            let parts = ["The body is base64, and JSON is in it."];
            return seen(Cause::BodyBase64, Observed, "base64", &parts);
        }
        let is_form = text.is_some_and(|text| {
            text.contains('=') && text.bytes().all(|byte| byte.is_ascii_graphic())
        });
        let parts = ["The body looks like base64, and text is in it."];
        is_form
            .then(|| seen(Cause::BodyBase64, Likely, "base64", &parts))
            .flatten()
    }

    fn utf16(&self) -> Option<Seen> {
        let form = Utf16::of(self.received)?;
        form.read(self.received)?;
        seen(
            Cause::BodyReencoded,
            Observed,
            form.name(),
            &["The body is UTF-16; webhooks are sent as UTF-8."],
        )
    }

    fn length(&self) -> Option<Seen> {
        let sent = self.hints.sent_bytes()?;
        let has = self.received.len();
        let counts = [
            "The request was sent with ",
            &sent.to_string(),
            " bytes, and the body has ",
            &has.to_string(),
        ]
        .concat();
        let is_replaced = self.empty().is_some() || self.placeholder().is_some();
        if has == sent || is_replaced {
            return None;
        }
        if has < sent {
            // Latin-1 and decoded forms have fewer bytes than what was sent.
            if self.form().is_some() || self.text.is_none() && self.is_closed() {
                return None;
            }
            let is_whole = self.json.is_some();
            if is_whole {
                let parts = [
                    &counts,
                    ". It is whole JSON: it was written again, shorter, or white space at its end is gone.",
                ];
                return seen(Cause::BodyReserialized, Likely, "length", &parts);
            }
            return seen(
                Cause::BodyTruncated,
                Observed,
                "length",
                &[&counts, ": the rest is missing."],
            );
        }
        let more = has - sent;
        let breaks = has - line::trimmed(self.received).len();
        if breaks >= more && more <= 2 {
            return seen(
                Cause::BodyNewlineAdded,
                Observed,
                "length",
                &[&counts, ": the line break at its end was added."],
            );
        }
        if self.received.starts_with(BOM) && more == BOM.len() {
            return seen(
                Cause::BodyBom,
                Observed,
                "length",
                &[&counts, ": the byte order mark before it was added."],
            );
        }
        let cause = match self.layout() {
            Some(Layout::Indented { .. }) => Cause::BodyPrettyPrinted,
            Some(Layout::Compact | Layout::Spaced) | None => Cause::BodyReserialized,
        };
        seen(
            cause,
            Likely,
            "length",
            &[&counts, ": it was changed on the way."],
        )
    }

    /// JSON that breaks off.
    fn cut_off(&self) -> Option<Seen> {
        let first = without_bom(self.received).first()?;
        let is_begun = matches!(first, b'{' | b'[') && self.hints.is_json();
        let is_open = is_begun && Json::is_incomplete(without_bom(self.received));
        let parts = ["The body is JSON that breaks off before its end."];
        is_open
            .then(|| seen(Cause::BodyTruncated, Likely, "json", &parts))
            .flatten()
    }

    fn lossy(&self) -> Option<Seen> {
        let has_mark = self.text?.contains('\u{fffd}');
        let parts = [
            "The body has the character U+FFFD in it: bytes that are not UTF-8 were replaced when it was made text, and are lost.",
        ];
        has_mark
            .then(|| seen(Cause::BodyLatin1, Observed, "lossy", &parts))
            .flatten()
    }

    fn garbled(&self) -> Option<Seen> {
        let Some(text) = self.text else {
            let is_text = Utf16::of(self.received).is_none()
                && self
                    .received
                    .iter()
                    .all(|byte| !matches!(byte, 0..9 | 14..32));
            let parts = [
                "The body is text that is not UTF-8: it was written in Latin-1 or a charset like it.",
            ];
            return is_text
                .then(|| seen(Cause::BodyLatin1, Likely, "latin-1", &parts))
                .flatten();
        };
        let is_read_wrongly = |charset: Charset| {
            let bytes = charset.write(text);
            !text.is_ascii() && bytes.is_some_and(|bytes| core::str::from_utf8(&bytes).is_ok())
        };
        let parts = [
            "The body's accented characters look like UTF-8 that was read as Latin-1 and written as UTF-8 again.",
        ];
        if is_read_wrongly(Charset::Latin1) {
            return seen(Cause::BodyLatin1, Likely, "latin-1", &parts);
        }
        let parts = [
            "The body's special characters look like UTF-8 that was read as windows-1252 and written as UTF-8 again.",
        ];
        is_read_wrongly(Charset::Windows1252)
            .then(|| seen(Cause::BodyLatin1, Likely, "windows-1252", &parts))
            .flatten()
    }

    fn bom(&self) -> Option<Seen> {
        let parts =
            ["A byte order mark (EF BB BF) stands before the body; senders seldom sign one."];
        self.received
            .starts_with(BOM)
            .then(|| seen(Cause::BodyBom, Likely, "added", &parts))
            .flatten()
    }

    /// JSON or plain text where a form was sent.
    fn form(&self) -> Option<Seen> {
        if !self.hints.is_form() || self.received.is_empty() {
            return None;
        }
        if self.json.is_some() {
            let parts = [
                "The request says that its body is a form, and the body is JSON: it was made of the form's fields.",
            ];
            return seen(Cause::BodyFormDecoded, Observed, "fields", &parts);
        }
        let is_decoded =
            self.received.iter().any(|byte| !byte.is_ascii_graphic()) && self.text.is_some();
        let parts = [
            "The body is a form whose fields were decoded; a form as it is sent has neither spaces nor accented characters.",
        ];
        (is_decoded
            && !line::trimmed(self.received)
                .iter()
                .all(u8::is_ascii_graphic))
        .then(|| seen(Cause::BodyFormDecoded, Likely, "text", &parts))
        .flatten()
    }

    fn indented(&self) -> Option<Seen> {
        let is_indented = matches!(self.layout(), Some(Layout::Indented { .. }));
        let parts = ["The body is indented JSON; most senders sign it without line breaks."];
        is_indented
            .then(|| seen(Cause::BodyPrettyPrinted, Likely, "indented", &parts))
            .flatten()
    }

    fn spaced(&self) -> Option<Seen> {
        let is_spaced = self.layout() == Some(Layout::Spaced);
        let parts = [
            "The body has a space after each comma and colon, as Python's json.dumps writes it: it may have been parsed and written again.",
        ];
        is_spaced
            .then(|| seen(Cause::BodyReserialized, Likely, "python", &parts))
            .flatten()
    }

    /// Keys in the order of the alphabet, of an object with some.
    fn sorted(&self) -> Option<Seen> {
        let json = self.json.as_ref()?;
        let members = json.members(0).filter(|members| members.len() >= 4)?;
        let keys: Option<Vec<String>> = members
            .iter()
            .map(|(key, _)| unescape(json.spelling(*key)))
            .collect();
        let parts = [
            "The keys of the body are in the order of the alphabet, as Go writes a map: it may have been parsed and written again.",
        ];
        keys.is_some_and(|keys| keys.is_sorted())
            .then(|| seen(Cause::BodyReserialized, Likely, "sorted", &parts))
            .flatten()
    }

    fn end(&self) -> Option<Seen> {
        let is_json = self.json.is_some();
        let is_one_line = is_json && !line::has_break(line::trimmed(self.received));
        let parts = [
            "A line break stands at the end of the body, which an editor or `echo` may have put there.",
        ];
        (is_one_line && line::has_break(self.received))
            .then(|| seen(Cause::BodyNewlineAdded, Likely, "lf", &parts))
            .flatten()
    }

    fn crlf(&self) -> Option<Seen> {
        let parts = [
            "The body's lines end with CRLF, as an editor on Windows or a mail program writes them.",
        ];
        (self.text.is_some() && line::has_crlf(line::trimmed(self.received)))
            .then(|| seen(Cause::BodyLineEndings, Likely, "crlf", &parts))
            .flatten()
    }

    /// Says whether the text ends with the bracket that it begins with.
    fn is_closed(&self) -> bool {
        let text = line::trimmed(self.received);
        let ends = text.first().zip(text.last());
        matches!(ends, Some((b'{', b'}') | (b'[', b']')))
    }

    fn layout(&self) -> Option<Layout> {
        self.json.as_ref().and_then(Layout::of)
    }
}
