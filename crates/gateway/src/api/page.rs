//! Parts of the event log over all ledgers, in one order, with the cursor behind them.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::call::Call;
use super::cursor::{Cursor, Kind};
use super::parameters::Values;
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::key::Shard;
use crate::limits;
use crate::read::{EventView, EventsView, Filter, ListQuery};

/// Where a page begins, and in which order it goes on.
#[derive(Clone, Copy)]
pub(super) enum Start {
    /// At the newest event.
    Newest,
    /// Before these positions, the newest first.
    Before(Cursor),
    /// Behind these positions, the oldest first.
    After(Cursor),
}

/// What a call asks of the event log.
pub(super) struct Asked {
    pub(super) start: Start,
    pub(super) limit: u32,
    pub(super) filter: Filter,
}

/// A part of the event log, as it is answered.
#[derive(Serialize)]
pub(super) struct Page {
    pub(super) events: Vec<EventView>,
    pub(super) cursor: Option<String>,
    pub(super) more: bool,
    pub(super) unreadable: usize,
}

/// Reads what is asked.
pub(super) fn read(call: &Call<'_>, limit: u32) -> Result<Asked, Refusal> {
    let query = &call.query;
    let start = match (query.text("after"), query.text("cursor")) {
        (Some(_), Some(_)) => {
            let detail = "stands beside cursor: one of them says where to begin";
            return Err(Refusal::parameter("query:after".into(), detail));
        }
        (Some("start"), None) => Start::After(Cursor::START),
        (Some(text), None) => Start::After(read_cursor("after", text, Kind::Pull)?),
        (None, Some(text)) => Start::Before(read_cursor("cursor", text, Kind::Newest)?),
        (None, None) => Start::Newest,
    };
    Ok(Asked {
        start,
        limit: query.number("limit").unwrap_or(limit),
        filter: filter(query),
    })
}

/// Reads a cursor of this kind.
pub(super) fn read_cursor(name: &str, text: &str, kind: Kind) -> Result<Cursor, Refusal> {
    Cursor::parse(text, kind).ok_or_else(|| {
        let detail =
            "is no cursor of this list, or it is damaged: pass on what the last answer said";
        Refusal::parameter(format!("query:{name}"), detail)
    })
}

/// Reads which events are meant.
pub(super) fn filter(values: &Values) -> Filter {
    let text = |name| values.text(name).map(String::from);
    Filter {
        source: text("source"),
        event_type: text("type"),
        state: text("state"),
        origin: text("origin"),
        test: values.flag("test"),
        since: values.integer("since"),
        until: values.integer("until"),
    }
}

impl Asked {
    /// Writes the question to each ledger.
    pub(super) fn messages(&self) -> Result<Vec<(Shard, Vec<u8>)>, Fault> {
        Shard::all()
            .map(|shard| {
                let (after, before) = match self.start {
                    Start::Newest => (None, None),
                    Start::Before(cursor) => (None, Some(cursor.at(shard))),
                    Start::After(cursor) => (Some(cursor.at(shard)), None),
                };
                let query = ListQuery {
                    limit: self.limit,
                    after,
                    before,
                    filter: self.filter.clone(),
                };
                Ok((shard, query.write()?))
            })
            .collect()
    }

    /// Merges the ledgers' answers. Each ledger's own order is kept, so that a cut between two of
    /// its events skips neither.
    pub(super) fn merge(&self, answers: Vec<(Shard, Vec<u8>)>) -> Result<Page, Fault> {
        let mut parts = answers
            .into_iter()
            .map(|(shard, bytes)| Ok(Part::new(shard, EventsView::parse(&bytes)?)))
            .collect::<Result<Vec<Part>, Fault>>()?;
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let mut events = Vec::new();
        while events.len() < limit
            && let Some(event) = self.take(&mut parts)
        {
            events.push(event);
        }
        let more = parts
            .iter()
            .any(|part| part.has_more || !part.events.is_empty());
        let (cursor, kind) = self.cursor(&parts);
        let is_pull = matches!(self.start, Start::After(_));
        Ok(Page {
            events,
            cursor: (more || is_pull).then(|| cursor.write(kind)),
            more,
            unreadable: parts.iter().map(|part| part.unreadable).sum(),
        })
    }

    /// Takes the event that is next of all.
    fn take(&self, parts: &mut [Part]) -> Option<EventView> {
        let sign = match self.start {
            Start::Newest | Start::Before(_) => -1,
            Start::After(_) => 1,
        };
        let part = parts
            .iter_mut()
            .filter(|part| !part.events.is_empty())
            .min_by_key(|part| {
                let head = part.events.front();
                head.map(|event| event.accepted_at.saturating_mul(sign))
            })?;
        let mut event = part.events.pop_front()?;
        part.taken = event.position.take().or(part.taken);
        Some(event)
    }

    fn cursor(&self, parts: &[Part]) -> (Cursor, Kind) {
        let (mut cursor, kind) = match self.start {
            Start::Newest => (Cursor::START, Kind::Newest),
            Start::Before(cursor) => (cursor, Kind::Newest),
            Start::After(cursor) => (cursor, Kind::Pull),
        };
        for part in parts {
            let left = part.events.front().and_then(|event| event.position);
            let position = match (part.taken, left, kind) {
                // All of it was told: the ledger may have looked further than its last event.
                (taken, None, _) => part.last.or(taken),
                (Some(taken), Some(_), _) => Some(taken),
                // The first event that waits is the next one of this ledger.
                (None, Some(left), Kind::Newest) => Some(left.saturating_add(1)),
                (None, Some(_), Kind::Pull | Kind::Replay) => None,
            };
            if let Some(position) = position {
                cursor.set(part.shard, position);
            }
        }
        (cursor, kind)
    }
}

/// One ledger's answer, as far as it is not told yet.
struct Part {
    shard: Shard,
    events: VecDeque<EventView>,
    taken: Option<i64>,
    last: Option<i64>,
    has_more: bool,
    unreadable: usize,
}

impl Part {
    fn new(shard: Shard, view: EventsView) -> Self {
        Self {
            shard,
            events: view.events.into(),
            taken: None,
            last: view.last,
            has_more: view.more,
            unreadable: view.unreadable,
        }
    }
}

/// The most that one page holds.
pub(super) fn most() -> u32 {
    u32::try_from(limits::PAGE_EVENTS).unwrap_or(u32::MAX)
}
