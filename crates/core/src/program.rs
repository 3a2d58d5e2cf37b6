//! A scheme with its options and keys, checked once and ready to run.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::define::{CUSTOM, define};
use crate::limits;
use crate::mac::Keyed;
use crate::options::Options;
use crate::public_key;
use crate::say::{decimal, join, quote, say};
use crate::scheme::{Algorithm, Facts, KeyForm, Kind, Place, Scheme};
use crate::schemes;
use crate::secret::Secret;
use crate::wire::Reader;

mod frame;

/// A compiled verifier. Holds keys: zeroised when dropped.
#[derive(Clone)]
pub struct Program<'a> {
    scheme: Scheme<'a>,
    facts: Facts,
    keys: Vec<Key<'a>>,
    hashed_bytes: usize,
}

/// One key: the secret it came from and the form that made it. No `Debug`: it holds the bytes.
#[derive(Clone)]
pub struct Key<'a> {
    secret: u8,
    form: KeyForm,
    bytes: Bytes<'a>,
    keyed: Option<Keyed>,
}

#[derive(Clone)]
enum Bytes<'a> {
    Owned(Zeroizing<Vec<u8>>),
    /// Within a frame of the host's, which wipes it.
    Borrowed(&'a [u8]),
}

impl<'a> Program<'a> {
    /// Checks a scheme's id, options and secrets and makes a program of them.
    ///
    /// Secrets are tried in the given order; list the current one first.
    ///
    /// # Errors
    /// `scheme_unknown`, `scheme_invalid`, `secret_empty`, `secret_malformed`,
    /// `algorithm_unavailable`; `key_invalid` for more keys than [`limits::MACS`].
    pub fn compile(
        id: &str,
        options: &Options<'a>,
        secrets: &[Secret],
    ) -> Result<Self, ConfigError> {
        let scheme = schemes::find(id).ok_or_else(|| unknown(id))?;
        Self::with(scheme, options, secrets)
    }

    /// Does the same for a scheme of the user's own, from pairs of field and
    /// value. See [`crate::define::FIELDS`].
    ///
    /// # Errors
    /// As [`Program::compile`]; `scheme_invalid` with the field's path.
    pub fn compile_own(
        fields: impl Iterator<Item = (&'a str, &'a str)>,
        options: &Options<'a>,
        secrets: &[Secret],
    ) -> Result<Self, ConfigError> {
        Self::with(define(CUSTOM, fields)?, options, secrets)
    }

    fn with(
        scheme: Scheme<'a>,
        options: &Options<'a>,
        secrets: &[Secret],
    ) -> Result<Self, ConfigError> {
        let scheme = options.apply(scheme)?;
        if !public_key::is_available(scheme.algorithm) {
            return Err(ConfigError::new(
                Code::AlgorithmUnavailable,
                say!(
                    scheme.id,
                    " signs with ",
                    scheme.algorithm.word(),
                    ", which this build lacks"
                ),
            ));
        }
        let keys = derive_keys(&scheme, secrets)?;
        let facts = Facts::of(&scheme);
        Ok(Self {
            scheme,
            facts,
            keys,
            hashed_bytes: limits::HASHED_BYTES,
        })
    }
}

impl<'a> Program<'a> {
    /// Returns the scheme with the options laid over it.
    #[must_use]
    pub fn scheme(&self) -> &Scheme<'a> {
        &self.scheme
    }

    /// Returns what was derived from the scheme.
    pub(crate) fn facts(&self) -> Facts {
        self.facts
    }

    /// Returns the URL as registered, if it was given.
    #[must_use]
    pub fn url(&self) -> Option<&'a str> {
        self.scheme.url
    }

    /// Returns the pointers of id, type and version, as far as they stand in the body.
    #[must_use]
    pub fn pointers(&self) -> Vec<&str> {
        self.scheme
            .labels()
            .filter_map(|place| match place {
                Place::Pointer(path) => Some(*path),
                Place::Header(_) | Place::Query(_) | Place::Form(_) => None,
            })
            .collect()
    }

    /// Lists the secrets, by position, whose key has fewer than
    /// [`limits::SHORT_SECRET_BYTES`] bytes. Vendors do issue such; a guessable
    /// one makes every signature forgeable.
    #[must_use]
    pub fn short_secrets(&self) -> Vec<usize> {
        let mut short: Vec<usize> = self
            .keys
            .iter()
            .filter(|key| key.as_bytes().len() < limits::SHORT_SECRET_BYTES)
            .map(Key::secret)
            .collect();
        short.dedup();
        short
    }

    /// Returns the keys, in the order of secrets and forms.
    #[must_use]
    pub fn keys(&self) -> &[Key<'a>] {
        &self.keys
    }

    /// Sets how many bytes are hashed for one request over all keys, instead of
    /// [`limits::HASHED_BYTES`]: for a host that takes larger bodies while secrets rotate.
    /// Not written with the program.
    #[must_use]
    pub fn with_hashed_bytes(mut self, bytes: usize) -> Self {
        self.hashed_bytes = bytes;
        self
    }

    /// Returns how many bytes are hashed for one request over all keys.
    pub(crate) fn hashed_bytes(&self) -> usize {
        self.hashed_bytes
    }

    /// Writes the program for a host that keeps it between calls. The bytes hold the keys.
    #[must_use]
    pub fn write(&self) -> Zeroizing<Vec<u8>> {
        frame::write(self)
    }

    /// Reads what [`Program::write`] wrote; nothing for anything else.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        frame::parse(bytes)
    }

    /// Reads as much of it as [`prove`](crate::prove()) needs: the scheme's own
    /// id, and the places of id, type and version are left out.
    #[must_use]
    pub fn parse_to_prove(bytes: &'a [u8]) -> Option<Self> {
        frame::parse_to_prove(&mut Reader::new(bytes))
    }
}

