//! What the catalogs say of an event. Read whether or not the request was proved.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::{Value, json};
use waxseal::scheme::{Place, Scheme};
use waxseal::{Request, read_fields};
use waxseal_events::catalog::{At, Catalog};
use waxseal_events::{Contract, Document, Options, Pointer, Problem, Report, catalogs};

use super::{Given, source};
use crate::config::covered;
use crate::intake::{Content, is_test, outside};
use crate::spot::Spot;

/// How many of its fields make an event one of the minimum contract.
const MINIMUM_FIELDS: usize = 2;

/// Shows the event; none if nobody knows where anything stands.
pub(super) fn show(given: &Given<'_>, request: &Request<'_>) -> Option<Value> {
    let mut scheme = source::scheme(&given.who)?;
    let set = |name: &str| {
        let mut settings = given.settings.iter();
        settings
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    for (name, place) in [
        ("id", &mut scheme.event_id),
        ("type", &mut scheme.event_type),
        ("version", &mut scheme.version),
    ] {
        if let Some(path) = set(name).filter(|path| path.starts_with('/')) {
            *place = Some(Place::Pointer(path));
        }
    }
    if let Some(name) = set("query") {
        scheme.places = Vec::from([Place::Query(name)]);
    }
    let spot = set("type").and_then(|text| Spot::parse(text).ok());
    let fields = read_fields(&scheme, &request.meta, |update| update(request.body));
    let beside = spot
        .filter(|spot| !matches!(spot, Spot::Pointer(_)))
        .and_then(|spot| outside(&spot, request));
    let event_type = beside.clone().or(fields.event_type);

    let token = covered::token_parameter(&scheme);
    let content = Content::of(covered::url_counts(&scheme), token.as_deref(), request);
    let query = match &content {
        Content::Query(query) => query.as_str(),
        Content::Form(_) | Content::Json(_) => "",
    };
    let mut shown = Shown {
        id: fields.id,
        event_type,
        version: fields.version,
        is_test: is_test(request, query),
        ..Shown::default()
    };
    match content.document() {
        Ok(document) => shown.read(&scheme, &document, beside.as_deref()),
        // A body of a kind that no catalog reads is no fault of the event.
        Err(_) if !is_read(&scheme) => {}
        Err(error) => shown.report(&Report::unreadable(error)),
    }
    Some(shown.write())
}

/// Says whether something is looked for in the body.
fn is_read(scheme: &Scheme<'_>) -> bool {
    scheme.has_labels_in_body() || catalogs::find(scheme.id).is_some()
}

#[derive(Default)]
struct Shown {
    catalog: Option<&'static Catalog>,
    id: Option<String>,
    event_type: Option<String>,
    version: Option<String>,
    is_known: bool,
    is_test: bool,
    summary: Option<&'static str>,
    missing: Vec<Value>,
    wrong: Vec<Value>,
    money: Vec<Value>,
}

impl Shown {
    /// Reads by the catalog that fits.
    fn read(&mut self, scheme: &Scheme<'_>, document: &Document<'_>, beside: Option<&str>) {
        let Some(catalog) = find_catalog(scheme, document) else {
            return;
        };
        self.catalog = Some(catalog);
        let options = Options {
            pointers: pointers(catalog, scheme, document),
            ..Options::default()
        };
        let Ok(contract) = Contract::new(catalog, &options) else {
            return;
        };
        let report = contract.check(document, beside);
        self.is_known = catalog.has_types() && report.event.is_some();
        self.summary = report.event.map(|event| event.about);
        self.is_test |= report.is_test;
        if let Some(event) = report
            .event
            .filter(|_| self.event_type.is_none() && self.is_known)
        {
            self.event_type = Some(event.name.to_string());
        }
        if let Some(version) = contract.version(document) {
            self.version = Some(version.to_string());
        }
        let amounts = contract.amounts(document, report.event).into_iter();
        self.money.extend(amounts.map(|amount| {
            let money = amount.money;
            json!({
                "pointer": amount.path,
                "minor": money.minor(),
                "currency": money.currency().code(),
                "text": money.to_string(),
            })
        }));
        self.report(&report);
    }

    fn report(&mut self, report: &Report) {
        for finding in &report.findings {
            let shown = json!({ "pointer": finding.path, "why": why(finding) });
            if matches!(finding.problem, Problem::Missing { .. }) {
                self.missing.push(shown);
            } else if finding.problem != Problem::UnknownType {
                // Whether the type is known is told by itself.
                self.wrong.push(shown);
            }
        }
    }

    fn write(self) -> Value {
        json!({
            "catalog": self.catalog.map(|catalog| catalog.id),
            "type": self.event_type,
            "isKnown": self.is_known,
            "summary": self.summary,
            "id": self.id,
            "version": self.version,
            "isTest": self.is_test,
            "missing": self.missing,
            "wrong": self.wrong,
            "money": self.money,
            "url": self.catalog.map(|catalog| format!("docs/events.md#{}", anchor(catalog.title))),
        })
    }
}

/// Says what is wrong, without the path, which stands beside it.
fn why(finding: &waxseal_events::Finding) -> String {
    let text = finding.to_string();
    let path = format!("{}: ", finding.path);
    text.strip_prefix(&path).unwrap_or(&text).to_string()
}

/// Writes a heading as the address of its section.
fn anchor(title: &str) -> String {
    title.to_ascii_lowercase().replace(' ', "-")
}

/// Finds the catalog: the sender's own, or one whose type or fields the event has.
fn find_catalog(scheme: &Scheme<'_>, document: &Document<'_>) -> Option<&'static Catalog> {
    if let Some(own) = catalogs::find(scheme.id) {
        return Some(own);
    }
    let text = |pointer: &str| {
        use waxseal_events::document::Found;
        match Pointer::parse(pointer).ok()?.find(document) {
            Found::Value(value) => Some(value.as_text().unwrap_or_default()),
            Found::Absent | Found::Repeated => None,
        }
    };
    let waxseal = &catalogs::WAXSEAL;
    if text("/schema_version").is_some() && waxseal.event(text("/type")).is_some() {
        return Some(waxseal);
    }
    let fields = catalogs::MINIMUM.common.iter();
    let there = fields.filter(|field| match field.at {
        At::Fixed(at) | At::Default(at) => text(at).is_some(),
        At::Open => false,
    });
    (there.count() >= MINIMUM_FIELDS).then_some(&catalogs::MINIMUM)
}

/// Says where the fields stand that the vendor names no place for: where the source reads them,
/// or where the event has a member of that name.
fn pointers(
    catalog: &'static Catalog,
    scheme: &Scheme<'_>,
    document: &Document<'_>,
) -> Vec<(String, String)> {
    let mut pointers: Vec<(String, String)> = Vec::new();
    for (name, place) in [
        ("id", &scheme.event_id),
        ("type", &scheme.event_type),
        ("schema_version", &scheme.version),
    ] {
        let is_open = catalog
            .field(name)
            .is_some_and(|field| field.at == At::Open);
        if let (Some(Place::Pointer(path)), true) = (place, is_open) {
            pointers.push((name.to_string(), (*path).to_string()));
        }
    }
    for (name, pointer) in catalog.find_places(document) {
        if !pointers.iter().any(|(known, _)| *known == name) {
            pointers.push((name, pointer));
        }
    }
    pointers
}
