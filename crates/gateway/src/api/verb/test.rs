//! A test event: made and signed as the source's sender would, and run through the whole intake.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::{Map, Value, json};
use waxseal::scheme::{Kind, Place};
use waxseal::{Code, SignInput, UnixMillis, write_rfc3339};
use waxseal_events::catalog::{At, Catalog, Event, Need};
use waxseal_events::{Kind as FieldKind, catalogs};

use crate::api::ask::{Ask, Tell};
use crate::api::call::Call;
use crate::api::next::{Next, Outcome};
use crate::api::refusal::Refusal;
use crate::config::{Method, Origin, Source};
use crate::intake::Head;
use crate::problem::Answer;
use crate::route::Pattern;
use crate::spot::Spot;

/// Sends a test event.
pub(in crate::api) fn test(call: Call<'_>) -> Outcome<'_> {
    let origin = call.origin(0)?;
    if !origin.tests {
        return Err(Refusal::not_possible(format!(
            "the origin takes no test events: add \"tests\": true to /origins/{} of the configuration",
            origin.name()
        )));
    }
    let wanted = call.body.text("type");
    if let Some(event_type) = wanted
        && !origin
            .events
            .iter()
            .any(|pattern| pattern.matches(Some(event_type)))
    {
        return Err(Refusal::not_possible(format!(
            "the origin does not subscribe to {event_type:?}"
        )));
    }
    let (source, event_type) = choose(&call, origin, wanted)?;
    let draft = Draft::new(source, &event_type, &call);
    let (head, body) = draft.sign(&call)?;
    let ask = Ask::Intake {
        source: source.name().into(),
        head,
        body,
    };
    let name: String = source.name().into();
    Ok(Next::Ask(
        ask,
        Box::new(move |tell, _| {
            let Tell::Intake(answer) = tell else {
                return Err(Refusal::of(Code::Internal));
            };
            told(&answer, &name, &event_type)
        }),
    ))
}

/// Makes an answer of what the sender would have been told.
fn told<'c>(answer: &Answer, source: &str, event_type: &str) -> Outcome<'c> {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let field = |name| body.get(name).and_then(Value::as_str);
    match (answer.status, field("status"), field("id")) {
        (200, Some(status), Some(id)) => Next::json(&json!({
            "id": id, "source": source, "type": event_type, "status": status,
        })),
        (503, ..) => {
            let code = field("code").and_then(Code::find);
            Err(Refusal::of(code.unwrap_or(Code::Internal)))
        }
        (status, ..) => Err(Refusal::not_possible(format!(
            "the intake of {source} answered {status} {}",
            field("code").unwrap_or_default()
        ))),
    }
}

/// Chooses a source that can sign, and a type that the origin subscribes to: one of the source's
/// catalog if there is any.
fn choose<'c>(
    call: &Call<'c>,
    origin: &Origin,
    wanted: Option<&str>,
) -> Result<(&'c Source, String), Refusal> {
    let sources: Vec<&Source> = match call.body.text("source") {
        None => call.config.sources().collect(),
        Some(name) => {
            let source = call.config.source(name).ok_or_else(|| {
                let detail = "is no source of the configuration";
                Refusal::parameter("body:/source".into(), detail)
            })?;
            alloc::vec![source]
        }
    };
    let mut first_obstacle = None;
    for is_strict in [true, false] {
        for source in sources.iter().copied() {
            if let Err(detail) = check(source) {
                first_obstacle.get_or_insert(format!("{}: {detail}", source.name()));
                continue;
            }
            let catalog = catalog(source);
            let found = match wanted {
                Some(wanted) => (!is_strict || has(catalog, wanted)).then(|| wanted.into()),
                None => origin
                    .events
                    .iter()
                    .find_map(|pattern| type_of(pattern, catalog, is_strict)),
            };
            if let Some(event_type) = found {
                return Ok((source, event_type));
            }
        }
    }
    Err(Refusal::not_possible(first_obstacle.unwrap_or_else(|| {
        "no source has a type that the origin subscribes to".into()
    })))
}

