//! Delivering again: one event, one event to one origin, or many events.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::json;
use waxseal::UnixMillis;

use super::event::known;
use crate::api::call::Call;
use crate::api::cursor::{Cursor, Kind};
use crate::api::next::{Next, Outcome};
use crate::api::page;
use crate::api::refusal::Refusal;
use crate::config::{Config, Origin};
use crate::event::EventState;
use crate::key::{EventKey, Shard};
use crate::message::Route;
use crate::order::{ReopenOrder, ReopenTaken, ReplayOrder, ReplayTaken};
use crate::rate::Rate;
use crate::read::{EventQuery, EventView};
use crate::route::is_routed;

/// Ids that an answer shows.
const IDS_SHOWN: usize = 100;

/// How fast events are replayed unless a call says otherwise: what a small origin bears.
const RATE: &str = "600/m";

/// Delivers an event again.
pub(in crate::api) fn replay_one(call: Call<'_>) -> Outcome<'_> {
    let (key, named) = call.event()?;
    let revision = call.body.number("revision").or(named);
    let origins = call.body.texts("origins");
    for (at, name) in origins.iter().enumerate() {
        if call.config.origin(name).is_none() {
            let place = format!("body:/origins/{at}");
            return Err(Refusal::parameter(
                place,
                "is no origin of the configuration",
            ));
        }
    }
    let config = call.config;
    reopen(key, revision, move |events| {
        let routes = events
            .iter()
            .filter(|event| event.state == EventState::Unrouted && event.deliveries.is_empty())
            .flat_map(|event| routes(config, event, &origins))
            .collect();
        (origins, routes)
    })
}

/// Delivers an event to one origin, whether it had it before or not.
pub(in crate::api) fn resend(call: Call<'_>) -> Outcome<'_> {
    let (key, revision) = call.event()?;
    let origin = call.origin(1)?;
    reopen(key, revision, move |_| {
        (
            alloc::vec![origin.name().into()],
            alloc::vec![route(origin)],
        )
    })
}

/// Looks at the event, then orders what `choose` makes of it: origins, and routes to add.
fn reopen<'c>(
    key: EventKey,
    revision: Option<u32>,
    choose: impl FnOnce(&[EventView]) -> (Vec<String>, Vec<Route>) + 'c,
) -> Outcome<'c> {
    let query = EventQuery { key };
    Next::ledger(key.shard(), "event", query.write(), move |bytes, _| {
        let mut events = known(bytes)?;
        if let Some(revision) = revision {
            events.retain(|event| event.revision == revision);
        }
        if events.is_empty() {
            return Err(Refusal::not_found());
        }
        let (origins, mut routes) = choose(&events);
        routes.sort_by(|one, other| one.origin.cmp(&other.origin));
        routes.dedup_by(|one, other| one.origin == other.origin);
        let order = ReopenOrder {
            key,
            revision,
            origins,
            routes,
        };
        Next::ledger(key.shard(), "reopen", order.write(), |bytes, _| {
            let taken = ReopenTaken::parse(bytes)?;
            if !taken.is_known {
                return Err(Refusal::not_found());
            }
            if taken.is_purged {
                return Err(Refusal::not_possible(
                    "the body is gone, so there is nothing to send: it was erased, or its retention is over",
                ));
            }
            Next::json(&json!({ "reopened": taken.reopened, "missing": taken.missing }))
        })
    })
}

/// Finds the origins that an event which none matched would go to now.
fn routes(config: &Config, event: &EventView, origins: &[String]) -> Vec<Route> {
    let is_wanted = |origin: &&Origin| {
        if origins.is_empty() {
            let event_type = event.event_type.as_deref();
            is_routed(&origin.events, origin.tests, event_type, event.test)
        } else {
            origins.iter().any(|name| name == origin.name())
        }
    };
    config.origins().filter(is_wanted).map(route).collect()
}

fn route(origin: &Origin) -> Route {
    Route {
        origin: origin.name().into(),
        schedule: origin.schedule.clone(),
        timeout_millis: origin.timeout_millis,
    }
}

/// Delivers many events again.
pub(in crate::api) fn replay(call: Call<'_>) -> Outcome<'_> {
    let text = call.body.text("rate").unwrap_or(RATE);
    let rate = Rate::parse(text).ok_or_else(|| {
        let detail = "must be a number and a span, such as \"600/m\" (s, m or h)";
        Refusal::parameter("body:/rate".into(), detail)
    })?;
    let cursor = match call.body.text("cursor") {
        None => Cursor::START,
        Some(text) => Cursor::parse(text, Kind::Replay).ok_or_else(|| {
            let detail =
                "is no cursor of a replay, or it is damaged: pass on what the last answer said";
            Refusal::parameter("body:/cursor".into(), detail)
        })?,
    };
    let pass = Pass {
        order: ReplayOrder {
            filter: page::filter(&call.body.object("filter")),
            origins: call.body.texts("origins"),
            after: 0,
            limit: call.body.number("limit").unwrap_or_else(page::most),
            is_dry: call.body.flag("dry_run").unwrap_or(false),
            begin_at: call.now.0,
            pause_millis: rate.span_millis / u64::from(rate.events.max(1)),
        },
        cursor,
        ledgers: Shard::all().collect::<Vec<_>>().into_iter(),
        sum: ReplayTaken::default(),
    };
    pass.go_on()
}

/// One pass over the ledgers, one after the other: so the limit is exact, and the rate holds over
/// all of them.
struct Pass {
    order: ReplayOrder,
    cursor: Cursor,
    ledgers: alloc::vec::IntoIter<Shard>,
    sum: ReplayTaken,
}

impl Pass {
    fn go_on<'c>(mut self) -> Outcome<'c> {
        let Some(shard) = self.ledgers.next() else {
            return self.end();
        };
        if self.order.limit == 0 {
            // Whether these hold more is for the next call to see.
            self.sum.more = true;
            return self.end();
        }
        self.order.after = self.cursor.at(shard);
        let message = self.order.write();
        Next::ledger(shard, "replay", message, move |bytes, _: UnixMillis| {
            self.add(shard, &ReplayTaken::parse(bytes)?);
            self.go_on()
        })
    }

    fn add(&mut self, shard: Shard, taken: &ReplayTaken) {
        if let Some(last) = taken.last {
            self.cursor.set(shard, last);
        }
        let sum = &mut self.sum;
        sum.matched = sum.matched.saturating_add(taken.matched);
        sum.deliveries = sum.deliveries.saturating_add(taken.deliveries);
        sum.more |= taken.more;
        let room = IDS_SHOWN.saturating_sub(sum.ids.len());
        sum.ids.extend(taken.ids.iter().take(room).cloned());
        let matched = u32::try_from(taken.matched).unwrap_or(u32::MAX);
        self.order.limit = self.order.limit.saturating_sub(matched);
        let spent = taken.matched.saturating_mul(self.order.pause_millis);
        let spent = i64::try_from(spent).unwrap_or(i64::MAX);
        self.order.begin_at = self.order.begin_at.saturating_add(spent);
    }

    fn end<'c>(self) -> Outcome<'c> {
        let cursor = self.sum.more.then(|| self.cursor.write(Kind::Replay));
        Next::json(&json!({
            "matched": self.sum.matched,
            "deliveries": self.sum.deliveries,
            "ids": self.sum.ids,
            "more": self.sum.more,
            "cursor": cursor,
        }))
    }
}
