//! Track360: seventeen types. Its guide names what a payload says, not the JSON
//! fields that say it, so every field is a concept behind a pointer that the
//! user sets.

use crate::catalog::{At, Catalog, Event, Field, Need, Owner};
use crate::kind::Kind;

/// The events of Track360.
pub static TRACK360: Catalog = Catalog {
    id: "track360",
    title: "Track360",
    owner: Owner::Source,
    about: "Track360's guide names seventeen types and what their payloads say, but no JSON fields. \
            Each field here is therefore a concept: set a JSON pointer for it and it is checked; \
            leave it unset and it is not. The guide lists the concepts for conversion.qualified; \
            to which other types each applies is our reading of it. Amounts are taken as integers \
            in minor units unless the setting `amounts` says `major`.",
    reference: "Track360 guide \"Affiliate Platform Webhook Configuration\", 2026-06-03, sections \
                \"Core event types to configure\" and \"Webhook payload structure and data contracts\"",
    common: &[
        concept(
            "id",
            Kind::Id,
            "The unique event id, for idempotency.",
            "\"evt_1\"",
        ),
        concept("type", Kind::Text, "The event's type.", "null"),
        concept(
            "timestamp",
            Kind::Time,
            "When it happened.",
            "\"2026-05-29T14:21:12Z\"",
        ),
        concept(
            "schema_version",
            Kind::Version,
            "The schema version of the payload.",
            "\"1.0\"",
        ),
        Field {
            need: Need::Optional,
            ..concept("test", Kind::Flag, "Whether it is a test event.", "true")
        },
    ],
    events: &[
        event("click.tracked", "A tracked click is recorded.", CLICK),
        event(
            "conversion.created",
            "A new conversion is registered: registration, deposit, trade, challenge purchase.",
            CONVERSION,
        ),
        event(
            "conversion.qualified",
            "The conversion passes qualification rules and becomes commission-eligible.",
            QUALIFIED,
        ),
        event(
            "conversion.rejected",
            "The conversion is flagged as fraudulent or fails qualification.",
            CONVERSION,
        ),
        event(
            "conversion.updated",
            "Conversion data is amended.",
            CONVERSION,
        ),
        event(
            "commission.calculated",
            "A commission amount is computed for a qualified conversion.",
            COMMISSION,
        ),
        event(
            "commission.approved",
            "The commission passes the holdback period and is approved for payment.",
            COMMISSION,
        ),
        event(
            "commission.adjusted",
            "A previously approved commission is adjusted: clawback, chargeback, correction. The amount may be negative.",
            COMMISSION,
        ),
        event(
            "commission.tier_changed",
            "A partner moves to a new commission tier based on performance.",
            TIER,
        ),
        event(
            "payout.scheduled",
            "A payment batch is queued for processing.",
            PAYOUT,
        ),
        event(
            "payout.processing",
            "The payment is being processed by the payment provider.",
            PAYOUT,
        ),
        event(
            "payout.completed",
            "The payment has been sent and confirmed.",
            PAYOUT,
        ),
        event(
            "payout.failed",
            "The payment failed: invalid details, insufficient funds, provider error.",
            PAYOUT,
        ),
        event(
            "partner.registered",
            "A new affiliate or IB signs up for the program.",
            PARTNER,
        ),
        event(
            "partner.approved",
            "The partner passes review and is activated.",
            PARTNER,
        ),
        event(
            "partner.suspended",
            "The partner is suspended: compliance issue, fraud, inactivity.",
            PARTNER,
        ),
        event(
            "partner.terminated",
            "The partner is removed from the program.",
            PARTNER,
        ),
    ],
    // The guide asks for a version field and names no value: the user lists them.
    versions: &[],
};

const AFFILIATE_ID: Field = concept("affiliate_id", Kind::Id, "The affiliate's id.", "\"aff_7\"");
const AFFILIATE_NAME: Field = concept(
    "affiliate_name",
    Kind::Text,
    "The affiliate's name.",
    "\"Example Media\"",
);
const CUSTOMER_ID: Field = concept(
    "customer_id",
    Kind::Id,
    "The customer's or player's id.",
    "\"player_42\"",
);
const CONVERSION_ID: Field = concept(
    "conversion_id",
    Kind::Id,
    "The conversion's id.",
    "\"conv_9\"",
);
const CONVERSION_TYPE: Field = concept(
    "conversion_type",
    Kind::Text,
    "The conversion's type.",
    "\"deposit\"",
);
const QUALIFYING: Field = concept(
    "qualifying_amount",
    Kind::Amount,
    "The deposit amount, trade volume or challenge purchase.",
    "25000",
);
const CURRENCY: Field = concept(
    "currency",
    Kind::Currency,
    "The currency of the amounts.",
    "\"USD\"",
);
const COMMISSION_AMOUNT: Field = concept(
    "commission_amount",
    Kind::Amount,
    "The calculated commission.",
    "5000",
);
const COMMISSION_MODEL: Field = concept(
    "commission_model",
    Kind::Text,
    "The commission's model, such as CPA.",
    "\"CPA\"",
);
const PAYOUT_AMOUNT: Field = concept("payout_amount", Kind::Amount, "What is paid out.", "125000");
const TIER_NAME: Field = concept("tier", Kind::Id, "The partner's new tier.", "\"gold\"");
const SOURCE: Field = concept(
    "source",
    Kind::Text,
    "The traffic source.",
    "\"newsletter\"",
);
const SUB_IDS: Field = concept("sub_ids", Kind::Any, "The sub-IDs.", "[\"spring\"]");
const GEO: Field = concept("geo", Kind::Any, "The geo information.", "\"DE\"");

const CLICK: &[Field] = &[AFFILIATE_ID, SOURCE, SUB_IDS, GEO];
const CONVERSION: &[Field] = &[
    CONVERSION_ID,
    CONVERSION_TYPE,
    AFFILIATE_ID,
    AFFILIATE_NAME,
    CUSTOMER_ID,
    SOURCE,
    SUB_IDS,
    GEO,
];
const QUALIFIED: &[Field] = &[
    CONVERSION_ID,
    CONVERSION_TYPE,
    AFFILIATE_ID,
    AFFILIATE_NAME,
    CUSTOMER_ID,
    QUALIFYING,
    CURRENCY,
    COMMISSION_AMOUNT,
    COMMISSION_MODEL,
    SOURCE,
    SUB_IDS,
    GEO,
];
const COMMISSION: &[Field] = &[
    CONVERSION_ID,
    AFFILIATE_ID,
    AFFILIATE_NAME,
    COMMISSION_AMOUNT,
    CURRENCY,
    COMMISSION_MODEL,
];
const TIER: &[Field] = &[AFFILIATE_ID, AFFILIATE_NAME, TIER_NAME];
const PAYOUT: &[Field] = &[AFFILIATE_ID, AFFILIATE_NAME, PAYOUT_AMOUNT, CURRENCY];
const PARTNER: &[Field] = &[AFFILIATE_ID, AFFILIATE_NAME];

const fn event(name: &'static str, about: &'static str, fields: &'static [Field]) -> Event {
    Event {
        name,
        about,
        fields,
    }
}

const fn concept(
    name: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        at: At::Open,
        kind,
        need: Need::Required,
        about,
        example,
    }
}
