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
mod memory;
mod order;
mod purge;
mod release;
mod report;
mod stats;
mod store;
mod summary;
mod waiting;
mod walk;

use waxseal::UnixMillis;

use crate::config::Config;
use crate::delivery::lease_end;
use crate::fault::Fault;
use crate::message::Accept;
use crate::schedule::earlier;
use crate::sql::Sql;

pub use accept::accept;
pub use claim::claim;
pub use log::{body_of, event, list};
pub use memory::Memory;
pub use order::{erase, outcome, pause, pauses, reopen, replay};
pub use release::notice;
pub use report::{report, settle};
pub use stats::stats;
pub use store::{Page, body, migrate, page_after, revision, revisions};
pub use summary::{Account, Summary, account, summary};
pub use waiting::origins;

/// The earliest alarm that the platform takes: it refuses zero.
const AT_ONCE: UnixMillis = UnixMillis(1);

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
pub fn next_alarm(
    sql: &mut dyn Sql,
    config: &Config,
    memory: &Memory,
) -> Result<Option<UnixMillis>, Fault> {
    if store::release_cursor(sql)?.is_some() {
        return Ok(Some(AT_ONCE));
    }
    let (behind, until) = memory.blocked();
    let next = store::next(sql, &config.windows(), behind)?;
    Ok(earlier(next, until))
}
