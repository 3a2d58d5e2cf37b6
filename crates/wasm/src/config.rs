//! The frame of a configuration: scheme, options, secrets.

use alloc::vec::Vec;

use waxseal::scheme::Encoding;
use waxseal::wire::Reader;
use waxseal::{ConfigError, Options, Program, Secret, Tolerance};

/// Who signs.
pub(crate) enum Who<'a> {
    /// A row of the table.
    Id(&'a str),
    /// A scheme of the user's own: fields and values.
    Own(Vec<(&'a str, &'a str)>),
}

/// What a frame says.
pub(crate) struct Config<'a> {
    pub(crate) who: Who<'a>,
    pub(crate) options: Options<'a>,
    pub(crate) secrets: Vec<Secret>,
}

impl<'a> Config<'a> {
    /// Compiles it.
    pub(crate) fn compile(&self) -> Result<Program<'a>, ConfigError> {
        match &self.who {
            Who::Id(id) => Program::compile(id, &self.options, &self.secrets),
            Who::Own(fields) => {
                Program::compile_own(fields.iter().copied(), &self.options, &self.secrets)
            }
        }
    }
}

/// Reads the frame and compiles what it says; nothing for a malformed frame.
pub(crate) fn compile<'a>(reader: &mut Reader<'a>) -> Option<Result<Program<'a>, ConfigError>> {
    Some(parse(reader)?.and_then(|config| config.compile()))
}

/// Reads the frame; nothing for a malformed one.
pub(crate) fn parse<'a>(reader: &mut Reader<'a>) -> Option<Result<Config<'a>, ConfigError>> {
    let who = parse_who(reader)?;
    let mut text = || reader.optional_text();
    let (header, query, prefix) = (text()?, text()?, text()?);
    let (id, event_type, version) = (text()?, text()?, text()?);
    let url = text()?;
    let encoding = reader.optional_text()?.map(Encoding::parse);
    let tolerance = parse_tolerance(reader)?;
    let secrets = parse_secrets(reader)?;
    let encoding = match encoding.transpose() {
        Ok(encoding) => encoding,
        Err(error) => return Some(Err(error)),
    };
    let options = Options {
        header,
        query,
        prefix,
        encoding,
        id,
        event_type,
        version,
        tolerance,
        url,
    };
    Some(Ok(Config {
        who,
        options,
        secrets,
    }))
}

/// Reads how far a timestamp may lie from now.
pub(crate) fn parse_tolerance(reader: &mut Reader<'_>) -> Option<Option<Tolerance>> {
    Some(match reader.u8()? {
        0 => None,
        _ => Some(Tolerance {
            past_seconds: reader.u32()?,
            future_seconds: reader.u32()?,
        }),
    })
}

/// Reads who signs.
pub(crate) fn parse_who<'a>(reader: &mut Reader<'a>) -> Option<Who<'a>> {
    if reader.u8()? == 0 {
        return reader.text().map(Who::Id);
    }
    let count = reader.u32()?;
    let mut fields = Vec::new();
    for _ in 0..count {
        fields.push((reader.text()?, reader.text()?));
    }
    Some(Who::Own(fields))
}

fn parse_secrets(reader: &mut Reader<'_>) -> Option<Vec<Secret>> {
    let count = reader.u32()?;
    let mut secrets = Vec::new();
    for _ in 0..count {
        secrets.push(parse_secret(reader)?);
    }
    Some(secrets)
}

/// Reads one secret or public key.
pub(crate) fn parse_secret(reader: &mut Reader<'_>) -> Option<Secret> {
    Some(match reader.u8()? {
        0 => Secret::text(reader.text()?),
        1 => Secret::bytes(reader.bytes()?),
        _ => Secret::public(reader.bytes()?),
    })
}
