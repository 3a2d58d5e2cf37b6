//! The shapes of what the API takes and answers. `docs/openapi.json` is made of them, and every
//! answer of the end-to-end tests is held against that.

use super::shape::Shape::{
    Any, Either, Flag, Integer, List, Map, Named as Ref, Nullable, Object, OneOf, Text,
};
use super::shape::{COUNT, MOMENT, MOST, Member, NAME, Named, Shape, TEXT, maybe, member};
use crate::limits;

/// States of an event or of one of its deliveries.
const STATES: &[&str] = &[
    "accepted",
    "conflict",
    "unrouted",
    "pending",
    "delivering",
    "delivered",
    "held",
    "dead",
    "expired",
];

const F_SOURCE: Member = maybe("source", NAME, "The source's name.");
const F_TYPE: Member = maybe("type", Text(512), "The event's type, whole.");
const F_STATE: Member = maybe(
    "state",
    OneOf(STATES),
    "The state of the event, or of one of its deliveries; of the origin's, if one is named.",
);
const F_ORIGIN: Member = maybe("origin", NAME, "An origin that has a delivery of it.");
const F_TEST: Member = maybe("test", Flag, "Whether it is a test event.");
const F_SINCE: Member = maybe(
    "since",
    MOMENT,
    "Accepted at this moment or later, in Unix milliseconds.",
);
const F_UNTIL: Member = maybe(
    "until",
    MOMENT,
    "Accepted before this moment, in Unix milliseconds.",
);

/// What restricts a replay.
const FILTER: [Member; 7] = [
    F_SOURCE, F_TYPE, F_STATE, F_ORIGIN, F_TEST, F_SINCE, F_UNTIL,
];

const PAGE_LIMIT: Member = maybe(
    "limit",
    Integer(1, limits::PAGE_EVENTS),
    "How many at the most. Default 100.",
);
const CURSOR: Member = maybe(
    "cursor",
    Text(512),
    "Where the list goes on: what the last answer said.",
);
const AFTER: Member = maybe(
    "after",
    Text(512),
    "Pulls, the oldest first: `start` for the beginning, then the cursor of the last answer. Nothing is skipped that commits late, and nothing is told twice.",
);

pub(super) static LIST: &[Member] = &[
    PAGE_LIMIT, CURSOR, AFTER, F_SOURCE, F_TYPE, F_STATE, F_ORIGIN, F_TEST, F_SINCE, F_UNTIL,
];

pub(super) static DEAD: &[Member] = &[
    PAGE_LIMIT, CURSOR, AFTER, F_SOURCE, F_TYPE, F_ORIGIN, F_TEST, F_SINCE, F_UNTIL,
];

pub(super) static EXPORT: &[Member] = &[
    member("format", OneOf(&["ndjson", "csv"]), "NDJSON or CSV."),
    maybe(
        "limit",
        Integer(1, limits::EXPORT_EVENTS),
        "How many events at the most. Default 1000.",
    ),
    AFTER,
    F_SOURCE,
    F_TYPE,
    F_STATE,
    F_ORIGIN,
    F_TEST,
    F_SINCE,
    F_UNTIL,
];

pub(super) static BODY: &[Member] = &[maybe(
    "revision",
    Integer(0, 1_000),
    "Which content of the event. Default the one that the id names, or 0.",
)];

pub(super) static STATS: &[Member] = &[maybe(
    "since",
    MOMENT,
    "From this moment on, in Unix milliseconds. Default the last 24 hours; counters are kept for a week.",
)];

pub(super) static AUDIT: &[Member] = &[
    PAGE_LIMIT,
    maybe("before", Integer(1, MOST), "Entries before this number."),
];

pub(super) static NOTHING: &[Member] = &[];

const ORIGINS: Shape = List(&NAME, limits::ORIGINS);

pub(super) static REPLAY_ONE: Shape = Object(&[
    maybe(
        "origins",
        ORIGINS,
        "The origins that get it again. Default all that had it; of an event that no origin matched, all that match now.",
    ),
    maybe(
        "revision",
        Integer(0, 1_000),
        "One content of it. Default the one that the id names, or every one.",
    ),
]);

