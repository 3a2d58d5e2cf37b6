//! Secrets and what kind they are. Text becomes a key by the scheme's key forms.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::decode;
use crate::limits;
use crate::mac;
use crate::public_key;
use crate::say::say;
use crate::scheme::{Algorithm, KeyForm};

/// A secret as the user holds it. `Debug` shows no content, memory is zeroised.
pub struct Secret(Content);

/// A key and the form that made it.
pub type DerivedKey = (KeyForm, Zeroizing<Vec<u8>>);

enum Content {
    Text(Zeroizing<String>),
    Bytes(Zeroizing<Vec<u8>>),
    /// A public key, as text or bytes: no secret, and never a MAC key.
    Public(Vec<u8>),
}

impl Secret {
    /// Takes the text that the vendor shows, prefix included.
    pub fn text(text: impl Into<String>) -> Self {
        Self(Content::Text(Zeroizing::new(text.into())))
    }

    /// Takes the key itself: no key form is applied.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Content::Bytes(Zeroizing::new(bytes.into())))
    }

    /// Takes the sender's public key: PEM, base64, hexadecimal, behind `whpk_`,
    /// or DER as bytes.
    pub fn public(key: impl Into<Vec<u8>>) -> Self {
        Self(Content::Public(key.into()))
    }

    /// Returns the bytes as given. Secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
            Content::Public(bytes) => bytes,
        }
    }

    /// Says whether it was given as text, to which key forms are applied.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self.0, Content::Text(_))
    }

    /// Yields the public key, in the form that its algorithm reads.
    pub(crate) fn public_key(&self, algorithm: Algorithm) -> Result<Vec<DerivedKey>, ConfigError> {
        self.check_not_empty()?;
        let Content::Public(bytes) = &self.0 else {
            return Err(malformed(
                "this scheme verifies with the sender's public key: pass it as a key, not as a secret",
            ));
        };
        match public_key::parse(algorithm, bytes) {
            Some(key) => Ok(alloc::vec![(KeyForm::Public, Zeroizing::new(key))]),
            None => Err(malformed(&say!(
                "the key is no public key for ",
                algorithm.word(),
                ": pass PEM, base64 or hexadecimal, as the vendor shows it"
            ))),
        }
    }

    /// Yields the MAC keys that this secret can stand for, in the forms' order.
    pub(crate) fn mac_keys(&self, forms: &[KeyForm]) -> Result<Vec<DerivedKey>, ConfigError> {
        self.check_not_empty()?;
        self.check_not_public()?;
        let text = match &self.0 {
            Content::Bytes(bytes) => return Ok(alloc::vec![(KeyForm::Raw, bytes.clone())]),
            Content::Text(text) => text,
            Content::Public(_) => return Err(is_public()),
        };
        let mut keys: Vec<DerivedKey> = Vec::new();
        let mut refused = None;
        for form in forms.iter().copied() {
            match derive(form, text) {
                Derived::Key(key) => keys.push((form, key)),
                Derived::NotThisForm => {}
                Derived::Refused(error) => refused = Some(error),
            }
        }
        // A guessable key is no candidate beside a proper one, or beside another guessable one.
        let is_proper = |key: &DerivedKey| key.1.len() >= limits::SHORT_SECRET_BYTES;
        if keys.iter().any(is_proper) {
            keys.retain(is_proper);
        } else {
            keys.truncate(1);
        }
        match (keys.is_empty(), refused) {
            (false, _) => Ok(keys),
            (true, Some(error)) => Err(error),
            (true, None) => Err(malformed("the secret fits none of the scheme's key forms")),
        }
    }

    /// Returns the token's bytes.
    pub(crate) fn token(&self, algorithm: Algorithm) -> Result<&[u8], ConfigError> {
        self.check_not_empty()?;
        self.check_not_public()?;
        if algorithm == Algorithm::Basic && !self.as_bytes().contains(&b':') {
            return Err(malformed("the secret must be user:password (RFC 7617)"));
        }
        Ok(self.as_bytes())
    }

    fn check_not_empty(&self) -> Result<(), ConfigError> {
        match self.as_bytes() {
            [] => Err(ConfigError::new(
                Code::SecretEmpty,
                "the secret is empty; is its environment variable set?",
            )),
            // Read as text it would be a key that everybody knows.
            b"whsec_" => Err(ConfigError::new(
                Code::SecretEmpty,
                "nothing follows the secret's prefix whsec_",
            )),
            _ => Ok(()),
        }
    }

    /// A public key used as a MAC key would be a key that everybody knows.
    fn check_not_public(&self) -> Result<(), ConfigError> {
        if matches!(self.0, Content::Public(_)) {
            return Err(is_public());
        }
        const TEXTS: [(&[u8], &str); 7] = [
            (b"whpk_", "a Standard Webhooks public key (whpk_)"),
            (b"whsk_", "a Standard Webhooks signing key (whsk_)"),
            (b"-----BEGIN", "a PEM block"),
            (b"ssh-", "an SSH public key"),
            (b"MCowBQYDK2Vw", "an Ed25519 public key"),
            (b"MFkwEwYHKoZIzj0", "a P-256 public key"),
            (b"MIIBIjANBgkqhkiG9w0", "an RSA public key"),
        ];
        // SubjectPublicKeyInfo in DER, RFC 5280 section 4.1.2.7, by algorithm.
        const DER: [(&[u8], &str); 3] = [
            (
                &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70],
                "an Ed25519 public key",
            ),
            (
                &[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48],
                "a P-256 public key",
            ),
            (
                &[0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a],
                "an RSA public key",
            ),
        ];
        let bytes = self.as_bytes().trim_ascii_start();
        match TEXTS
            .iter()
            .chain(&DER)
            .find(|(start, _)| bytes.starts_with(start))
        {
            None => Ok(()),
            Some((_, what)) => Err(malformed(&say!(
                "the secret is ",
                what,
                "; this scheme needs the shared secret"
            ))),
        }
    }
}

