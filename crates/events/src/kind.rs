//! What may stand in a field.

use crate::currency::Currency;
use crate::decimal::Decimal;
use crate::document::Json;
use crate::limits;
use crate::moment;
use crate::version::{Standing, Versions};

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text that is not empty.
    Text,
    /// A text that is not empty, or an integer.
    Id,
    /// An object.
    Object,
    /// Anything but null.
    Any,
    /// An integer in minor units, negative for a reversal.
    Minor,
    /// An integer in minor units below zero: what is taken back.
    Reversal,
    /// An amount in the unit that the user named; minor units unless told.
    Amount,
    /// A code of ISO 4217 that has a minor unit.
    Currency,
    /// An ISO 8601 date and time with zone.
    Time,
    /// A schema version.
    Version,
    /// `true` or `false`.
    Flag,
}

/// The unit in which amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Amounts {
    /// Integers: cents, fils, whole yen.
    #[default]
    Minor,
    /// Decimals, as people write them: `12.50`.
    Major,
}

/// What the values of an event are judged by.
pub(crate) struct Context<'c> {
    pub(crate) is_form: bool,
    pub(crate) amounts: Amounts,
    pub(crate) currency: Option<Currency>,
    pub(crate) versions: &'c Versions,
}

/// How a value stands to its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Good,
    Malformed,
    NewMajor,
    Unlisted,
}

impl Kind {
    /// Says what is expected, as the end of a sentence.
    #[must_use]
    pub fn expected(self, amounts: Amounts) -> &'static str {
        match (self, amounts) {
            (Kind::Text, _) => "a text that is not empty",
            (Kind::Id, _) => "an id: a text that is not empty, or an integer",
            (Kind::Object, _) => "an object",
            (Kind::Any, _) => "a value",
            (Kind::Minor, _) | (Kind::Amount, Amounts::Minor) => {
                "an integer in minor units, such as 1250 for 12.50 USD"
            }
            (Kind::Reversal, _) => "an integer in minor units below zero, such as -1250",
            (Kind::Amount, Amounts::Major) => {
                "a decimal with at most the decimals of its currency, such as 12.50"
            }
            (Kind::Currency, _) => "an active ISO 4217 code in capitals, such as USD",
            (Kind::Time, _) => "an ISO 8601 date and time with zone, such as 2026-05-29T14:21:12Z",
            (Kind::Version, _) => "a schema version, such as \"1\" or \"1.2\"",
            (Kind::Flag, _) => "true or false",
        }
    }

    /// Judges a value. In a form every value is a text, and numbers, flags and
    /// Unix times are read from it.
    pub(crate) fn judge(self, value: &Json<'_>, context: &Context<'_>) -> Fit {
        let is_good = match self {
            Kind::Version => return judge_version(value, context.versions),
            Kind::Text => text(value).is_some(),
            Kind::Id => id(value).is_some(),
            Kind::Object => matches!(value, Json::Object(_)),
            Kind::Any => !matches!(value, Json::Null),
            Kind::Minor => minor(value, context.is_form).is_some(),
            Kind::Reversal => minor(value, context.is_form).is_some_and(|minor| minor < 0),
            Kind::Amount => amount(value, context).is_some(),
            Kind::Currency => currency(value).is_some(),
            Kind::Time => time(value, context.is_form).is_some(),
            Kind::Flag => flag(value, context.is_form).is_some(),
        };
        if is_good { Fit::Good } else { Fit::Malformed }
    }
}

fn judge_version(value: &Json<'_>, versions: &Versions) -> Fit {
    let standing = match value {
        Json::Number(text) => versions.judge(text),
        Json::Text(text) => versions.judge(text),
        Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => Standing::Malformed,
    };
    match standing {
        Standing::Listed => Fit::Good,
        Standing::NewMajor => Fit::NewMajor,
        Standing::Unlisted => Fit::Unlisted,
        Standing::Malformed => Fit::Malformed,
    }
}

/// Returns a text that is not empty.
pub(crate) fn text<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    value.as_text().filter(|text| !text.is_empty())
}

/// Returns an id: a text as it is, an integer as it is written.
pub(crate) fn id<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value.as_number() {
        Some(number) => whole(number).map(|_| number),
        None => text(value),
    }
}

/// Returns an amount in minor units: an integer, in a form one written in digits.
pub(crate) fn minor(value: &Json<'_>, is_form: bool) -> Option<i64> {
    if let Some(number) = value.as_number() {
        return whole(number);
    }
    let text = value
        .as_text()
        .filter(|text| is_form && !text.contains('.'))?;
    safe(Decimal::parse_text(text)?)
}

/// Reads an integer that every reader of JSON reads alike.
fn whole(number: &str) -> Option<i64> {
    safe(Decimal::parse_number(number)?)
}

fn safe(decimal: Decimal<'_>) -> Option<i64> {
    let range = -limits::SAFE_INTEGER..=limits::SAFE_INTEGER;
    decimal
        .scale(0)
        .ok()
        .filter(|number| range.contains(number))
}

/// Returns an amount in minor units if the currency is known, otherwise in the
/// smallest unit that any currency has.
pub(crate) fn amount(value: &Json<'_>, context: &Context<'_>) -> Option<i64> {
    if context.amounts == Amounts::Minor {
        return minor(value, context.is_form);
    }
    let decimal = match value.as_number() {
        Some(number) => Decimal::parse_number(number),
        None => Decimal::parse_text(value.as_text()?),
    };
    let exponent = context.currency.and_then(Currency::exponent).unwrap_or(4);
    decimal?.scale(exponent).ok()
}

/// Returns a currency that has a minor unit.
pub(crate) fn currency(value: &Json<'_>) -> Option<Currency> {
    Currency::parse(text(value)?).filter(|currency| currency.exponent().is_some())
}

/// Returns a moment.
pub(crate) fn time(value: &Json<'_>, is_form: bool) -> Option<moment::UnixMillis> {
    let text = text(value)?;
    let unix = || is_form.then(|| moment::parse_unix(text)).flatten();
    moment::parse_iso8601(text).or_else(unix)
}

/// Returns a flag.
pub(crate) fn flag(value: &Json<'_>, is_form: bool) -> Option<bool> {
    match value {
        Json::Bool(flag) => Some(*flag),
        Json::Text(text) if is_form => match text.as_ref() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        Json::Null | Json::Number(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
    }
}