pub(super) static REPLAY: Shape = Object(&[
    member(
        "filter",
        Object(&FILTER),
        "Which events. An empty one means all.",
    ),
    maybe(
        "origins",
        ORIGINS,
        "The origins that get them again. Default each one whose delivery is not open.",
    ),
    maybe(
        "dry_run",
        Flag,
        "Counts what would be replayed, and starts nothing. Default false.",
    ),
    maybe(
        "limit",
        Integer(1, limits::API_REPLAY_EVENTS),
        "How many events at the most. Default 100.",
    ),
    maybe(
        "rate",
        Text(16),
        "Events per second, minute or hour. Default 600/m.",
    ),
    maybe(
        "cursor",
        Text(512),
        "Where the replay goes on: what the last answer said.",
    ),
]);

pub(super) static TEST: Shape = Object(&[
    maybe(
        "source",
        NAME,
        "The source that it seems to come from. Default the first that can sign.",
    ),
    maybe(
        "type",
        Text(256),
        "Its type. Default the first that the origin subscribes to.",
    ),
]);

pub(super) static ARM: Shape = Object(&[member("source", NAME, "The source's name.")]);

pub(super) static OUTCOME: Shape = Object(&[
    member(
        "outcome",
        OneOf(&["processed", "failed"]),
        "What became of it.",
    ),
    maybe(
        "reason",
        Text(limits::OUTCOME_REASON_CHARACTERS),
        "Why it failed.",
    ),
]);

static PROBLEM_NAMED: Named = Named {
    name: "Problem",
    shape: Object(&[
        member("type", TEXT, "A URN that holds the code."),
        member("title", TEXT, "What the code means."),
        member("status", Integer(400, 599), "The HTTP status."),
        member("code", TEXT, "The name of the failure."),
        maybe(
            "at",
            TEXT,
            "The place of a bad parameter: `query:limit`, `body:/origins/0`.",
        ),
        maybe("detail", TEXT, "What to change."),
    ]),
};
pub(super) static PROBLEM: Shape = Ref(&PROBLEM_NAMED);

static ATTEMPT: Named = Named {
    name: "Attempt",
    shape: Object(&[
        member("number", COUNT, "Counts the delivery's attempts from 1."),
        maybe(
            "generation",
            COUNT,
            "The replay that it belongs to. Absent in the first run.",
        ),
        member("started_at", MOMENT, "When it began."),
        maybe(
            "outcome",
            Either(
                &Object(&[
                    member("received", OneOf(&["answer"]), "An HTTP answer."),
                    member("status", Integer(0, 999), "Its status."),
                    maybe("retry_after", TEXT, "`Retry-After` as received."),
                    maybe("body", TEXT, "The start of its body."),
                    member("duration_millis", COUNT, "How long the call took."),
                ]),
                &Object(&[
                    member(
                        "received",
                        OneOf(&["timeout", "network", "unsent"]),
                        "What came instead of an answer; `unsent`: the request could not be written.",
                    ),
                    maybe("detail", TEXT, "What the host says."),
                    maybe("cause", Either(&TEXT, &Map(&Any)), "Why nothing was sent."),
                    member("duration_millis", COUNT, "How long the call took."),
                ]),
            ),
            "What came of it. Absent while it runs, and when that was lost.",
        ),
    ]),
};

static DELIVERY: Named = Named {
    name: "Delivery",
    shape: Object(&[
        member("origin", NAME, "The origin's name."),
        member(
            "state",
            OneOf(&[
                "pending",
                "delivering",
                "delivered",
                "held",
                "dead",
                "expired",
            ]),
            "Where it stands.",
        ),
        member(
            "next",
            Nullable(&MOMENT),
            "When the next attempt is due, or the lease of the running one ends.",
        ),
        member(
            "generation",
            COUNT,
            "How often it was replayed or reopened.",
        ),
        member(
            "cause",
            Nullable(&Either(&TEXT, &Map(&Any))),
            "Why it is held or dead: a word, or `{ \"status\": 404 }`.",
        ),
        maybe(
            "outcome",
            Object(&[
                member("at", MOMENT, "When the origin told so."),
                member("is_processed", Flag, "Whether it was processed."),
                maybe("reason", TEXT, "Why not, in the origin's words."),
            ]),
            "What the origin told of it later.",
        ),
        member(
            "attempts",
            List(&Ref(&ATTEMPT), usize::MAX),
            "The latest attempts.",
        ),
    ]),
};

