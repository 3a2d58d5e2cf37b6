//! Checks events against a catalog.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::catalog::{At, Catalog, Event, Field, Need, TYPE};
use crate::currency::Currency;
use crate::document::{Document, Found, Json};
use crate::kind::{self, Context, Fit, Kind};
use crate::options::{ContractError, Options};
use crate::pointer::Pointer;
use crate::report::{Finding, Problem, Report};
use crate::version::Versions;

/// A catalog with what the user set: made once, used for every event.
#[derive(Clone, Debug)]
pub struct Contract {
    catalog: &'static Catalog,
    /// Where each field stands that has a place.
    places: Vec<(&'static str, Pointer)>,
    versions: Versions,
    amounts: kind::Amounts,
    currency: Option<Currency>,
}

impl Contract {
    /// Makes a contract.
    ///
    /// # Errors
    /// [`ContractError`] with the setting: an unknown field, one whose place the
    /// vendor fixed, a bad pointer, version or currency.
    pub fn new(catalog: &'static Catalog, options: &Options) -> Result<Self, ContractError> {
        let mut places = read_pointers(catalog, options)?;
        for field in all_fields(catalog) {
            let is_set = places.iter().any(|(name, _)| *name == field.name);
            if let (At::Fixed(at) | At::Default(at), false) = (field.at, is_set) {
                places.push((field.name, parse(field.name, at)?));
            }
        }
        Ok(Self {
            catalog,
            places,
            versions: read_versions(catalog, options)?,
            amounts: options.amounts,
            currency: read_currency(catalog, options)?,
        })
    }

    /// Returns the catalog.
    #[must_use]
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// Checks a JSON body. One that cannot be read is a finding too.
    #[must_use]
    pub fn check_json(&self, body: &[u8]) -> Report {
        match Document::parse_json(body) {
            Ok(document) => self.check(&document, None),
            Err(error) => Report::unreadable(error),
        }
    }

    /// Checks a document. `event_type` is the type where it stands outside the
    /// body, such as in a header or the query; otherwise it is read from its field.
    #[must_use]
    pub fn check(&self, document: &Document<'_>, event_type: Option<&str>) -> Report {
        let named = event_type.or_else(|| kind::text(self.value(TYPE, document)?));
        let event = self.catalog.event(named);
        let context = self.context(document);
        let mut findings = Vec::new();
        for field in self.catalog.fields(event) {
            if field.name == TYPE && event_type.is_some() {
                continue;
            }
            findings.extend(self.check_field(field, document, &context));
        }
        if let (None, Some(_)) = (event, named) {
            findings.push(Finding {
                field: TYPE,
                path: self.path(TYPE),
                problem: Problem::UnknownType,
            });
        }
        let test = self.value("test", document);
        Report {
            event,
            is_test: test.and_then(|test| kind::flag(test, document.is_form())) == Some(true),
            findings,
        }
    }

    fn check_field(
        &self,
        field: &'static Field,
        document: &Document<'_>,
        context: &Context<'_>,
    ) -> Option<Finding> {
        if field.kind == Kind::Currency && self.currency.is_some() {
            return None;
        }
        let pointer = self.pointer(field.name)?;
        let expected = field.kind.expected(self.amounts);
        let is_optional = field.need == Need::Optional;
        let problem = match pointer.find(document) {
            Found::Absent | Found::Value(Json::Null) if is_optional => return None,
            Found::Absent => Problem::Missing { expected },
            Found::Repeated => Problem::Repeated,
            Found::Value(value) => match field.kind.judge(value, context) {
                Fit::Good => return None,
                Fit::NewMajor => Problem::NewMajor,
                Fit::Unlisted => Problem::UnlistedVersion,
                Fit::Malformed => Problem::Malformed {
                    expected,
                    found: value.kind(),
                },
            },
        };
        Some(Finding {
            field: field.name,
            path: pointer.as_str().to_owned(),
            problem,
        })
    }

