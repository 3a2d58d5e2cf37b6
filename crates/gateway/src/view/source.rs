//! The configuration of one source, as it would stand in `waxseal.jsonc`.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};
use waxseal::define::{CUSTOM, define};
use waxseal::scheme::{Kind, Place, Scheme};
use waxseal::{Assurance, Code, Meta, Tolerance, schemes};
use zeroize::Zeroizing;

use super::{Given, Proof, Who, request};
use crate::config::{Config, Mistake, check_name};
use crate::form;

/// What an operator must say himself, because it is weak. Whoever looks into a request is told of
/// it by the settings that come back.
const STATEMENTS: [&str; 2] = ["accept_unsigned", "forward_token"];

/// The verify token that nobody told here.
const UNTOLD: &str = "a verify token that was not told";

/// A source, set up.
pub(super) struct Set {
    pub(super) name: String,
    settings: Map<String, Value>,
    /// None if there are mistakes.
    pub(super) config: Option<Config>,
    mistakes: Vec<Mistake>,
}

/// Sets the source up that a request would come to: the one that its path names, or one that is
/// called like the scheme.
pub(super) fn set_up(given: &Given<'_>, meta: &Meta<'_>) -> Set {
    let name = request::source_in(meta.url).unwrap_or(match &given.who {
        Who::Id(id) if check_name(id).is_ok() => *id,
        Who::Id(_) | Who::Own(_) => CUSTOM,
    });
    let scheme = scheme(&given.who);
    let variables = Variables::of(name, given, scheme.as_ref(), meta);
    let mut settings = settings(given, scheme.as_ref(), &variables);
    if meta.method == "GET" && scheme.as_ref().is_some_and(takes_query) {
        settings.insert("methods".into(), json!(["GET", "POST"]));
    }
    let mut tried = parse(name, &settings, &variables);
    // Once more, with the statements that it lacks.
    if let Err(mistakes) = &tried
        && amend(&mut settings, name, mistakes)
    {
        tried = parse(name, &settings, &variables);
    }
    let (config, mut mistakes) = match tried {
        Ok(config) => (Some(config), Vec::new()),
        Err(mistakes) => (None, mistakes),
    };
    mistakes.retain(|mistake| !variables.is_told_otherwise(mistake));
    mistakes.extend(variables.mistakes(name));
    Set {
        name: name.into(),
        settings,
        config: config.filter(|_| mistakes.is_empty()),
        mistakes,
    }
}

impl Set {
    /// Shows it: the names of secrets, and nothing else of them.
    pub(super) fn show(&self) -> Value {
        let mistakes = self.mistakes.iter().map(|mistake| {
            json!({
                "path": mistake.path,
                "code": mistake.code.as_str(),
                "detail": mistake.detail,
            })
        });
        json!({
            "name": self.name,
            "settings": self.settings,
            "mistakes": mistakes.collect::<Vec<_>>(),
        })
    }
}

/// Finds the scheme, options aside.
pub(super) fn scheme<'a>(who: &Who<'a>) -> Option<Scheme<'a>> {
    match who {
        Who::Id(id) => schemes::find(id),
        Who::Own(fields) => define(CUSTOM, fields.iter().copied()).ok(),
    }
}

/// Says whether a postback without a body may come: its proof stands in the query, covers it, or
/// is none at all.
fn takes_query(scheme: &Scheme<'_>) -> bool {
    scheme.algorithm.kind() == Kind::Nothing
        || scheme.assurance() == Assurance::Token
        || scheme.covers().url
        || scheme
            .places
            .iter()
            .any(|place| matches!(place, Place::Query(_)))
}

fn parse(
    name: &str,
    settings: &Map<String, Value>,
    variables: &Variables,
) -> Result<Config, Vec<Mistake>> {
    let text = json!({ "sources": { name: settings } }).to_string();
    Config::parse(&text, &|name| variables.find(name)).map_err(|it| it.mistakes().to_vec())
}

/// Adds the statements that mistakes ask for. False if there are none.
fn amend(settings: &mut Map<String, Value>, name: &str, mistakes: &[Mistake]) -> bool {
    let mut is_amended = false;
    for mistake in mistakes {
        let statement = if mistake.code == Code::SecretShort {
            Some("allow_short_secret")
        } else {
            let at = |statement: &&str| mistake.path == format!("/sources/{name}/{statement}");
            STATEMENTS.into_iter().find(at)
        };
        if let Some(statement) = statement {
            settings.insert(statement.into(), json!(true));
            is_amended = true;
        }
    }
    is_amended
}

