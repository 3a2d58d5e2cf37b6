//! What was held: because an older configuration did not know the origin, or the origin was paused.

use alloc::format;

use waxseal::UnixMillis;

use super::memory::Gates;
use super::store;
use crate::config::Config;
use crate::delivery::{Cause, DeliveryState};
use crate::fault::Fault;
use crate::row::Row;
use crate::sql::Sql;
use crate::version;

/// Lets go deliveries whose origin is there again, or resumed. Says whether there were any.
///
/// For minutes after a deploy an object may run an older configuration: what
/// it held for want of a new origin must not wait for an operator.
pub(super) fn release(row: &mut Row, config: &Config, gates: &Gates<'_>, now: UnixMillis) -> bool {
    let mut is_any = false;
    for delivery in &mut row.packed.deliveries {
        let is_held = delivery.state == DeliveryState::Held
            && matches!(delivery.cause, Some(Cause::OriginRemoved | Cause::Paused));
        let is_open =
            config.origin(&delivery.origin).is_some() && !gates.is_paused(&delivery.origin);
        if is_held && is_open {
            delivery.let_go(now);
            is_any = true;
        }
    }
    is_any
}

/// Notices a change of the configuration or of this code: run it once when the
/// object starts, after [`migrate`](super::migrate). The alarm then looks at
/// what is held, and at rows that could not be read.
///
/// # Errors
/// The database's.
pub fn notice(sql: &mut dyn Sql, config: &Config) -> Result<(), Fault> {
    let current = format!("{}.{}", version::CURRENT, config.fingerprint());
    match store::fingerprint(sql)? {
        Some(known) if known == current => return Ok(()),
        Some(_) => {
            store::set_release_cursor(sql, Some(0))?;
            store::retry_unreadable(sql)?;
        }
        None => {}
    }
    store::set_fingerprint(sql, &current)
}

/// Looks at some held events after a change, and goes on at the next claim.
pub(super) fn release_some(
    sql: &mut dyn Sql,
    config: &Config,
    gates: &Gates<'_>,
    now: UnixMillis,
) -> Result<(), Fault> {
    let Some(after) = store::release_cursor(sql)? else {
        return Ok(());
    };
    let (rows, cursor) = store::held(sql, after, now)?;
    for mut row in rows {
        if release(&mut row, config, gates, now) {
            store::update(sql, &row, &config.windows())?;
        }
    }
    store::set_release_cursor(sql, cursor)
}
