//! Names of ours, for events that the sources describe and no vendor names:
//! payment, KYC status, chargeback, commission, affiliate status, tier.

use crate::catalog::{At, Catalog, Event, Field, Need, Owner};
use crate::kind::Kind;

/// The events under our names.
pub static WAXSEAL: Catalog = Catalog {
    id: "waxseal",
    title: "waxseal",
    owner: Owner::Waxseal,
    about: "For senders that you write yourself: types for what affiliate programs report and no \
            vendor's documentation names. The names and fields are ours, except payment_completed, \
            which a source has. Flat JSON in which the fields of money are those of the minimum \
            contract. Amounts are integers in minor units; what is taken back is negative, so that \
            a sum is a balance.",
    reference: "Webhook glossaries (payment_completed; KYC status, chargeback, commission approved or reversed, affiliate account status, milestones)",
    common: &[
        field(
            "id",
            "/id",
            Kind::Text,
            Need::Required,
            "The event's id. The same event sent again has the same one.",
            "\"evt_1\"",
        ),
        field(
            "type",
            "/type",
            Kind::Text,
            Need::Required,
            "The event's type.",
            "null",
        ),
        field(
            "event_timestamp",
            "/event_timestamp",
            Kind::Time,
            Need::Required,
            "When it happened.",
            "\"2026-05-29T14:21:12Z\"",
        ),
        field(
            "schema_version",
            "/schema_version",
            Kind::Version,
            Need::Required,
            "The schema version. A breaking change raises the number before the point.",
            "\"1.0\"",
        ),
        field(
            "test",
            "/test",
            Kind::Flag,
            Need::Optional,
            "`true` in a test event. Absent otherwise.",
            "true",
        ),
    ],
    events: &[
        event(
            "payment_completed",
            "A customer has paid.",
            &[AFFILIATE_ID, CUSTOMER_ID, AMOUNT, CURRENCY],
        ),
        event(
            "kyc.status_changed",
            "The KYC status of a customer changes.",
            &[AFFILIATE_ID, CUSTOMER_ID, STATUS, PREVIOUS],
        ),
        event(
            "chargeback.filed",
            "A customer's payment is charged back.",
            &[AFFILIATE_ID, CUSTOMER_ID, REVERSAL, CURRENCY, PAYMENT_ID],
        ),
        event(
            "commission.approved",
            "A commission is approved.",
            &[AFFILIATE_ID, COMMISSION_ID, AMOUNT, CURRENCY],
        ),
        event(
            "commission.reversed",
            "A commission is taken back.",
            &[AFFILIATE_ID, COMMISSION_ID, REVERSAL, CURRENCY],
        ),
        event(
            "affiliate.status_changed",
            "The status of an affiliate's account changes.",
            &[AFFILIATE_ID, STATUS, PREVIOUS],
        ),
        event(
            "tier.reached",
            "An affiliate reaches a tier or milestone.",
            &[AFFILIATE_ID, TIER],
        ),
    ],
    versions: &["1"],
};

const AFFILIATE_ID: Field = required(
    "affiliate_id",
    "/affiliate_id",
    Kind::Id,
    "The affiliate's id.",
    "\"aff_7\"",
);
const CUSTOMER_ID: Field = required(
    "customer_id",
    "/customer_id",
    Kind::Id,
    "The customer's id.",
    "\"cus_42\"",
);
const AMOUNT: Field = required(
    "amount",
    "/amount",
    Kind::Minor,
    "The amount in minor units, negative for a correction.",
    "1250",
);
const REVERSAL: Field = required(
    "amount",
    "/amount",
    Kind::Reversal,
    "What is taken back, in minor units: below zero.",
    "-1250",
);
const CURRENCY: Field = required(
    "currency",
    "/currency",
    Kind::Currency,
    "The amount's currency.",
    "\"USD\"",
);
const COMMISSION_ID: Field = required(
    "commission_id",
    "/commission_id",
    Kind::Id,
    "The commission's id.",
    "\"com_3\"",
);
const STATUS: Field = required(
    "status",
    "/status",
    Kind::Text,
    "The new status.",
    "\"approved\"",
);
const TIER: Field = required(
    "tier",
    "/tier",
    Kind::Id,
    "The tier or milestone.",
    "\"gold\"",
);
const PAYMENT_ID: Field = field(
    "payment_id",
    "/payment_id",
    Kind::Id,
    Need::Optional,
    "The payment that is charged back.",
    "\"pay_5\"",
);
const PREVIOUS: Field = field(
    "previous_status",
    "/previous_status",
    Kind::Text,
    Need::Optional,
    "The status before.",
    "\"pending\"",
);

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
