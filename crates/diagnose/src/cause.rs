//! The causes that a mismatch can have, and how sure one can be of each.

use core::fmt;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It fits, and nothing speaks against it.
    Likely,
    /// It stands in the request or in the configuration itself.
    Observed,
    /// A recomputation with a secret that was given made the request's own signature.
    Proved,
}

impl Certainty {
    /// Every certainty, the highest first.
    pub const ALL: &'static [Certainty] =
        &[Certainty::Proved, Certainty::Observed, Certainty::Likely];

    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Certainty::Likely => "likely",
            Certainty::Observed => "observed",
            Certainty::Proved => "proved",
        }
    }
}

macro_rules! causes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $highest:ident, $how:literal;)+) => {
        /// Names what happened between the sender's signature and the check.
        ///
        /// Told from the receiver's side: what was *received* is the body, header
        /// or URL that was handed to the check; what was *signed* is the sender's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Cause { $($(#[doc = $doc])+ $variant,)+ }

        impl Cause {
            /// Every cause, in the order of the documentation.
            pub const ALL: &'static [Cause] = &[$(Cause::$variant,)+];

            /// Returns the code as it appears in every API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Cause::$variant => $text,)+ }
            }

            /// Returns how sure one can be of it at best.
            #[must_use]
            pub const fn highest(self) -> Certainty {
                match self { $(Cause::$variant => Certainty::$highest,)+ }
            }

            /// Returns the sentence that says what it is.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Cause::$variant => concat!($($doc, "\n",)+),)+ }
            }

            /// Returns how it is found.
            #[must_use]
            pub const fn how(self) -> &'static str {
                match self { $(Cause::$variant => $how,)+ }
            }

            /// Finds a cause by its code.
            #[must_use]
            pub fn find(code: &str) -> Option<Cause> {
                Cause::ALL.iter().copied().find(|cause| cause.as_str() == code)
            }
        }
    };
}

causes! {
    /// The body was parsed and written again, with other spacing, escapes or order of keys.
    BodyReserialized = "body_reserialized", Proved, "The JSON is written again as JavaScript, Python, PHP, Go and Rails write it, token by token.";
    /// The body was indented for reading; the sender signed it compact.
    BodyPrettyPrinted = "body_pretty_printed", Proved, "As above, from an indented body.";
    /// A line break stands behind the body that the sender did not sign.
    BodyNewlineAdded = "body_newline_added", Proved, "The line breaks at the end are taken away.";
    /// The line break at the end of the body, which the sender signed, is gone.
    BodyNewlineRemoved = "body_newline_removed", Proved, "LF or CRLF is put behind the body.";
    /// The body's line breaks were changed between LF and CRLF, or all removed.
    BodyLineEndings = "body_line_endings", Proved, "LF is written as CRLF and the reverse; a body on one line is indented again.";
    /// A byte order mark was put before the body, or taken away.
    BodyBom = "body_bom", Proved, "The three bytes EF BB BF are taken away or put in front.";
    /// The body is empty here, though the request says that it had one.
    BodyEmpty = "body_empty", Observed, "The body has no byte, and content-length or content-type says otherwise.";
    /// The body is a JSON text that was made into a string once more, or `[object Object]`.
    BodyStringifiedObject = "body_stringified_object", Proved, "The string's content is checked. `[object Object]` holds nothing to check: observed.";
    /// The body's text was read as Latin-1 or windows-1252 and written as UTF-8, or the reverse.
    BodyLatin1 = "body_latin1", Proved, "UTF-8 read as Latin-1 or windows-1252 is turned back, and the reverse. Where characters were lost (U+FFFD): observed.";
    /// The body's text was written as UTF-16 or in another Unicode normal form.
    BodyReencoded = "body_reencoded", Proved, "UTF-16 is written as UTF-8; the text is composed (NFC) and decomposed (NFD).";
    /// The body is what a form parser made of the form that was signed.
    BodyFormDecoded = "body_form_decoded", Proved, "The fields are written as a form again, with `+` and with `%20`.";
    /// The body was decompressed, or is still compressed, and the other one was signed.
    BodyDecompressed = "body_decompressed", Proved, "A body in gzip, zlib or raw deflate is decompressed. The reverse cannot be recomputed: observed.";
    /// The body is the base64 of what was signed.
    BodyBase64 = "body_base64", Proved, "It is decoded.";
    /// The body is shorter than the request says.
    BodyTruncated = "body_truncated", Observed, "Its length is compared with content-length.";
    /// White space or an invisible character stands at an end of the secret.
    SecretWhitespace = "secret_whitespace", Proved, "It is taken away, spelled-out `\\n` too.";
    /// Quotes stand round the secret, or JSON does.
    SecretQuoted = "secret_quoted", Proved, "They are taken away.";
    /// The secret is right, and was read in another form than the sender reads it in.
    SecretKeyForm = "secret_key_form", Proved, "Its text, and what it says as base64, base64url and hexadecimal, are tried as keys.";
    /// Something stands before the secret that does not belong to it, or its own prefix is missing.
    SecretPrefix = "secret_prefix", Proved, "`NAME=`, `Bearer ` and known prefixes are taken away, `whsec_` is put in front.";
    /// What was given is not a signing secret at all.
    SecretWrongKind = "secret_wrong_kind", Observed, "By its beginning: an API key, a URL, a public key, JSON.";
    /// Another secret than the configured one made the signature.
    SecretOther = "secret_other", Proved, "The other secrets at hand are tried. One that is not at hand cannot be proved: likely.";
    /// The request is signed in another scheme.
    SchemeOther = "scheme_other", Proved, "The schemes whose headers are there are tried with the same secret.";
    /// The bytes under the signature are put together in another way.
    MessageOther = "message_other", Proved, "The templates that are in use are tried: body, time and body, id, time and body …";
    /// Another hash was used.
    AlgorithmOther = "algorithm_other", Proved, "HMAC with SHA-1, SHA-256 and SHA-512, and SHA-256 over secret and body, are tried.";
    /// The signature is right and written in another way: other encoding, case, label, or cut short.
    SignatureEncoding = "signature_encoding", Proved, "What was recomputed is compared with the signature in every spelling, ten bytes of it at least.";
    /// The timestamp has another unit than the scheme's.
    TimestampUnit = "timestamp_unit", Proved, "It is signed as it stands; its digits say the unit.";
    /// The signature is right and its timestamp is outside the window.
    TimestampSkew = "timestamp_skew", Proved, "The signature holds over the timestamp as it stands.";
    /// The id beside the signature is not the one that was signed.
    IdOther = "id_other", Proved, "The other ids of the request, in headers and body, are tried.";
    /// The URL that was called is not the one that was signed.
    UrlOther = "url_other", Proved, "Protocol, host, port, path and query are tried as the request's own headers name them.";
    /// A header that the signature needs arrived under another name.
    HeaderRenamed = "header_renamed", Proved, "Headers whose names differ by `HTTP_`, underscores or a prefix are read in its place.";
    /// A header's values were joined, folded or wrapped on the way.
    HeaderJoined = "header_joined", Proved, "The parts are tried one by one.";
    /// A header that the signature needs was dropped on the way.
    HeaderDropped = "header_dropped", Observed, "Other headers of the scheme are there.";
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
