//! Captures: the next requests of a source, kept whole for a diagnosis and then forgotten.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::audit::cut;
use super::limits;
use super::message::{
    ArmOrder, ArmTaken, Armed, CaptureTaken, CaptureView, Captured, CapturesQuery, CapturesView,
    ContentView, DropOrder, DropTaken, RequestView,
};
use crate::fault::Fault;
use crate::sql::{Bind, Columns, Reader, Sql};
use crate::version;

const ARMED: &str = "SELECT id, source, armed_at, until, remaining, token FROM captures
    WHERE until > ? AND remaining > 0 ORDER BY id DESC";
const ALL: &str =
    "SELECT id, source, armed_at, until, remaining, token FROM captures ORDER BY id DESC";
const ONE: &str = "SELECT id, source, armed_at, until, remaining, token FROM captures WHERE id = ?";
const DISARM: &str = "UPDATE captures SET until = ? WHERE source = ? AND until > ?";
const ARM: &str = "INSERT INTO captures (source, armed_at, until, remaining, token)
    VALUES (?, ?, ?, ?, ?) RETURNING id, source, armed_at, until, remaining, token";
const TAKE: &str = "UPDATE captures SET remaining = remaining - 1 WHERE id = ?";
const PUT: &str = "INSERT INTO requests (capture, request) VALUES (?, ?)";
const REQUESTS: &str = "SELECT request FROM requests WHERE capture = ? ORDER BY id";
const SURPLUS: &str = "SELECT id FROM captures ORDER BY id DESC LIMIT -1 OFFSET ?";
const OVER: &str = "SELECT id FROM captures WHERE armed_at <= ?";
const DELETE_REQUESTS: &str = "DELETE FROM requests WHERE capture = ?";
const DELETE: &str = "DELETE FROM captures WHERE id = ? RETURNING id";
const OLDEST: &str = "SELECT min(armed_at) FROM captures";

/// Arms a capture. An earlier one of the source ends.
pub(super) fn arm(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let order = ArmOrder::parse(message)?;
    let others = captures(sql, ARMED, &[Bind::Integer(now.0)])?
        .into_iter()
        .filter(|capture| capture.source != order.source)
        .count();
    if others >= crate::limits::CAPTURES_ARMED {
        return ArmTaken { capture: None }.write();
    }
    let (source, at) = (Bind::Text(&order.source), Bind::Integer(now.0));
    sql.exec(DISARM, &[at, source, at])?;
    let until = now.0.saturating_add(crate::limits::CAPTURE_MILLIS);
    let left = i64::from(crate::limits::CAPTURE_REQUESTS);
    let binds = [
        source,
        at,
        Bind::Integer(until),
        Bind::Integer(left),
        Bind::Text(&order.by),
    ];
    let capture = captures(sql, ARM, &binds)?.pop();
    remove(sql, SURPLUS, limits::CAPTURES_KEPT)?;
    ArmTaken {
        capture: capture.map(|capture| capture.at(now)),
    }
    .write()
}

/// Keeps a request, if its source is armed.
pub(super) fn put(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let mut captured = Captured::parse(message)?;
    let armed = captures(sql, ARMED, &[Bind::Integer(now.0)])?;
    let Some(capture) = armed
        .into_iter()
        .find(|capture| capture.source == captured.source)
    else {
        return CaptureTaken { left: 0 }.write();
    };
    bound(&mut captured);
    let request = String::from_utf8(captured.write()?)
        .map_err(|_| Fault::internal("a captured request cannot be written as text"))?;
    sql.exec(TAKE, &[Bind::Integer(capture.id)])?;
    sql.exec(PUT, &[Bind::Integer(capture.id), Bind::Text(&request)])?;
    CaptureTaken {
        left: capture.left.saturating_sub(1),
    }
    .write()
}

/// Cuts what is longer than it should be: the sender of a reject chose all of it.
fn bound(captured: &mut Captured) {
    let before = (captured.body.len(), captured.url.len());
    // Four characters of base64 are three bytes, so the cut body still decodes.
    cut(
        &mut captured.body,
        crate::limits::CAPTURE_BODY_BYTES
            .div_ceil(3)
            .saturating_mul(4),
    );
    cut(&mut captured.url, limits::CAPTURE_URL_BYTES);
    for text in [&mut captured.code, &mut captured.method] {
        cut(text, limits::AUDIT_TEXT_BYTES);
    }
    if let Some(address) = &mut captured.address {
        cut(address, limits::AUDIT_TEXT_BYTES);
    }
    let mut room = limits::CAPTURE_HEADER_BYTES;
    let count = captured.headers.len();
    captured.headers.retain(|(name, value)| {
        let fits = name.len().saturating_add(value.len()) <= room;
        if fits {
            room = room.saturating_sub(name.len().saturating_add(value.len()));
        }
        fits
    });
    captured.is_cut |=
        before != (captured.body.len(), captured.url.len()) || count != captured.headers.len();
}

