//! When the cron ran last: what watches from outside asks for its age, because an
//! alert of ours would come from the very thing that stands still.

use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::message::Heartbeat;
use crate::fault::Fault;
use crate::sql::{Bind, Reader, Sql};

/// A clock that went back does not make the cron look older than it is.
const BEAT: &str = "INSERT INTO heartbeats (name, at) VALUES ('cron', ?)
    ON CONFLICT DO UPDATE SET at = max(at, excluded.at)";
const LAST: &str = "SELECT at FROM heartbeats WHERE name = 'cron'";

/// Notes that the cron ran. Answer: [`Heartbeat`].
pub(super) fn beat(sql: &mut dyn Sql, now: UnixMillis) -> Result<Vec<u8>, Fault> {
    sql.exec(BEAT, &[Bind::Integer(now.0)])?;
    last(sql)
}

/// Tells when it ran last. Answer: [`Heartbeat`].
pub(super) fn last(sql: &mut dyn Sql) -> Result<Vec<u8>, Fault> {
    let rows = sql.exec(LAST, &[])?;
    let at = rows
        .into_iter()
        .next()
        .map(|row| Reader::new(row).integer());
    Heartbeat {
        cron_at: at.transpose()?,
    }
    .write()
}