enum Derived {
    Key(Zeroizing<Vec<u8>>),
    NotThisForm,
    Refused(ConfigError),
}

fn derive(form: KeyForm, text: &str) -> Derived {
    // Supabase shows `v1,whsec_…`.
    let tagged = text
        .strip_prefix("v1,")
        .filter(|rest| rest.starts_with("whsec_"));
    let key = tagged.unwrap_or(text);
    match (form, key.strip_prefix("whsec_")) {
        (KeyForm::Raw | KeyForm::Utf8 | KeyForm::Public, _) => {
            Derived::Key(Zeroizing::new(text.as_bytes().to_vec()))
        }
        (KeyForm::Whsec, None) => Derived::NotThisForm,
        (KeyForm::Whsec | KeyForm::WhsecOrBare, Some(rest)) => derive_base64(rest),
        (KeyForm::WhsecOrBare | KeyForm::Base64, _) => derive_base64(text),
        (KeyForm::Hex, _) => match decode::parse_hex(text.as_bytes()) {
            Some(key) => Derived::Key(Zeroizing::new(key)),
            None => Derived::Refused(malformed(
                "the secret is not hexadecimal; copy it whole, without quotes or spaces",
            )),
        },
        (KeyForm::Sha1, _) => Derived::Key(Zeroizing::new(mac::sha1(text.as_bytes()))),
    }
}

fn derive_base64(text: &str) -> Derived {
    match decode::parse_base64(text.as_bytes()) {
        Some(key) => Derived::Key(Zeroizing::new(key)),
        None => Derived::Refused(malformed(
            "the secret is not base64; copy it whole, without quotes or spaces",
        )),
    }
}

fn is_public() -> ConfigError {
    malformed("a public key was passed; this scheme needs the shared secret")
}

fn malformed(detail: &str) -> ConfigError {
    ConfigError::new(Code::SecretMalformed, detail)
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}