fn settings(
    given: &Given<'_>,
    scheme: Option<&Scheme<'_>>,
    variables: &Variables,
) -> Map<String, Value> {
    let mut settings = Map::new();
    let who = match &given.who {
        Who::Id(id) => json!(id),
        Who::Own(fields) => fields.iter().map(|(name, value)| (*name, *value)).collect(),
    };
    settings.insert("scheme".into(), who);
    for (name, value) in &given.settings {
        settings.insert((*name).into(), json!(value));
    }
    if let Some(Tolerance {
        past_seconds,
        future_seconds,
    }) = given.tolerance
    {
        let sides =
            json!({ "past": format!("{past_seconds}s"), "future": format!("{future_seconds}s") });
        settings.insert("tolerance".into(), sides);
    }
    if !variables.names.is_empty() {
        settings.insert(variables.list.into(), json!(variables.names));
    }
    if scheme.is_some_and(Scheme::has_verify_token) {
        settings.insert("verify_token".into(), json!(variables.verify_name()));
    }
    settings
}

/// What stands in the environment.
struct Variables {
    /// The setting that names them: `secrets` or `keys`.
    list: &'static str,
    prefix: String,
    names: Vec<String>,
    values: Vec<Option<Zeroizing<String>>>,
    verify_token: Zeroizing<String>,
}

impl Variables {
    fn of(name: &str, given: &Given<'_>, scheme: Option<&Scheme<'_>>, meta: &Meta<'_>) -> Self {
        let kind = scheme.map(|scheme| scheme.algorithm.kind());
        let is_public = given.proofs.iter().any(|it| matches!(it, Proof::Public(_)))
            || given.proofs.is_empty() && kind == Some(Kind::Public);
        let (list, word) = match is_public {
            true => ("keys", "KEY"),
            false => ("secrets", "SECRET"),
        };
        let prefix = name.to_ascii_uppercase().replace('-', "_");
        // Where one is needed and none was told, it is named all the same.
        let count = match (given.proofs.len(), kind) {
            (0, Some(Kind::Nothing)) => 0,
            (count, _) => count.max(1),
        };
        let names = (1..=count).map(|number| match number {
            1 => format!("{prefix}_{word}"),
            _ => format!("{prefix}_{word}_{number}"),
        });
        Self {
            list,
            names: names.collect(),
            values: given.proofs.iter().map(text).collect(),
            verify_token: verify_token(meta),
            prefix,
        }
    }

    fn verify_name(&self) -> String {
        format!("{}_VERIFY_TOKEN", self.prefix)
    }

    fn find(&self, name: &str) -> Option<String> {
        if name == self.verify_name() {
            return Some(self.verify_token.to_string());
        }
        let at = self.names.iter().position(|known| known == name)?;
        self.values.get(at)?.as_ref().map(|text| text.to_string())
    }

    /// Says whether a mistake is one of [`Variables::mistakes`] in other words.
    fn is_told_otherwise(&self, mistake: &Mistake) -> bool {
        let mut nowhere = self.names.iter().zip(&self.values);
        mistake.code == Code::SecretEmpty
            && nowhere
                .any(|(name, value)| value.is_none() && mistake.detail.contains(name.as_str()))
    }

    /// Tells of secrets that no environment can hold.
    fn mistakes(&self, source: &str) -> impl Iterator<Item = Mistake> {
        let numbered = (0..).zip(&self.values);
        numbered
            .filter(|(_, value)| value.is_none())
            .map(move |(position, _)| Mistake {
                path: format!("/sources/{source}/{}/{position}", self.list),
                code: Code::SecretMalformed,
                detail: "is bytes, and a variable of a Worker holds text".to_string(),
            })
    }
}

/// Returns a proof as a variable holds it: DER as base64.
fn text(proof: &Proof<'_>) -> Option<Zeroizing<String>> {
    match proof {
        Proof::Text(text) => Some(Zeroizing::new((*text).into())),
        Proof::Bytes(_) => None,
        Proof::Public(bytes) => Some(Zeroizing::new(
            core::str::from_utf8(bytes).map_or_else(|_| BASE64.encode(bytes), String::from),
        )),
    }
}

/// Takes the verify token of a handshake for the right one: what the vendor was told is not
/// known here, and the rest of the answer is worth seeing.
fn verify_token(meta: &Meta<'_>) -> Zeroizing<String> {
    let mut pairs = form::pairs(form::query(meta.url));
    let token = pairs.find(|(name, _)| {
        let name = form::decode(name.as_bytes());
        name.ends_with(b"verify_token")
    });
    let token = token.map(|(_, value)| form::decode(value.as_bytes()));
    let token = token.as_deref().map(String::from_utf8_lossy);
    let token = token.filter(|token| !token.is_empty());
    Zeroizing::new(token.unwrap_or(Cow::Borrowed(UNTOLD)).into_owned())
}