static EVENT: Named = Named {
    name: "Event",
    shape: Object(&[
        member("id", TEXT, "The `webhook-id` that origins see."),
        member("source", NAME, "The source's name."),
        member("event_id", Nullable(&TEXT), "The sender's id."),
        maybe(
            "event_ids",
            COUNT,
            "How many ids stand in a list of events.",
        ),
        member("event_type", Nullable(&TEXT), "The event's type."),
        member(
            "state",
            OneOf(&["accepted", "conflict", "unrouted"]),
            "Where it stands.",
        ),
        member("revision", COUNT, "Which content of its key it is, from 0."),
        member("test", Flag, "Whether it is a test event."),
        member(
            "mark",
            Nullable(&OneOf(&["body_not_json", "key_missing"])),
            "What is unusual about it.",
        ),
        maybe(
            "findings",
            List(
                &Object(&[
                    member("path", TEXT, "Where in the body (RFC 6901)."),
                    member("code", TEXT, "What, such as `field_missing`."),
                ]),
                usize::MAX,
            ),
            "What it lacks of its source's contract.",
        ),
        member(
            "assurance",
            OneOf(&["signed", "signed_partial", "token", "none"]),
            "How strong its proof was.",
        ),
        maybe("secret", TEXT, "The name of the secret that proved it."),
        member("accepted_at", MOMENT, "When it was accepted."),
        member("body_bytes", COUNT, "The body's length."),
        member(
            "deliveries",
            List(&Ref(&DELIVERY), usize::MAX),
            "The way to each origin.",
        ),
    ]),
};

pub(super) static EVENT_LINE: Shape = Ref(&EVENT);

static PAGE_NAMED: Named = Named {
    name: "Page",
    shape: Object(&[
        member("events", List(&Ref(&EVENT), usize::MAX), "The events."),
        member(
            "cursor",
            Nullable(&TEXT),
            "Where the list goes on; none at its end. When pulling there always is one.",
        ),
        member(
            "more",
            Flag,
            "Whether there is more. With a filter each ledger looks at a bounded number of events per call, so a part may be empty although more follow.",
        ),
        member(
            "unreadable",
            COUNT,
            "Events of this part that this version cannot read.",
        ),
    ]),
};
pub(super) static PAGE: Shape = Ref(&PAGE_NAMED);

pub(super) static EVENTS: Shape = Object(&[member(
    "events",
    List(&Ref(&EVENT), usize::MAX),
    "Every content of the event, in their order.",
)]);

pub(super) static ERASED: Shape = Object(&[member("erased", COUNT, "Bodies that were there.")]);

pub(super) static REOPENED: Shape = Object(&[
    member(
        "reopened",
        List(&NAME, usize::MAX),
        "The origins that get it again.",
    ),
    member(
        "missing",
        List(&NAME, usize::MAX),
        "The origins that were named and never had it: resend adds them.",
    ),
]);

pub(super) static OUTCOME_TAKEN: Shape = Object(&[
    member("id", TEXT, "The event."),
    member("origin", NAME, "The origin."),
    member("outcome", OneOf(&["processed", "failed"]), "What is noted."),
]);

pub(super) static REPLAYED: Shape = Object(&[
    member("matched", COUNT, "Events that match."),
    member("deliveries", COUNT, "Deliveries that start, or would."),
    member("ids", List(&TEXT, usize::MAX), "The first of the events."),
    member("more", Flag, "Whether there is more behind them."),
    member(
        "cursor",
        Nullable(&TEXT),
        "Where the replay goes on, if there is more.",
    ),
]);

