//! A scheme with its options and keys, checked once and ready to run.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::limits;
use crate::options::Options;
use crate::scheme::{Algorithm, Field, KeyForm, Scheme};
use crate::schemes;
use crate::secret::Secret;
use crate::wire::{self, Reader};

/// The version of [`Program::write`]'s bytes. They never outlive a process, so
/// another version is an error and not a migration.
const FORMAT: u8 = 1;

/// A compiled verifier. Holds keys: zeroised when dropped.
#[derive(Clone)]
pub struct Program {
    index: u32,
    options: Options,
    scheme: Cow<'static, Scheme>,
    keys: Vec<Key>,
}

/// One key: the secret it came from and the form that made it. No `Debug`: it holds the bytes.
#[derive(Clone)]
pub struct Key {
    pub(crate) secret: u8,
    pub(crate) form: KeyForm,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

impl Program {
    /// Checks a scheme's id, options and secrets and makes a program of them.
    ///
    /// Secrets are tried in the given order; list the current one first.
    ///
    /// # Errors
    /// `scheme_unknown`, `scheme_invalid`, `secret_empty`, `secret_malformed`;
    /// `key_invalid` for more keys than [`limits::MACS`].
    pub fn compile(id: &str, options: &Options, secrets: &[Secret]) -> Result<Self, ConfigError> {
        let (index, row) = (0u32..)
            .zip(schemes::ALL.iter().copied())
            .find(|(_, row)| row.id == id)
            .ok_or_else(|| unknown(id))?;
        let scheme = options.apply(row)?;
        let keys = derive_keys(&scheme, secrets)?;
        Ok(Self {
            index,
            options: options.clone(),
            scheme,
            keys,
        })
    }

    /// Returns the row with the options laid over it.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Returns the pointers of id, type and version, as far as they stand in the body.
    #[must_use]
    pub fn pointers(&self) -> Vec<&str> {
        self.scheme
            .labels()
            .filter_map(|field| match field {
                Field::Pointer(path) => Some(path.as_ref()),
                Field::Header(_) => None,
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
            .filter(|key| key.bytes.len() < limits::SHORT_SECRET_BYTES)
            .map(|key| usize::from(key.secret))
            .collect();
        short.dedup();
        short
    }

    /// Returns the keys, in the order of secrets and forms.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Writes the program for a host that keeps it between calls. The bytes hold the keys.
    #[must_use]
    pub fn write(&self) -> Zeroizing<Vec<u8>> {
        // Growing would leave copies of keys behind.
        let keys: usize = self.keys.iter().map(|key| key.bytes.len() + 6).sum();
        let mut out = Zeroizing::new(Vec::with_capacity(64 + self.options.text_bytes() + keys));
        wire::write_u8(&mut out, FORMAT);
        wire::write_u32(&mut out, self.index);
        self.options.write(&mut out);
        wire::write_u8(&mut out, u8::try_from(self.keys.len()).unwrap_or(u8::MAX));
        for key in &self.keys {
            wire::write_u8(&mut out, key.secret);
            wire::write_u8(&mut out, form_tag(key.form));
            wire::write_bytes(&mut out, &key.bytes);
        }
        out
    }

    /// Reads what [`Program::write`] wrote; nothing for anything else.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != FORMAT {
            return None;
        }
        let index = reader.u32()?;
        let row = schemes::ALL.get(usize::try_from(index).ok()?).copied()?;
        let options = Options::parse(&mut reader)?;
        let scheme = options.apply(row).ok()?;
        let count = usize::from(reader.u8()?);
        if count > limits::MACS {
            return None;
        }
        let mut keys = Vec::with_capacity(count);
        for _ in 0..count {
            keys.push(Key {
                secret: reader.u8()?,
                form: parse_form(reader.u8()?)?,
                bytes: Zeroizing::new(reader.bytes()?.to_vec()),
            });
        }
        reader.rest().is_empty().then_some(Self {
            index,
            options,
            scheme,
            keys,
        })
    }
}

impl Key {
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
        &self.bytes
    }
}

impl core::fmt::Debug for Program {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Program")
            .field("scheme", &self.scheme.id)
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

fn derive_keys(scheme: &Scheme, secrets: &[Secret]) -> Result<Vec<Key>, ConfigError> {
    if secrets.is_empty() {
        return Err(ConfigError::new(
            Code::SecretEmpty,
            format!("{} needs a secret", scheme.id),
        ));
    }
    let mut keys: Vec<Key> = Vec::new();
    for (position, secret) in (0u8..).zip(secrets) {
        let derived = match scheme.algorithm {
            Algorithm::HmacSha256 => secret.mac_keys(&scheme.key),
            Algorithm::Token => secret
                .token()
                .map(|token| alloc::vec![(KeyForm::Utf8, Zeroizing::new(token.to_vec()))]),
        };
        let derived = derived.map_err(|error| at_position(&error, position, secrets.len()))?;
        for (form, bytes) in derived {
            keys.push(Key {
                secret: position,
                form,
                bytes,
            });
        }
        if keys.len() > limits::MACS {
            return Err(ConfigError::new(
                Code::KeyInvalid,
                format!(
                    "{} secrets make more than {} keys with the key forms of {}; remove old ones",
                    secrets.len(),
                    limits::MACS,
                    scheme.id
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
        format!(
            "secret {} of {of}: {}",
            u16::from(position) + 1,
            error.detail()
        ),
    )
}

fn unknown(id: &str) -> ConfigError {
    let known: Vec<&str> = schemes::ALL.iter().map(|row| row.id.as_ref()).collect();
    let id: alloc::string::String = id.chars().take(64).collect();
    ConfigError::new(
        Code::SchemeUnknown,
        format!("no scheme is called {id:?}; known are {}", known.join(", ")),
    )
}

fn form_tag(form: KeyForm) -> u8 {
    match form {
        KeyForm::Raw => 0,
        KeyForm::Utf8 => 1,
        KeyForm::Whsec => 2,
        KeyForm::WhsecOrBare => 3,
    }
}

fn parse_form(tag: u8) -> Option<KeyForm> {
    match tag {
        0 => Some(KeyForm::Raw),
        1 => Some(KeyForm::Utf8),
        2 => Some(KeyForm::Whsec),
        3 => Some(KeyForm::WhsecOrBare),
        _ => None,
    }
}
