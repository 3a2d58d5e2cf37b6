//! What a user may set on a scheme: what its vendor leaves open, and policy.

use alloc::string::String;
use alloc::vec::Vec;

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::define;
use crate::pointer::Pointer;
use crate::say::{join, say};
use crate::scheme::{Encoding, Open, Place, Scheme, Syntax, Text};
use crate::time::Tolerance;

/// Settings for one use of a scheme. Unset means: as the row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// The header that carries the signature or token.
    pub header: Option<&'a str>,
    /// The query parameter that carries the token.
    pub query: Option<&'a str>,
    /// The text before the token in its header, such as `Bearer `.
    pub prefix: Option<&'a str>,
    /// How the tag is written.
    pub encoding: Option<Encoding>,
    /// RFC 6901 pointer to the event's id.
    pub id: Option<&'a str>,
    /// RFC 6901 pointer to the event's type.
    pub event_type: Option<&'a str>,
    /// RFC 6901 pointer to the schema version.
    pub version: Option<&'a str>,
    /// How far the signed timestamp may lie from now.
    pub tolerance: Option<Tolerance>,
    /// The URL as it was registered with the sender, where the scheme signs it:
    /// behind a proxy the request's own differs.
    pub url: Option<&'a str>,
}

impl<'a> Options<'a> {
    /// Lays the options over a row.
    ///
    /// # Errors
    /// `scheme_invalid` for an option that the row does not leave open or that cannot work.
    pub fn apply(&self, row: Scheme<'a>) -> Result<Scheme<'a>, ConfigError> {
        self.check_open(&row)?;
        let mut scheme = row;
        self.apply_place(&mut scheme)?;
        if let Some(encoding) = self.encoding {
            scheme.encoding = encoding;
        }
        set_pointer(&mut scheme.event_id, self.id, "id")?;
        set_pointer(&mut scheme.event_type, self.event_type, "type")?;
        set_pointer(&mut scheme.version, self.version, "version")?;
        if let Some(tolerance) = self.tolerance {
            let Some(stamp) = scheme.timestamp.as_mut() else {
                return Err(invalid(say!(
                    scheme.id,
                    " signs no timestamp, so a tolerance has no effect"
                )));
            };
            stamp.tolerance = Some(tolerance);
        }
        if self.url.is_some() && !scheme.covers().url {
            return Err(invalid(say!(
                scheme.id,
                " does not sign the URL; remove that option"
            )));
        }
        scheme.url = self.url;
        Ok(scheme)
    }

    fn check_open(&self, row: &Scheme<'_>) -> Result<(), ConfigError> {
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
            Some((open, _)) => Err(invalid(say!(
                row.id,
                " fixes ",
                option_name(open),
                "; remove that option"
            ))),
        }
    }

    fn apply_place(&self, scheme: &mut Scheme<'a>) -> Result<(), ConfigError> {
        let place = match (self.header, self.query) {
            (Some(_), Some(_)) => {
                return Err(invalid("set header or query, not both".into()));
            }
            (None, None) if scheme.id == "token" => {
                return Err(invalid(
                    "say where the token stands: set header or query".into(),
                ));
            }
            (None, None) => None,
            (Some(name), None) => Some(Place::Header(header_name(name)?)),
            (None, Some(name)) => Some(Place::Query(query_name(name)?)),
        };
        if let Some(place) = place {
            scheme.places = alloc::vec![place];
        }
        if let Some(prefix) = self.prefix {
            if self.query.is_some() {
                return Err(invalid(
                    "a prefix stands in a header, not in a query".into(),
                ));
            }
            scheme.syntax = Syntax::Items {
                between: None,
                key_id: false,
                prefix,
                bare: false,
            };
        }
        Ok(())
    }
}

impl Encoding {
    /// Finds the option's encoding by its word.
    ///
    /// # Errors
    /// `scheme_invalid`, with the words that there are.
    pub fn parse(word: &str) -> Result<Self, ConfigError> {
        Self::find(word).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|known| known.word()).collect();
            invalid(say!("encoding must be one of ", join(&known, ", ")))
        })
    }
}

fn set_pointer<'a>(
    slot: &mut Option<Place<'a>>,
    text: Option<&'a str>,
    name: &str,
) -> Result<(), ConfigError> {
    let Some(text) = text else { return Ok(()) };
    if Pointer::parse(text).is_none() {
        return Err(invalid(say!(
            name,
            " must be a JSON pointer such as /data/id (RFC 6901)"
        )));
    }
    *slot = Some(Place::Pointer(text));
    Ok(())
}

fn header_name(name: &str) -> Result<Text<'_>, ConfigError> {
    if !define::is_header_name(&name.to_ascii_lowercase()) {
        return Err(invalid("header must be the name of an HTTP header".into()));
    }
    Ok(name)
}

fn query_name(name: &str) -> Result<Text<'_>, ConfigError> {
    if !define::is_field_name(name) {
        return Err(invalid(
            "query must be a parameter's name of letters, digits and -._~".into(),
        ));
    }
    Ok(name)
}

fn invalid(detail: String) -> ConfigError {
    ConfigError::new(Code::SchemeInvalid, detail)
}

/// Names what an opening lets users set.
const fn option_name(open: Open) -> &'static str {
    match open {
        Open::Pointers => "id, type and version",
        Open::Header | Open::Query | Open::Prefix | Open::Encoding => open.word(),
    }
}