pub(super) static GATES: Shape = Object(&[
    member("is_complete", Flag, "Whether all that waits was counted."),
    member(
        "origins",
        List(
            &Object(&[
                member("origin", NAME, "The origin's name."),
                member("is_configured", Flag, "Whether the configuration has it."),
                member(
                    "paused",
                    Nullable(&Object(&[
                        member("at", MOMENT, "Since when."),
                        member(
                            "cause",
                            OneOf(&["operator", "gone"]),
                            "An operator wants it, or the origin answered 410.",
                        ),
                        member(
                            "by",
                            TEXT,
                            "Who wanted it: the name of a token, or `waxseal`.",
                        ),
                        member(
                            "ledgers",
                            Integer(1, 16),
                            "How many of the 16 ledgers hold; fewer than 16: pause or resume again.",
                        ),
                    ])),
                    "Whether it is paused.",
                ),
                member(
                    "breaker",
                    Nullable(&Object(&[
                        member(
                            "failures",
                            COUNT,
                            "Calls that failed in a row, at the most in one ledger.",
                        ),
                        member("open_until", MOMENT, "When the next call is made."),
                        member(
                            "ledgers",
                            Integer(1, 16),
                            "In how many of the 16 ledgers it is open.",
                        ),
                    ])),
                    "Whether it is left alone for a while, because too many calls failed in a row.",
                ),
                member(
                    "deliveries",
                    Object(&[
                        member("pending", COUNT, "Waiting for their next attempt."),
                        member("delivering", COUNT, "Under way."),
                        member("held", COUNT, "Waiting for an operator."),
                        member("dead", COUNT, "Given up."),
                    ]),
                    "What is not done, over all ledgers.",
                ),
            ]),
            usize::MAX,
        ),
        "Each origin that is configured or has something waiting.",
    ),
]);

pub(super) static GATE: Shape = Object(&[
    member("origin", NAME, "The origin's name."),
    member("paused", Flag, "Whether it is paused now."),
    member(
        "ledgers",
        Integer(16, 16),
        "Every one of the 16 ledgers has confirmed it.",
    ),
]);

pub(super) static TESTED: Shape = Object(&[
    member("id", TEXT, "The event."),
    member("source", NAME, "The source that it came through."),
    member("type", TEXT, "Its type."),
    member(
        "status",
        OneOf(&["accepted", "duplicate", "conflict", "unrouted"]),
        "What the sender was told.",
    ),
]);

static CAPTURE: Named = Named {
    name: "Capture",
    shape: Object(&[
        member("id", COUNT, "Its number."),
        member("source", NAME, "The source's name."),
        member("armed_at", MOMENT, "When it was armed."),
        member("until", MOMENT, "Until when it captures."),
        member("left", COUNT, "How many more requests it takes."),
        member("is_armed", Flag, "Whether it still captures."),
        member("by", TEXT, "Who armed it: the name of a token."),
        member(
            "requests",
            List(
                &Object(&[
                    member("at", MOMENT, "When it came."),
                    member(
                        "code",
                        TEXT,
                        "A reject's code, or what became of the event.",
                    ),
                    member("method", TEXT, "Its method."),
                    member("url", TEXT, "Its URL, with secrets masked."),
                    member("address", Nullable(&TEXT), "The sender's address."),
                    maybe(
                        "content",
                        Object(&[
                            member(
                                "headers",
                                List(&List(&TEXT, 2), usize::MAX),
                                "Pairs of name and value, with secrets masked.",
                            ),
                            member("body", TEXT, "The body in base64."),
                            member("is_cut", Flag, "Whether something was cut off."),
                            member(
                                "is_masked",
                                Flag,
                                "Whether something is masked that the sender's proof is made of, or that is the proof: then it cannot match as it stands here.",
                            ),
                        ]),
                        "Headers and body, where one capture is asked for.",
                    ),
                    maybe(
                        "inspect",
                        TEXT,
                        "The path at which the inspector opens with this request, where one capture is asked for. It asks for the secret, and sends nothing.",
                    ),
                ]),
                usize::MAX,
            ),
            "What was captured, the oldest first.",
        ),
    ]),
};
pub(super) static ONE_CAPTURE: Shape = Ref(&CAPTURE);
pub(super) static CAPTURES: Shape = Object(&[member(
    "captures",
    List(&Ref(&CAPTURE), usize::MAX),
    "The newest first.",
)]);
pub(super) static DROPPED: Shape = Object(&[member("id", COUNT, "The capture that is gone.")]);