fn type_of(pattern: &Pattern, catalog: Option<&Catalog>, is_strict: bool) -> Option<String> {
    let mut names = catalog
        .into_iter()
        .flat_map(|catalog| catalog.events)
        .map(|event| event.name);
    match pattern {
        Pattern::Exact(name) => (!is_strict || has(catalog, name)).then(|| name.clone()),
        Pattern::Prefix(prefix) => match names.find(|name| name.starts_with(prefix.as_str())) {
            Some(name) => Some(name.into()),
            None => (!is_strict && catalog.is_none()).then(|| format!("{prefix}test")),
        },
        Pattern::All => match names.find(|name| !name.is_empty()) {
            Some(name) => Some(name.into()),
            None => (!is_strict).then(|| "waxseal.test".into()),
        },
    }
}

fn has(catalog: Option<&Catalog>, name: &str) -> bool {
    catalog.is_some_and(|catalog| catalog.events.iter().any(|event| event.name == name))
}

fn catalog(source: &Source) -> Option<&'static Catalog> {
    match &source.contract {
        Some(expected) => Some(expected.contract.catalog()),
        None => catalogs::find(source.scheme()),
    }
}

/// Says why no test event can be made for a source.
fn check(source: &Source) -> Result<(), String> {
    let program = source.program();
    let scheme = program.scheme();
    if scheme.algorithm.kind() == Kind::Nothing {
        return Err("it takes events without any proof, so there is nothing to test".into());
    }
    waxseal::check_signable(scheme).map_err(|error| error.detail())?;
    let is_form = |spot: &Spot| matches!(spot, Spot::Form(_));
    if source.key.iter().any(is_form) || source.event_type.as_ref().is_some_and(is_form) {
        return Err(
            "it reads form fields, and a form has no field that says that it is a test".into(),
        );
    }
    let is_query = |spot: &Spot| matches!(spot, Spot::Query(_));
    let is_postback = source.event_type.as_ref().is_some_and(is_query);
    if !source.methods.contains(&Method::Post) && !is_postback {
        return Err("it takes GET alone, and no parameter is said to hold the type".into());
    }
    Ok(())
}

/// A request before it is signed.
struct Draft<'s> {
    source: &'s Source,
    id: String,
    event_type: String,
    body: Value,
    query: Vec<(String, String)>,
    headers: Vec<(String, Vec<u8>)>,
}

impl<'s> Draft<'s> {
    fn new(source: &'s Source, event_type: &str, call: &Call<'_>) -> Self {
        let id: String = call
            .random
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let mut draft = Self {
            source,
            id: format!("wxtest_{id}"),
            event_type: event_type.into(),
            body: Value::Object(Map::new()),
            query: Vec::new(),
            headers: Vec::new(),
        };
        draft.fill(call.now);
        draft
    }

    /// Writes what the sender would write, and that it is a test.
    fn fill(&mut self, now: UnixMillis) {
        let source = self.source;
        if let Some(catalog) = catalog(source) {
            let event = catalog
                .events
                .iter()
                .find(|event| event.name == self.event_type);
            self.fill_fields(catalog, event, now);
        }
        let program = source.program();
        let scheme = program.scheme();
        let (id, event_type) = (self.id.clone(), self.event_type.clone());
        for (place, text) in [(&scheme.event_id, &id), (&scheme.event_type, &event_type)] {
            if let Some(Place::Pointer(pointer)) = place {
                insert(&mut self.body, pointer, text.as_str().into());
            }
        }
        if let Some(max_age) = &source.max_age {
            self.put(&max_age.at, &write_rfc3339(now));
        }
        for spot in &source.key {
            self.put(spot, &id);
        }
        if let Some(spot) = &source.event_type {
            self.put(spot, &event_type);
        }
        insert(&mut self.body, "/test", true.into());
        if source.url_counts {
            self.query.push(("test".into(), "true".into()));
        }
    }

