//! Reads and runs one vector. The format is described in `tests/vectors/README.md`.

pub(crate) mod handshake;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use waxseal::scheme::{Algorithm, Encoding};
use waxseal::{
    ConfigError, Header, Meta, Options, Program, Request, Secret, Tolerance, UnixMillis, verify,
};

#[derive(Clone, Deserialize)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) scheme: String,
    #[serde(default)]
    pub(crate) options: Settings,
    #[serde(default)]
    pub(crate) secrets: Vec<Text>,
    /// Public keys of the sender.
    #[serde(default)]
    pub(crate) keys: Vec<Text>,
    pub(crate) request: Received,
    pub(crate) now: i64,
    pub(crate) expect: String,
    pub(crate) verified: Option<Expected>,
    #[serde(skip)]
    pub(crate) first: usize,
}

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Settings {
    header: Option<String>,
    query: Option<String>,
    prefix: Option<String>,
    encoding: Option<String>,
    id: Option<String>,
    r#type: Option<String>,
    version: Option<String>,
    url: Option<String>,
    tolerance_seconds: Option<Window>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Window {
    Both(u32),
    Apart { past: u32, future: u32 },
}

/// Text, text in pieces, or bytes.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    Whole(String),
    Pieces(Vec<String>),
    Base64 { base64: Base64 },
    Repeat { repeat: (String, usize) },
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Base64 {
    Whole(String),
    Pieces(Vec<String>),
}

#[derive(Clone, Deserialize)]
pub(crate) struct Received {
    method: String,
    url: String,
    headers: Vec<(String, Text)>,
    body: Text,
}

impl Received {
    /// Hands it on as the core takes it.
    pub(crate) fn borrowed<T>(&self, act: impl FnOnce(&Request<'_>) -> T) -> T {
        let values: Vec<(&str, Vec<u8>)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.bytes()))
            .collect();
        let headers: Vec<Header<'_>> = values
            .iter()
            .map(|(name, value)| Header { name, value })
            .collect();
        let meta = Meta {
            method: &self.method,
            url: &self.url,
            headers: &headers,
        };
        act(&Request {
            meta,
            body: &self.body.bytes(),
        })
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    #[serde(default, with = "present")]
    id: Option<Option<String>>,
    ids: Option<Vec<String>>,
    #[serde(default, with = "present")]
    r#type: Option<Option<String>>,
    #[serde(default, with = "present")]
    version: Option<Option<String>>,
    #[serde(default, with = "present_number")]
    timestamp: Option<Option<i64>>,
    matched: Option<MatchedBy>,
    assurance: Option<String>,
    covers: Option<Covered>,
}

#[derive(Clone, Deserialize)]
struct MatchedBy {
    secret: usize,
    form: Option<String>,
}

/// What is not stated is not compared.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Covered {
    body: Option<bool>,
    id: Option<bool>,
    r#type: Option<bool>,
    timestamp: Option<bool>,
    url: Option<bool>,
}

mod present {
    use serde::{Deserialize, Deserializer};
    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Option<String>>, D::Error> {
        Option::<String>::deserialize(from).map(Some)
    }
}

mod present_number {
    use serde::{Deserialize, Deserializer};
    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Option<i64>>, D::Error> {
        Option::<i64>::deserialize(from).map(Some)
    }
}

impl Text {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Text::Whole(text) => text.clone().into_bytes(),
            Text::Pieces(pieces) => pieces.concat().into_bytes(),
            Text::Base64 { base64 } => STANDARD.decode(base64.text()).unwrap(),
            Text::Repeat {
                repeat: (text, times),
            } => text.repeat(*times).into_bytes(),
        }
    }

    fn secret(&self) -> Secret {
        match self {
            Text::Whole(text) => Secret::text(text.clone()),
            Text::Pieces(pieces) => Secret::text(pieces.concat()),
            Text::Base64 { .. } | Text::Repeat { .. } => Secret::bytes(self.bytes()),
        }
    }
}

impl Base64 {
    fn text(&self) -> String {
        match self {
            Base64::Whole(text) => text.clone(),
            Base64::Pieces(pieces) => pieces.concat(),
        }
    }
}