const COUNTS: Shape = Map(&COUNT);

pub(super) static STATS_ANSWER: Shape = Object(&[
    member("since", MOMENT, "From when on it is counted."),
    member(
        "is_complete",
        Flag,
        "Whether every event since then was looked at; otherwise the newest of each ledger.",
    ),
    member(
        "from",
        Nullable(&MOMENT),
        "When the oldest event that was looked at was accepted.",
    ),
    member("events", COUNTS, "Events by state."),
    member("sources", COUNTS, "Events by source."),
    member("deliveries", COUNTS, "Deliveries by state."),
    member(
        "attempts",
        COUNTS,
        "Attempts by what came back: a status, `timeout`, `network`, `unknown`.",
    ),
    member(
        "latency",
        List(
            &Object(&[
                member(
                    "up_to_millis",
                    Nullable(&COUNT),
                    "The bound; none for what took longer than all.",
                ),
                member("number", COUNT, "Attempts."),
            ]),
            usize::MAX,
        ),
        "Attempts that ended, by duration.",
    ),
    member(
        "counts",
        List(
            &Object(&[
                member(
                    "source",
                    TEXT,
                    "The source's name; empty where none is known.",
                ),
                member(
                    "what",
                    TEXT,
                    "A reject's code, `duplicate_kv`, `handshake`, `shadow` or `other`.",
                ),
                member("number", COUNT, "How often."),
            ]),
            usize::MAX,
        ),
        "What touched no ledger. At most the last ten seconds of an isolate may be lost.",
    ),
]);

pub(super) static SECRETS: Shape = Object(&[member(
    "secrets",
    List(
        &Object(&[
            member("source", NAME, "The source's name."),
            member("secret", NAME, "The secret's name in the environment."),
            member("is_configured", Flag, "Whether the configuration names it."),
            member(
                "is_current",
                Flag,
                "Whether this is the value that the name was seen with last.",
            ),
            member(
                "first_seen_at",
                Nullable(&MOMENT),
                "When this value was first seen.",
            ),
            member(
                "last_used_at",
                Nullable(&MOMENT),
                "When a request was last proved with it.",
            ),
        ]),
        usize::MAX,
    ),
    "Each value of each secret. No value, and nothing that could be tested against one.",
)]);

pub(super) static AUDIT_LIST: Shape = Object(&[
    member(
        "entries",
        List(
            &Object(&[
                member("number", COUNT, "Counts the entries from 1."),
                member("at", MOMENT, "When it was written."),
                maybe("call", COUNT, "The entry of the call that this one ends."),
                member(
                    "token",
                    TEXT,
                    "The name of the token: `admin` or `admin_old`.",
                ),
                member("verb", TEXT, "What was ordered."),
                member("target", TEXT, "Of what: the path behind `/api/`."),
                maybe("order", TEXT, "The body of the order."),
                member(
                    "result",
                    TEXT,
                    "`asked`, `done`, or the code of what it failed with.",
                ),
            ]),
            usize::MAX,
        ),
        "The newest first.",
    ),
    member("more", Flag, "Whether there are older ones."),
]);

pub(super) static DOCUMENT: Shape = Map(&Any);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::DeliveryState;
    use crate::event::EventState;

    #[test]
    fn every_state_can_be_filtered_by() {
        let events = [
            EventState::Accepted,
            EventState::Conflict,
            EventState::Unrouted,
        ];
        let events = events.into_iter().map(EventState::as_str);
        let deliveries = DeliveryState::ALL.into_iter().map(DeliveryState::as_str);
        let all: alloc::vec::Vec<&str> = events.chain(deliveries).collect();
        assert_eq!(STATES, all);
    }
}
