//! AffiliateBase: eight types, the names exactly as its documentation has them.

use crate::catalog::{At, Catalog, Event, Field, Need, Owner};
use crate::kind::Kind;

/// The events of AffiliateBase.
pub static AFFILIATEBASE: Catalog = Catalog {
    id: "affiliatebase",
    title: "AffiliateBase",
    owner: Owner::Source,
    about: "AffiliateBase sends eight types in one envelope: id, type, time, and the entity under \
            `data`. Its documentation shows the fields of `data` for commission.created only, so \
            there they are required; in the other types a field of the same name is checked where \
            it is present.",
    reference: "AffiliateBase documentation, \"Outbound Webhooks\", sections \"Available events\" and \"Payload shape\"",
    common: &[
        required(
            "id",
            "/id",
            Kind::Text,
            "The event's id. The same event sent again has the same one.",
            "\"webhook_event_id\"",
        ),
        required("type", "/type", Kind::Text, "The event's type.", "null"),
        required(
            "occurred_at",
            "/occurred_at",
            Kind::Time,
            "When it happened.",
            "\"2026-05-29T14:21:12Z\"",
        ),
        optional(
            "test",
            "/test",
            Kind::Flag,
            "`true` in events of the button \"Send test\". Absent otherwise.",
            "true",
        ),
        required(
            "data",
            "/data",
            Kind::Object,
            "The affiliate, referral, commission or payout.",
            "{}",
        ),
    ],
    events: &[
        event(
            "affiliate.created",
            "An affiliate record is created.",
            ENTITY,
        ),
        event(
            "affiliate.approved",
            "An affiliate moves into the active state.",
            ENTITY,
        ),
        event(
            "referral.created",
            "A referral is created from tracking activity.",
            ENTITY,
        ),
        event(
            "referral.converted",
            "A referral reaches conversion state.",
            ENTITY,
        ),
        event(
            "commission.created",
            "A commission is created from a sale.",
            COMMISSION_CREATED,
        ),
        event(
            "commission.due",
            "A commission moves into due state.",
            ENTITY,
        ),
        event("commission.voided", "A commission is voided.", ENTITY),
        event("payout.paid", "A payout is marked paid.", ENTITY),
    ],
    // Its documentation has no version field.
    versions: &[],
};

const COMMISSION_CREATED: &[Field] = &data(Need::Required);
const ENTITY: &[Field] = &data(Need::Optional);

const fn data(need: Need) -> [Field; 8] {
    [
        field(
            "data.id",
            "/data/id",
            Kind::Text,
            need,
            "The entity's id.",
            "\"commission_id\"",
        ),
        field(
            "data.state",
            "/data/state",
            Kind::Text,
            need,
            "The entity's state.",
            "\"pending\"",
        ),
        field(
            "data.amount_cents",
            "/data/amount_cents",
            Kind::Minor,
            need,
            "The amount in cents.",
            "1000",
        ),
        field(
            "data.currency",
            "/data/currency",
            Kind::Currency,
            need,
            "The amount's currency.",
            "\"USD\"",
        ),
        field(
            "data.affiliate_id",
            "/data/affiliate_id",
            Kind::Text,
            need,
            "The affiliate's id.",
            "\"affiliate_id\"",
        ),
        field(
            "data.campaign_id",
            "/data/campaign_id",
            Kind::Text,
            need,
            "The campaign's id.",
            "\"campaign_id\"",
        ),
        field(
            "data.sale_id",
            "/data/sale_id",
            Kind::Text,
            need,
            "The sale's id.",
            "\"sale_id\"",
        ),
        field(
            "data.created_at",
            "/data/created_at",
            Kind::Time,
            need,
            "When the entity was created.",
            "\"2026-05-29T14:21:12Z\"",
        ),
    ]
}

const fn event(name: &'static str, about: &'static str, fields: &'static [Field]) -> Event {
    Event {
        name,
        about,
        fields,
    }
}

const fn required(
    name: &'static str,
    at: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static str,
) -> Field {
    field(name, at, kind, Need::Required, about, example)
}

const fn optional(
    name: &'static str,
    at: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static str,
) -> Field {
    field(name, at, kind, Need::Optional, about, example)
}

const fn field(
    name: &'static str,
    at: &'static str,
    kind: Kind,
    need: Need,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        at: At::Fixed(at),
        kind,
        need,
        about,
        example,
    }
}
