//! Reads the amounts of an event, whatever its type.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::catalog::Event;
use crate::contract::Contract;
use crate::currency::Currency;
use crate::document::Document;
use crate::kind::{self, Kind};
use crate::money::Money;

/// An amount and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its JSON pointer.
    pub path: String,
    /// What stands there.
    pub money: Money,
}

impl Contract {
    /// Reads every amount that `event` has by its catalog, in its order. One that is malformed, or
    /// whose currency nobody names, is left out: the check says why.
    #[must_use]
    pub fn amounts(&self, document: &Document<'_>, event: Option<&'static Event>) -> Vec<Amount> {
        let Some(currency) = self.currency_of(document, event) else {
            return Vec::new();
        };
        let mut context = self.context(document);
        context.currency = Some(currency);
        let read = |kind, name: &'static str| {
            let value = self.value(name, document)?;
            let minor = match kind {
                Kind::Minor | Kind::Reversal => kind::minor(value, document.is_form()),
                Kind::Amount => kind::amount(value, &context),
                Kind::Text
                | Kind::Id
                | Kind::Object
                | Kind::Any
                | Kind::Currency
                | Kind::Time
                | Kind::Version
                | Kind::Flag => None,
            };
            Some(Amount {
                path: self.pointer(name)?.as_str().to_owned(),
                money: Money::from_minor(minor?, currency).ok()?,
            })
        };
        let fields = self.catalog().fields(event);
        fields
            .filter_map(|field| read(field.kind, field.name))
            .collect()
    }

    /// Returns the event's schema version as it is written.
    #[must_use]
    pub fn version<'d>(&self, document: &'d Document<'_>) -> Option<&'d str> {
        let value = self.value("schema_version", document)?;
        value.as_number().or_else(|| kind::text(value))
    }

    fn currency_of(
        &self,
        document: &Document<'_>,
        event: Option<&'static Event>,
    ) -> Option<Currency> {
        let set = self.context(document).currency;
        let named = || {
            let mut fields = self.catalog().fields(event);
            let field = fields.find(|field| field.kind == Kind::Currency)?;
            kind::currency(self.value(field.name, document)?)
        };
        set.or_else(named)
    }
}
