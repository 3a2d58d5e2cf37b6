//! The least that a conversion says: `{affiliate_id, customer_id, amount,
//! currency, event_timestamp}`, for senders without a catalog and for postbacks.

use crate::catalog::{At, Catalog, Event, Field, Need, Owner};
use crate::kind::Kind;

/// The minimum contract.
pub static MINIMUM: Catalog = Catalog {
    id: "minimum",
    title: "Minimum contract",
    owner: Owner::Source,
    about: "The five fields that a conversion needs, whoever sends it, as JSON, as a form or in the \
            query of a postback. Set another pointer (`/payout`) for a sender that names them \
            otherwise. Amounts are integers in minor units unless the setting `amounts` says `major`.",
    reference: "Webhook glossary, section \"Webhook Best Practices\": {affiliate_id, customer_id, amount, currency, event_timestamp}",
    common: &FIELDS,
    events: &[Event {
        name: "",
        about: "A conversion, payment or reversal. A reversal has a negative amount.",
        fields: &[],
    }],
    versions: &[],
};

const FIELDS: [Field; 5] = [
    field(
        "affiliate_id",
        "/affiliate_id",
        Kind::Id,
        "Who brought the customer.",
        "\"aff_7\"",
    ),
    field(
        "customer_id",
        "/customer_id",
        Kind::Id,
        "Who bought, deposited or signed up.",
        "\"cus_42\"",
    ),
    field(
        "amount",
        "/amount",
        Kind::Amount,
        "The amount, negative for a reversal.",
        "1250",
    ),
    field(
        "currency",
        "/currency",
        Kind::Currency,
        "The amount's currency.",
        "\"USD\"",
    ),
    field(
        "event_timestamp",
        "/event_timestamp",
        Kind::Time,
        "When it happened.",
        "\"2026-05-29T14:21:12Z\"",
    ),
];

const fn field(
    name: &'static str,
    at: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        at: At::Default(at),
        kind,
        need: Need::Required,
        about,
        example,
    }
}