impl Settings {
    fn options(&self) -> Options<'_> {
        Options {
            header: self.header.as_deref(),
            query: self.query.as_deref(),
            prefix: self.prefix.as_deref(),
            encoding: self.encoding.as_deref().map(|name| match name {
                "hex" => Encoding::Hex,
                "base64" => Encoding::Base64,
                "base64url" => Encoding::Base64Url,
                other => panic!("unknown encoding {other}"),
            }),
            id: self.id.as_deref(),
            event_type: self.r#type.as_deref(),
            version: self.version.as_deref(),
            url: self.url.as_deref(),
            tolerance: self.tolerance_seconds.as_ref().map(|window| match *window {
                Window::Both(seconds) => Tolerance::both(seconds),
                Window::Apart { past, future } => Tolerance {
                    past_seconds: past,
                    future_seconds: future,
                },
            }),
        }
    }
}

impl Vector {
    pub(crate) fn program(&self) -> Result<Program<'_>, ConfigError> {
        let keys = self.keys.iter().map(|key| Secret::public(key.bytes()));
        let secrets: Vec<Secret> = self.secrets.iter().map(Text::secret).chain(keys).collect();
        Program::compile(&self.scheme, &self.options.options(), &secrets)
    }
}

/// Says whether this build has the algorithm of a vector's scheme.
fn is_available(vector: &Vector) -> bool {
    let algorithm = waxseal::schemes::find(&vector.scheme).map(|scheme| scheme.algorithm);
    match algorithm {
        Some(Algorithm::Ed25519) => cfg!(feature = "ed25519"),
        Some(Algorithm::EcdsaP256) => cfg!(feature = "p256"),
        Some(Algorithm::RsaSha256) => cfg!(feature = "rsa"),
        _ => true,
    }
}

/// Runs a vector; the error says what came instead of what was expected.
pub(crate) fn run(vector: &Vector) -> Result<(), String> {
    let program = match vector.program() {
        Ok(program) => program,
        Err(error) if is_available(vector) => {
            return same("code", error.code().as_str(), vector.expect.as_str());
        }
        Err(error) => return same("code", error.code().as_str(), "algorithm_unavailable"),
    };
    vector
        .request
        .borrowed(|request| judge(vector, &program, request))
}

fn judge(vector: &Vector, program: &Program<'_>, request: &Request<'_>) -> Result<(), String> {
    match verify(program, request, UnixMillis(vector.now), vector.first) {
        Err(reject) => same("code", reject.code().as_str(), vector.expect.as_str()),
        Ok(verified) => {
            same("code", "valid", vector.expect.as_str())?;
            vector
                .verified
                .as_ref()
                .map_or(Ok(()), |expected| check(expected, &verified))
        }
    }
}

fn check(expected: &Expected, got: &waxseal::Verified<'_>) -> Result<(), String> {
    let fields = got.fields();
    if let Some(id) = &expected.id {
        same("id", &fields.id, id)?;
    }
    if let Some(ids) = &expected.ids {
        same("ids", &fields.ids, ids)?;
    }
    if let Some(event_type) = &expected.r#type {
        same("type", &fields.event_type, event_type)?;
    }
    if let Some(version) = &expected.version {
        same("version", &fields.version, version)?;
    }
    if let Some(timestamp) = &expected.timestamp {
        same("timestamp", &got.timestamp().map(|at| at.0), timestamp)?;
    }
    if let Some(MatchedBy { secret, form }) = &expected.matched {
        same("matched.secret", got.matched().unwrap().secret, *secret)?;
        if let Some(form) = form {
            same(
                "matched.form",
                got.matched().unwrap().form.as_str(),
                form.as_str(),
            )?;
        }
    }
    if let Some(assurance) = &expected.assurance {
        same("assurance", got.assurance().as_str(), assurance.as_str())?;
    }
    if let Some(covers) = &expected.covers {
        let got = got.covers();
        let stated = [
            ("covers.body", got.body, covers.body),
            ("covers.id", got.id, covers.id),
            ("covers.type", got.event_type, covers.r#type),
            ("covers.timestamp", got.timestamp, covers.timestamp),
            ("covers.url", got.url, covers.url),
        ];
        for (what, got, wanted) in stated {
            same(what, got, wanted.unwrap_or(got))?;
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: T, expected: T) -> Result<(), String> {
    let strip = |value: &T| format!("{value:?}").replace('"', "");
    if got == expected {
        Ok(())
    } else {
        Err(format!(
            "{what}: expected {}, got {}",
            strip(&expected),
            strip(&got)
        ))
    }
}
