//! What a user may set on a scheme: what its vendor leaves open, and policy.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::pointer::Pointer;
use crate::scheme::{Algorithm, Encoding, Field, Open, Scheme, Source, Syntax, Text};
use crate::time::Tolerance;
use crate::wire::{self, Reader};

/// Settings for one use of a scheme. Unset means: as the row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The header that carries the signature or token.
    pub header: Option<String>,
    /// The query parameter that carries the token.
    pub query: Option<String>,
    /// The text before the token in its header, such as `Bearer `.
    pub prefix: Option<String>,
    /// How the tag is written.
    pub encoding: Option<Encoding>,
    /// RFC 6901 pointer to the event's id.
    pub id: Option<String>,
    /// RFC 6901 pointer to the event's type.
    pub event_type: Option<String>,
    /// RFC 6901 pointer to the schema version.
    pub version: Option<String>,
    /// How far the signed timestamp may lie from now.
    pub tolerance: Option<Tolerance>,
}

impl Options {
    /// Lays the options over a row.
    ///
    /// # Errors
    /// `scheme_invalid` for an option that the row does not leave open or that cannot work.
    pub(crate) fn apply(&self, row: &'static Scheme) -> Result<Cow<'static, Scheme>, ConfigError> {
        if *self == Self::default() && row.algorithm != Algorithm::Token {
            return Ok(Cow::Borrowed(row));
        }
        self.check_open(row)?;
        let mut scheme = row.clone();
        self.apply_place(&mut scheme)?;
        if let Some(encoding) = self.encoding {
            scheme.signature.encoding = encoding;
        }
        set_pointer(&mut scheme.event_id, self.id.as_deref(), "id")?;
        set_pointer(&mut scheme.event_type, self.event_type.as_deref(), "type")?;
        set_pointer(&mut scheme.version, self.version.as_deref(), "version")?;
        if let Some(tolerance) = self.tolerance {
            let Some(stamp) = scheme.timestamp.as_mut() else {
                return Err(invalid(format!(
                    "{} signs no timestamp, so a tolerance has no effect",
                    row.id
                )));
            };
            stamp.tolerance = tolerance;
        }
        Ok(Cow::Owned(scheme))
    }

    fn check_open(&self, row: &Scheme) -> Result<(), ConfigError> {
        let pointers = [&self.id, &self.event_type, &self.version];
        let set = [
            (Open::Header, self.header.is_some()),
            (Open::Query, self.query.is_some()),
            (Open::Prefix, self.prefix.is_some()),
            (Open::Encoding, self.encoding.is_some()),
            (Open::Pointers, pointers.into_iter().any(Option::is_some)),
        ];
        match set
            .into_iter()
            .find(|(open, is_set)| *is_set && !row.opens.contains(open))
        {
            None => Ok(()),
            Some((open, _)) => Err(invalid(format!(
                "{} fixes {}; remove that option",
                row.id,
                open.as_str()
            ))),
        }
    }

    fn apply_place(&self, scheme: &mut Scheme) -> Result<(), ConfigError> {
        match (&self.header, &self.query) {
            (Some(_), Some(_)) => {
                return Err(invalid("set header or query, not both".into()));
            }
            (None, None) if scheme.algorithm == Algorithm::Token => {
                return Err(invalid(
                    "say where the token stands: set header or query".into(),
                ));
            }
            (None, None) => {}
            (Some(name), None) => scheme.signature.from = Source::Header(header_name(name)?),
            (None, Some(name)) => scheme.signature.from = Source::Query(query_name(name)?),
        }
        if let Some(prefix) = &self.prefix {
            if self.query.is_some() {
                return Err(invalid(
                    "a prefix stands in a header, not in a query".into(),
                ));
            }
            scheme.signature.syntax = Syntax::Single {
                prefix: Cow::Owned(prefix.clone()),
            };
        }
        Ok(())
    }

    fn texts(&self) -> [Option<&str>; 6] {
        [
            &self.header,
            &self.query,
            &self.prefix,
            &self.id,
            &self.event_type,
            &self.version,
        ]
        .map(Option::as_deref)
    }

    /// Returns the length of all texts together.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts().into_iter().flatten().map(str::len).sum()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for text in self.texts() {
            wire::write_optional_text(out, text);
        }
        wire::write_u8(out, self.encoding.map_or(0, encoding_tag));
        match self.tolerance {
            None => wire::write_u8(out, 0),
            Some(Tolerance {
                past_seconds,
                future_seconds,
            }) => {
                wire::write_u8(out, 1);
                wire::write_u32(out, past_seconds);
                wire::write_u32(out, future_seconds);
            }
        }
    }

    pub(crate) fn parse(reader: &mut Reader<'_>) -> Option<Self> {
        let mut text = || reader.optional_text().map(|text| text.map(String::from));
        let (header, query, prefix) = (text()?, text()?, text()?);
        let (id, event_type, version) = (text()?, text()?, text()?);
        let encoding = match reader.u8()? {
            0 => None,
            tag => Some(parse_encoding(tag)?),
        };
        let tolerance = match reader.u8()? {
            0 => None,
            _ => Some(Tolerance {
                past_seconds: reader.u32()?,
                future_seconds: reader.u32()?,
            }),
        };
        Some(Self {
            header,
            query,
            prefix,
            encoding,
            id,
            event_type,
            version,
            tolerance,
        })
    }
}

fn encoding_tag(encoding: Encoding) -> u8 {
    match encoding {
        Encoding::Hex => 1,
        Encoding::Base64 => 2,
        Encoding::Base64Url => 3,
    }
}

fn parse_encoding(tag: u8) -> Option<Encoding> {
    match tag {
        1 => Some(Encoding::Hex),
        2 => Some(Encoding::Base64),
        3 => Some(Encoding::Base64Url),
        _ => None,
    }
}

fn set_pointer(
    slot: &mut Option<Field>,
    text: Option<&str>,
    name: &str,
) -> Result<(), ConfigError> {
    let Some(text) = text else { return Ok(()) };
    if Pointer::parse(text).is_none() {
        return Err(invalid(format!(
            "{name} must be a JSON pointer such as /data/id (RFC 6901)"
        )));
    }
    *slot = Some(Field::Pointer(Cow::Owned(text.into())));
    Ok(())
}

fn header_name(name: &str) -> Result<Text, ConfigError> {
    // RFC 9110 section 5.6.2: token.
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(invalid("header must be the name of an HTTP header".into()));
    }
    Ok(Cow::Owned(name.to_ascii_lowercase()))
}

fn query_name(name: &str) -> Result<Text, ConfigError> {
    // RFC 3986 section 2.3: unreserved, so that one spelling is the only one.
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_unreserved) {
        return Err(invalid(
            "query must be a parameter's name of letters, digits and -._~".into(),
        ));
    }
    Ok(Cow::Owned(name.into()))
}

fn invalid(detail: String) -> ConfigError {
    ConfigError::new(Code::SchemeInvalid, detail)
}