/// A program that holds all it needs: for hosts whose configuration does not outlive it.
#[derive(Clone)]
pub struct Compiled(Zeroizing<Vec<u8>>);

impl Program<'_> {
    /// Takes hold of everything.
    #[must_use]
    pub fn keep(&self) -> Compiled {
        Compiled(self.write())
    }
}

impl Compiled {
    /// Returns the program.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the bytes were written by `keep`, and a test reads what it writes for every scheme"
    )]
    pub fn program(&self) -> Program<'_> {
        Program::parse(&self.0).expect("a program that was written can be read")
    }
}

impl core::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.program().fmt(f)
    }
}

impl Key<'_> {
    /// Returns the position of the secret that it came from.
    #[must_use]
    pub fn secret(&self) -> usize {
        usize::from(self.secret)
    }

    /// Returns how the secret's text was read.
    #[must_use]
    pub fn form(&self) -> KeyForm {
        self.form
    }

    /// Returns the key itself, for a host that computes MACs. Secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Owned(bytes) => bytes,
            Bytes::Borrowed(bytes) => bytes,
        }
    }

    /// Returns the HMAC that has taken the key in: not of a program read from its bytes.
    pub(crate) fn keyed(&self) -> Option<&Keyed> {
        self.keyed.as_ref()
    }
}

impl core::fmt::Debug for Program<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Program")
            .field("scheme", &self.scheme.id)
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

fn derive_keys(scheme: &Scheme<'_>, secrets: &[Secret]) -> Result<Vec<Key<'static>>, ConfigError> {
    let kind = scheme.algorithm.kind();
    match (kind, secrets) {
        (Kind::Nothing, []) => return Ok(Vec::new()),
        (Kind::Nothing, _) => {
            return Err(ConfigError::new(
                Code::SchemeInvalid,
                say!(scheme.id, " checks nothing, so it takes no secret"),
            ));
        }
        (Kind::Shared, []) => {
            return Err(ConfigError::new(
                Code::SecretEmpty,
                say!(scheme.id, " needs a secret"),
            ));
        }
        (Kind::Public, []) => {
            return Err(ConfigError::new(
                Code::SecretEmpty,
                say!(scheme.id, " needs the sender's public key"),
            ));
        }
        (Kind::Shared | Kind::Public, _) => {}
    }
    let limit = match kind {
        Kind::Public => limits::PUBLIC_KEY_CHECKS,
        Kind::Shared | Kind::Nothing => limits::MACS,
    };
    let mut keys: Vec<Key<'static>> = Vec::new();
    for (position, secret) in (0u8..).zip(secrets) {
        let derived = match scheme.algorithm {
            Algorithm::Token | Algorithm::Basic => secret
                .token(scheme.algorithm)
                .map(|token| alloc::vec![(KeyForm::Utf8, Zeroizing::new(token.to_vec()))]),
            Algorithm::Ed25519 | Algorithm::EcdsaP256 | Algorithm::RsaSha256 => {
                secret.public_key(scheme.algorithm)
            }
            Algorithm::HmacSha256
            | Algorithm::HmacSha1
            | Algorithm::HmacSha512
            | Algorithm::Sha256
            | Algorithm::None => secret.mac_keys(&scheme.key),
        };
        let derived = derived.map_err(|error| at_position(&error, position, secrets.len()))?;
        keys.extend(derived.into_iter().map(|(form, bytes)| Key {
            secret: position,
            form,
            keyed: Keyed::new(scheme.algorithm, &bytes),
            bytes: Bytes::Owned(bytes),
        }));
        if keys.len() > limit {
            return Err(ConfigError::new(
                Code::KeyInvalid,
                say!(
                    decimal(secrets.len()),
                    " secrets make more than ",
                    decimal(limit),
                    " keys with the key forms of ",
                    scheme.id,
                    "; remove old ones"
                ),
            ));
        }
    }
    Ok(keys)
}

fn at_position(error: &ConfigError, position: u8, of: usize) -> ConfigError {
    if of == 1 {
        return error.clone();
    }
    ConfigError::new(
        error.code(),
        say!(
            "secret ",
            decimal(i64::from(position) + 1),
            " of ",
            decimal(of),
            ": ",
            error.detail()
        ),
    )
}

fn unknown(id: &str) -> ConfigError {
    let close: Vec<&str> = schemes::ids().filter(|known| is_close(id, known)).collect();
    let hint = if close.is_empty() {
        "docs/schemes.md lists all".into()
    } else {
        say!("did you mean ", join(&close, " or "), "?")
    };
    ConfigError::new(
        Code::SchemeUnknown,
        say!("no scheme is called ", quote(id), "; ", hint),
    )
}

/// The same letters without case and hyphens, one within the other, or alike at the beginning.
fn is_close(wrong: &str, known: &str) -> bool {
    let letters = |text: &str| -> Vec<u8> {
        text.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect()
    };
    let (wrong, known) = (letters(wrong), letters(known));
    let common = wrong.iter().zip(&known).take_while(|(a, b)| a == b).count();
    wrong.len() >= 3
        && (common >= 4
            || known.windows(wrong.len()).any(|part| part == wrong)
            || known.len() >= 4 && wrong.windows(known.len()).any(|part| part == known))
}