    pub(crate) fn context(&self, document: &Document<'_>) -> Context<'_> {
        Context {
            is_form: document.is_form(),
            amounts: self.amounts,
            currency: self
                .currency
                .or_else(|| kind::currency(self.value("currency", document)?)),
            versions: &self.versions,
        }
    }

    pub(crate) fn value<'d, 'a>(
        &self,
        name: &str,
        document: &'d Document<'a>,
    ) -> Option<&'d Json<'a>> {
        match self.pointer(name)?.find(document) {
            Found::Value(value) => Some(value),
            Found::Absent | Found::Repeated => None,
        }
    }

    pub(crate) fn pointer(&self, name: &str) -> Option<&Pointer> {
        let place = self.places.iter().find(|(known, _)| *known == name);
        place.map(|(_, pointer)| pointer)
    }

    fn path(&self, name: &str) -> String {
        self.pointer(name)
            .map_or_else(String::new, |pointer| pointer.as_str().to_owned())
    }
}

fn all_fields(catalog: &'static Catalog) -> impl Iterator<Item = &'static Field> {
    let own = catalog.events.iter().flat_map(|event: &Event| event.fields);
    catalog.common.iter().chain(own)
}

fn read_pointers(
    catalog: &'static Catalog,
    options: &Options,
) -> Result<Vec<(&'static str, Pointer)>, ContractError> {
    let mut places: Vec<(&'static str, Pointer)> = Vec::new();
    for (name, text) in &options.pointers {
        let fails = |detail: String| {
            Err(ContractError {
                at: format!("pointers/{name}"),
                detail,
            })
        };
        let Some(field) = catalog.field(name) else {
            let mut known: Vec<&str> = Vec::new();
            for field in all_fields(catalog).filter(|field| !matches!(field.at, At::Fixed(_))) {
                if !known.contains(&field.name) {
                    known.push(field.name);
                }
            }
            return fails(if known.is_empty() {
                format!("{} fixes where its fields stand", catalog.title)
            } else {
                format!(
                    "is no field of {}; its fields are {}",
                    catalog.id,
                    known.join(", ")
                )
            });
        };
        if let At::Fixed(at) = field.at {
            return fails(format!("stands at {at}, as {} fixes it", catalog.title));
        }
        if places.iter().any(|(known, _)| known == name) {
            return fails("is set twice".to_owned());
        }
        places.push((field.name, parse(name, text)?));
    }
    Ok(places)
}

fn parse(name: &str, text: &str) -> Result<Pointer, ContractError> {
    Pointer::parse(text).map_err(|detail| ContractError {
        at: format!("pointers/{name}"),
        detail: format!("{text:?} {detail}"),
    })
}

fn read_versions(catalog: &'static Catalog, options: &Options) -> Result<Versions, ContractError> {
    let fails = |detail: &str| {
        Err(ContractError {
            at: "versions".to_owned(),
            detail: detail.to_owned(),
        })
    };
    let fallback = || catalog.versions.iter().map(ToString::to_string).collect();
    let texts: Vec<String> = if options.versions.is_empty() {
        fallback()
    } else if catalog.field("schema_version").is_none() {
        return fails("mean nothing here: the catalog has no version field");
    } else {
        options.versions.clone()
    };
    Versions::parse(&texts).or_else(fails)
}

fn read_currency(
    catalog: &'static Catalog,
    options: &Options,
) -> Result<Option<Currency>, ContractError> {
    let Some(code) = &options.currency else {
        return Ok(None);
    };
    let fails = |detail: String| {
        Err(ContractError {
            at: "currency".to_owned(),
            detail,
        })
    };
    match (
        catalog.field("currency").map(|field| field.at),
        Currency::parse(code),
    ) {
        (None | Some(At::Fixed(_)), _) => fails(format!(
            "cannot be set: events of {} name theirs",
            catalog.title
        )),
        (Some(_), Some(currency)) if currency.exponent().is_some() => Ok(Some(currency)),
        (Some(_), _) => fails(format!(
            "{code:?} is no active ISO 4217 code with a minor unit"
        )),
    }
}