/// Lists captures: one with its requests whole, all of them in lines.
pub(super) fn list(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let query = CapturesQuery::parse(message)?;
    let found = match query.id {
        Some(id) => captures(sql, ONE, &[Bind::Integer(id)])?,
        None => captures(sql, ALL, &[])?,
    };
    let mut view = CapturesView::default();
    for capture in found {
        if is_over(&capture, now) {
            continue;
        }
        let mut shown = capture.at(now);
        for columns in sql.exec(REQUESTS, &[Bind::Integer(shown.id)])? {
            let text = Reader::new(columns).text()?;
            let captured: Captured = version::parse("captured request", text.as_bytes())?;
            shown.requests.push(show(captured, query.id.is_some()));
        }
        view.captures.push(shown);
    }
    view.write()
}

fn show(captured: Captured, is_whole: bool) -> RequestView {
    let content = ContentView {
        headers: captured.headers,
        body: captured.body,
        is_cut: captured.is_cut,
        is_masked: captured.is_masked,
    };
    RequestView {
        at: captured.at,
        code: captured.code,
        method: captured.method,
        url: captured.url,
        address: captured.address,
        content: is_whole.then_some(content),
    }
}

/// Removes one capture and its requests.
pub(super) fn drop_one(sql: &mut dyn Sql, message: &[u8]) -> Result<Vec<u8>, Fault> {
    let order = DropOrder::parse(message)?;
    let is_known = delete(sql, order.id)?;
    DropTaken { is_known }.write()
}

/// Returns what a flush answers: the sources whose requests are wanted.
pub(super) fn armed(sql: &mut dyn Sql, now: UnixMillis) -> Result<Vec<Armed>, Fault> {
    let armed = captures(sql, ARMED, &[Bind::Integer(now.0)])?;
    Ok(armed
        .into_iter()
        .map(|capture| Armed {
            source: capture.source,
            until: capture.until,
            left: capture.left,
        })
        .collect())
}

/// Removes captures that were kept for a day.
pub(super) fn purge(sql: &mut dyn Sql, now: UnixMillis) -> Result<(), Fault> {
    remove(
        sql,
        OVER,
        now.0.saturating_sub(crate::limits::CAPTURE_KEPT_MILLIS),
    )
}

/// Returns when the next capture is over.
pub(super) fn next_purge(sql: &mut dyn Sql) -> Result<Option<UnixMillis>, Fault> {
    let oldest = match sql.exec(OLDEST, &[])?.pop() {
        Some(columns) => Reader::new(columns).optional_integer()?,
        None => None,
    };
    Ok(oldest.map(|at| UnixMillis(at.saturating_add(crate::limits::CAPTURE_KEPT_MILLIS))))
}

fn is_over(capture: &CaptureView, now: UnixMillis) -> bool {
    capture
        .armed_at
        .saturating_add(crate::limits::CAPTURE_KEPT_MILLIS)
        <= now.0
}

fn remove(sql: &mut dyn Sql, which: &'static str, bind: i64) -> Result<(), Fault> {
    for columns in sql.exec(which, &[Bind::Integer(bind)])? {
        delete(sql, Reader::new(columns).integer()?)?;
    }
    Ok(())
}

fn delete(sql: &mut dyn Sql, id: i64) -> Result<bool, Fault> {
    sql.exec(DELETE_REQUESTS, &[Bind::Integer(id)])?;
    Ok(!sql.exec(DELETE, &[Bind::Integer(id)])?.is_empty())
}

fn captures(
    sql: &mut dyn Sql,
    statement: &'static str,
    binds: &[Bind<'_>],
) -> Result<Vec<CaptureView>, Fault> {
    sql.exec(statement, binds)?.into_iter().map(parse).collect()
}

fn parse(columns: Columns) -> Result<CaptureView, Fault> {
    let mut reader = Reader::new(columns);
    Ok(CaptureView {
        id: reader.integer()?,
        source: reader.text()?,
        armed_at: reader.integer()?,
        until: reader.integer()?,
        left: u32::try_from(reader.integer()?).unwrap_or(0),
        by: reader.text()?,
        is_armed: false,
        requests: Vec::new(),
    })
}

impl CaptureView {
    fn at(mut self, now: UnixMillis) -> Self {
        self.is_armed = self.until > now.0 && self.left > 0;
        self
    }
}
