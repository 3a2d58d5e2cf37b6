//! Reads postbacks into the minimum contract.

use alloc::borrow::ToOwned;
use alloc::string::String;

use crate::contract::Contract;
use crate::document::Document;
use crate::kind;
use crate::moment::UnixMillis;
use crate::money::Money;
use crate::report::Report;

/// What the minimum contract says, typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minimum {
    /// Who brought the customer.
    pub affiliate_id: String,
    /// Who bought, deposited or signed up.
    pub customer_id: String,
    /// The amount, negative for a reversal.
    pub amount: Money,
    /// When it happened.
    pub event_timestamp: UnixMillis,
}

impl Contract {
    /// Reads the minimum contract out of a postback, whether it came by query,
    /// form or JSON. In a query or form, digits alone are taken as Unix time.
    ///
    /// # Errors
    /// The report of what is missing or malformed. A contract without the five
    /// fields finds all events wanting.
    pub fn read_minimum(&self, document: &Document<'_>) -> Result<Minimum, Report> {
        let report = self.check(document, None);
        if !report.is_good() {
            return Err(report);
        }
        self.minimum(document).ok_or(report)
    }

    fn minimum(&self, document: &Document<'_>) -> Option<Minimum> {
        let context = self.context(document);
        let id = |name| Some(kind::id(self.value(name, document)?)?.to_owned());
        let amount = kind::amount(self.value("amount", document)?, &context)?;
        let at = self.value("event_timestamp", document)?;
        Some(Minimum {
            affiliate_id: id("affiliate_id")?,
            customer_id: id("customer_id")?,
            amount: Money::from_minor(amount, context.currency?).ok()?,
            event_timestamp: kind::time(at, document.is_form())?,
        })
    }
}
