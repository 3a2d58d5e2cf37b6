//! The event log and the delivery log, as steps over SQL.
//!
//! The host opens **one transaction** around each step and rolls it back when
//! the step fails; several statements outside a transaction are not one. Every
//! step reads the rows it needs, decides, and writes. Before
//! [`accept`](fn@accept) it arms the alarm that [`first_alarm`] names: an alarm
//! without a row is harmless, a row without an alarm is not.

mod accept;
mod claim;
mod log;
mod purge;
mod release;
mod report;
mod store;
mod summary;

use alloc::collections::BTreeMap;
use alloc::string::String;

use waxseal::UnixMillis;

use crate::config::Config;
use crate::delivery::lease_end;
use crate::fault::Fault;
use crate::message::Accept;
use crate::sql::Sql;

pub use accept::accept;
pub use claim::claim;
pub use log::{event, list};
pub use release::notice;
pub use report::{reopen, report, settle};
pub use store::{Page, body, migrate, page_after, revision, revisions};
pub use summary::{Account, Summary, account, summary};

/// The earliest alarm that the platform takes: it refuses zero.
const AT_ONCE: UnixMillis = UnixMillis(1);

/// How far each source has spent its rate. Lives in the object's memory: an
/// eviction forgives what was spent, and that is all it costs.
#[derive(Debug, Default)]
pub struct Meters(BTreeMap<String, i64>);

impl Meters {
    fn spent_until(&self, source: &str) -> Option<i64> {
        self.0.get(source).copied()
    }

    fn charge(&mut self, source: &str, until: i64) {
        self.0.insert(source.into(), until);
    }
}

/// Returns the alarm to arm before an accept: when the first lease of the event would end.
///
/// # Errors
/// `internal` for bytes that are no accept message.
pub fn first_alarm(message: &[u8], now: UnixMillis) -> Result<UnixMillis, Fault> {
    let (message, _) = Accept::parse(message)?;
    let leased = message.routes.iter().take(message.leases);
    // What is not leased is due at once.
    let is_all_leased = message.routes.len() <= message.leases;
    let first = leased
        .map(|route| lease_end(now, route.timeout_millis))
        .min();
    Ok(first.filter(|_| is_all_leased).unwrap_or(now))
}

/// Returns when the next thing is due: an attempt, the end of a lease, a purge
/// or a look at what an older configuration held.
///
/// # Errors
/// The database's.
pub fn next_alarm(sql: &mut dyn Sql, config: &Config) -> Result<Option<UnixMillis>, Fault> {
    if store::release_cursor(sql)?.is_some() {
        return Ok(Some(AT_ONCE));
    }
    store::next(sql, &config.windows())
}