    fn fill_fields(&mut self, catalog: &Catalog, event: Option<&'static Event>, now: UnixMillis) {
        for field in catalog.fields(event) {
            let (At::Fixed(pointer) | At::Default(pointer)) = field.at else {
                continue;
            };
            let value = if field.kind == FieldKind::Time {
                write_rfc3339(now).into()
            } else {
                serde_json::from_str(field.example).unwrap_or_default()
            };
            if field.need == Need::Required && !matches!(value, Value::Null) {
                insert(&mut self.body, pointer, value);
            }
        }
    }

    fn put(&mut self, spot: &Spot, value: &str) {
        match spot {
            Spot::Query(name) => self.query.push((name.clone(), value.into())),
            Spot::Header(name) => self.headers.push((name.clone(), value.into())),
            Spot::Pointer(pointer) => insert(&mut self.body, pointer, value.into()),
            Spot::Form(_) => {}
        }
    }

    /// Signs it with the source's first secret.
    fn sign(mut self, call: &Call<'_>) -> Result<(Head, Vec<u8>), Refusal> {
        let is_post = self.source.methods.contains(&Method::Post);
        let method = if is_post { "POST" } else { "GET" };
        let body = if is_post {
            self.headers
                .push(("content-type".into(), b"application/json".to_vec()));
            self.body.to_string().into_bytes()
        } else {
            Vec::new()
        };
        let url = format!("{}/in/{}", base(&call.head.url), self.source.name());
        let url = self.query.iter().fold(url, |url, (name, value)| {
            with_parameter(url, name, &encode(value))
        });
        let program = self.source.program();
        let input = SignInput {
            method,
            url: &url,
            headers: &[],
            body: &body,
            id: Some(&self.id),
            event_type: Some(&self.event_type),
            timestamp: call.now,
        };
        let signed = waxseal::sign(&program, &input)
            .map_err(|error| Refusal::not_possible(error.detail()))?;
        let url = signed.query.iter().fold(url.clone(), |url, (name, value)| {
            with_parameter(url, name, value)
        });
        let signed = signed.headers.into_iter();
        self.headers
            .extend(signed.map(|(name, value)| (name, value.into_bytes())));
        let allowed = self.source.allow_ips.iter().flatten().next();
        let head = Head {
            method: method.into(),
            url,
            headers: self.headers,
            // A test of the source's list of addresses would be one of the caller's.
            address: allowed
                .map(|range| range.first())
                .or_else(|| call.head.address.clone()),
            tls: call.head.tls.clone(),
            has_limiter: false,
        };
        Ok((head, body))
    }
}

/// Puts a value where a pointer points to, through objects that are made on the way.
fn insert(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(map) = place else { return };
        place = map.entry(step).or_insert(Value::Null);
    }
    *place = value;
}

/// Returns scheme and host of a URL.
fn base(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at.saturating_add(3));
    let end = url.get(start..).and_then(|rest| rest.find(['/', '?', '#']));
    let end = end.map_or(url.len(), |end| start.saturating_add(end));
    url.get(..end).unwrap_or(url)
}

fn with_parameter(mut url: String, name: &str, value: &str) -> String {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(name);
    url.push('=');
    url.push_str(value);
    url
}

fn encode(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().fold(String::new(), |mut out, byte| {
        if is_plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_makes_its_way_and_leaves_what_is_there() {
        let mut body = json!({ "data": { "a": 1 } });
        insert(&mut body, "/data/b/c", json!(2));
        insert(&mut body, "/x~1y", json!(3));
        assert_eq!(
            body,
            json!({ "data": { "a": 1, "b": { "c": 2 } }, "x/y": 3 })
        );
        assert_eq!(
            base("https://hooks.example.com:8443/api/x?y"),
            "https://hooks.example.com:8443"
        );
    }
}
