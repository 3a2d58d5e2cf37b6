//! The words for the grammar's closed sets, one list each: definitions, options,
//! pages and programs are all read and written by these.

use crate::scheme::{Algorithm, Encoding, KeyForm, Open, Part, Place, Unit};

macro_rules! words {
    ($(#[doc = $doc:literal] $set:ident { $($variant:ident = $word:literal,)+ })+) => { $(
        impl $set {
            #[doc = $doc]
            pub const ALL: &'static [$set] = &[$($set::$variant,)+];

            /// Returns the word, as users write it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($set::$variant => $word,)+ }
            }

            /// Finds a variant by its word.
            #[must_use]
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }

            /// Returns the position in `ALL`, for programs.
            #[allow(dead_code, reason = "not every set travels")]
            pub(crate) fn tag(self) -> u8 {
                (0_u8..)
                    .zip(Self::ALL)
                    .find_map(|(tag, known)| (*known == self).then_some(tag))
                    .unwrap_or(u8::MAX)
            }

            /// Finds a variant by its position.
            #[allow(dead_code, reason = "not every set travels")]
            pub(crate) fn from_tag(tag: u8) -> Option<Self> {
                Self::ALL.get(usize::from(tag)).copied()
            }
        }
    )+ };
}

words! {
    /// Every algorithm.
    Algorithm {
        HmacSha256 = "hmac-sha256",
        HmacSha1 = "hmac-sha1",
        HmacSha512 = "hmac-sha512",
        Ed25519 = "ed25519",
        EcdsaP256 = "ecdsa-p256",
        RsaSha256 = "rsa-sha256",
        Sha256 = "sha256",
        Token = "token",
        Basic = "basic",
        None = "none",
    }
    /// Every encoding.
    Encoding { Hex = "hex", Base64 = "base64", Base64Url = "base64url", }
    /// Every unit.
    Unit { Seconds = "seconds", Millis = "milliseconds", Rfc3339 = "rfc3339", Rfc3339Utc = "rfc3339-utc", Unix = "unix", }
    /// Every key form.
    KeyForm {
        Raw = "raw",
        Utf8 = "utf8",
        Whsec = "whsec",
        WhsecOrBare = "whsec-or-bare",
        Hex = "hex",
        Base64 = "base64",
        Sha1 = "sha1",
        Public = "public",
    }
    /// Everything that a vendor may leave open.
    Open { Header = "header", Query = "query", Prefix = "prefix", Encoding = "encoding", Pointers = "pointers", }
}

impl KeyForm {
    /// Returns the name that `matched.form` shows: how the text was read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyForm::WhsecOrBare => "whsec",
            KeyForm::Raw
            | KeyForm::Utf8
            | KeyForm::Whsec
            | KeyForm::Hex
            | KeyForm::Base64
            | KeyForm::Sha1
            | KeyForm::Public => self.word(),
        }
    }
}

impl Part<'_> {
    /// Names a part, for a person.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Part::Literal(_) => "a literal",
            Part::Timestamp => "{timestamp}",
            Part::Body => "{body}",
            Part::Method => "{method}",
            Part::Url { .. } => "{url}",
            Part::Path => "{path}",
            Part::Value { place, .. } => match place {
                Place::Header(_) => "a header",
                Place::Query(_) => "a query parameter",
                Place::Form(_) => "a form field",
                Place::Pointer(_) => "a value of the body",
            },
            Part::SortedForm { .. } => "{form}",
            Part::SignedHeaders(_) => "{headers:…}",
            Part::Secret => "{secret}",
            Part::OptionalStart | Part::OptionalEnd => "a bracket",
        }
    }
}
