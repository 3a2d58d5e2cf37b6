//! The ages of secrets: when each value was first seen, and when it last proved a request.
//! The values themselves never come here, only what tells one from another.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::limits;
use super::message::{Configured, SecretView, SecretsView, Use};
use crate::fault::Fault;
use crate::sql::{Bind, Columns, Reader, Sql};

/// A later moment is written only if it is this much later: a secret in use is used all the time.
const USE_STEP_MILLIS: i64 = 60_000;
const SEEN_STEP_MILLIS: i64 = 3_600_000;

const USED: &str = "INSERT INTO secrets (source, secret, fingerprint, first_seen, seen, last_used)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET last_used = excluded.last_used, seen = max(seen, excluded.seen)
    WHERE last_used IS NULL OR last_used + ? <= excluded.last_used";
const SEEN: &str = "INSERT INTO secrets (source, secret, fingerprint, first_seen, seen)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen
    WHERE seen + ? <= excluded.seen";
const ALL: &str = "SELECT source, secret, first_seen, seen, last_used FROM secrets
    ORDER BY source, secret, first_seen DESC";
const PURGE: &str = "DELETE FROM secrets WHERE seen < ?";
const SURPLUS: &str = "DELETE FROM secrets WHERE (source, secret, fingerprint) IN (
    SELECT source, secret, fingerprint FROM secrets ORDER BY seen DESC LIMIT -1 OFFSET ?)";

/// Notes which values proved requests.
pub(super) fn used(sql: &mut dyn Sql, uses: &[Use], now: UnixMillis) -> Result<(), Fault> {
    for used in uses.iter().take(limits::SECRETS_KEPT) {
        let at = Bind::Integer(used.at.min(now.0));
        let binds = [
            Bind::Text(&used.source),
            Bind::Text(&used.secret),
            Bind::Text(&used.fingerprint),
            at,
            at,
            at,
            Bind::Integer(USE_STEP_MILLIS),
        ];
        sql.exec(USED, &binds)?;
    }
    Ok(())
}

/// Notes which values are configured.
pub(super) fn seen(
    sql: &mut dyn Sql,
    configured: &[Configured],
    now: UnixMillis,
) -> Result<(), Fault> {
    for secret in configured.iter().take(limits::SECRETS_KEPT) {
        let binds = [
            Bind::Text(&secret.source),
            Bind::Text(&secret.secret),
            Bind::Text(&secret.fingerprint),
            Bind::Integer(now.0),
            Bind::Integer(now.0),
            Bind::Integer(SEEN_STEP_MILLIS),
        ];
        sql.exec(SEEN, &binds)?;
    }
    Ok(())
}

/// Lists every value that was seen.
pub(super) fn list(sql: &mut dyn Sql) -> Result<Vec<u8>, Fault> {
    let rows = sql
        .exec(ALL, &[])?
        .into_iter()
        .map(parse)
        .collect::<Result<Vec<Row>, Fault>>()?;
    let mut latest: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in &rows {
        let seen = latest
            .entry((row.view.source.clone(), row.view.secret.clone()))
            .or_insert(row.seen);
        *seen = row.seen.max(*seen);
    }
    let secrets = rows.into_iter().map(|mut row| {
        let name = (row.view.source.clone(), row.view.secret.clone());
        row.view.is_current = latest.get(&name) == Some(&row.seen);
        row.view
    });
    SecretsView {
        secrets: secrets.collect(),
    }
    .write()
}

struct Row {
    view: SecretView,
    seen: i64,
}

fn parse(columns: Columns) -> Result<Row, Fault> {
    let mut reader = Reader::new(columns);
    let (source, secret) = (reader.text()?, reader.text()?);
    let (first_seen_at, seen) = (reader.integer()?, reader.integer()?);
    let last_used_at = reader.optional_integer()?;
    let view = SecretView {
        source,
        secret,
        first_seen_at,
        last_used_at,
        is_current: false,
    };
    Ok(Row { view, seen })
}

/// Removes values that nobody has seen for long, and the oldest of too many.
pub(super) fn purge(sql: &mut dyn Sql, now: UnixMillis) -> Result<(), Fault> {
    let oldest = now.0.saturating_sub(limits::SECRET_KEPT_MILLIS);
    sql.exec(PURGE, &[Bind::Integer(oldest)])?;
    let kept = i64::try_from(limits::SECRETS_KEPT).unwrap_or(i64::MAX);
    sql.exec(SURPLUS, &[Bind::Integer(kept)]).map(|_| ())
}
