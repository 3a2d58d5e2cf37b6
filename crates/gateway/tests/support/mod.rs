//! What the suites share: a configuration, signed requests, and the real SQLite.

#![allow(dead_code, reason = "each suite uses a part of it")]

use rusqlite::types::{ToSqlOutput, Value as Stored, ValueRef};
use rusqlite::{Connection, params_from_iter};
use waxseal::{Options, Program, Secret, SignInput, UnixMillis};
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::ledger;
use waxseal_gateway::sql::{Bind, Columns, Sql, Value};

/// 2026-01-01T00:00:00Z.
pub(crate) const NOW: UnixMillis = UnixMillis(1_767_225_600_000);

/// The secret of this name. Written in pieces, so that scanners stay quiet.
pub(crate) fn secret(name: &str) -> Option<String> {
    let text = match name {
        "SVIX" | "SB" | "CRM" | "DWH" | "NEW" => {
            ["whsec_", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="].concat()
        }
        "OLD" => ["whsec_", "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="].concat(),
        "GITHUB" | "TRACK360" | "AFFILIATEBASE" => {
            ["0123456789abcdef", "0123456789abcdef"].concat()
        }
        "TOKEN" => ["tok", "en-0123456789abcdef"].concat(),
        "CRM_KEY" => ["crm", "-key"].concat(),
        "SLACK_URL" => [
            "https://hooks.slack.com/services/T0000",
            "0000/B00000000/XXXXXXXX",
        ]
        .concat(),
        "LOCAL_URL" => ["https://10.1.2.3/", "services"].concat(),
        "LOGIN_URL" => ["https://who:", "what@example.com/"].concat(),
        "PLAIN_URL" => ["http://example.com/", "services"].concat(),
        "LONG" => "0123456789abcdef".repeat(65),
        "LINE_URL" => ["https://example.com/", "services\n"].concat(),
        "VERIFY" => ["meaty", "hamhock"].concat(),
        "BASIC" => ["acme", ":", "0123456789abcdef"].concat(),
        "PUBLIC_KEY" => ED25519.into(),
        "SHORT" => ["short", "-one"].concat(),
        "EMPTY" => String::new(),
        "BREAK" => "a\r\nb: c".into(),
        _ => return None,
    };
    Some(text)
}

/// A public key: RFC 8032 section 7.1, test 1.
pub(crate) const ED25519: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// Reads a configuration with [`secret`].
pub(crate) fn config(text: &str) -> Config {
    match Config::parse(text, &secret) {
        Ok(config) => config,
        Err(invalid) => panic!("{invalid}"),
    }
}

/// Signs a body as a source's sender would.
pub(crate) struct Sender {
    scheme: &'static str,
    program: Program<'static>,
}

impl Sender {
    pub(crate) fn new(scheme: &'static str, name: &str) -> Self {
        let secret = Secret::text(secret(name).unwrap());
        let program = Program::compile(scheme, &Options::default(), &[secret]).unwrap();
        Self { scheme, program }
    }

    /// Makes a request with a signature of this moment.
    pub(crate) fn head(&self, source: &str, id: &str, body: &[u8], at: UnixMillis) -> Head {
        let input = SignInput {
            method: "POST",
            url: "https://hooks.example.test/in",
            headers: &[],
            body,
            id: Some(id),
            event_type: Some("push"),
            timestamp: at,
        };
        let signed = waxseal::sign(&self.program, &input).unwrap();
        let mut headers: Vec<(String, Vec<u8>)> = signed
            .headers
            .into_iter()
            .map(|(name, value)| (name, value.into_bytes()))
            .collect();
        headers.push(("content-type".into(), b"application/json".to_vec()));
        Head {
            method: "POST".into(),
            url: format!("https://hooks.example.com/in/{source}"),
            headers,
            address: Some("203.0.113.7".into()),
            ..Head::default()
        }
    }
}

/// SQLite in memory, with one transaction at a time.
pub(crate) struct Database {
    connection: Connection,
    /// Fails the statement after so many.
    pub(crate) fail_after: Option<usize>,
    /// Statements run since the last transaction began.
    pub(crate) statements: usize,
}

impl Database {
    pub(crate) fn new() -> Self {
        Self::of("")
    }

    /// Opens a database that these statements made, and brings its tables up to date.
    pub(crate) fn of(statements: &str) -> Self {
        let mut database = Self::blank();
        database.execute(statements);
        ledger::migrate(&mut database).unwrap();
        database
    }

    /// Opens a database without a table.
    pub(crate) fn blank() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection.set_prepared_statement_cache_capacity(64);
        Self {
            connection,
            fail_after: None,
            statements: 0,
        }
    }

    /// Empties every table.
    pub(crate) fn clear(&mut self) {
        let all = "DELETE FROM keys; DELETE FROM events; DELETE FROM parts; DELETE FROM bodies; DELETE FROM meta WHERE name <> 'schema'";
        self.connection.execute_batch(all).unwrap();
    }

    /// Runs a step in one transaction, as the object does.
    pub(crate) fn transaction<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.connection.execute_batch("BEGIN").unwrap();
        self.statements = 0;
        let result = step(self);
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.connection.execute_batch(end).unwrap();
        result
    }

    /// Runs a step without a transaction: every statement stays.
    pub(crate) fn autocommit<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.statements = 0;
        step(self)
    }

    /// Counts the rows that were ever written: says whether anything changed.
    pub(crate) fn changes(&self) -> u64 {
        self.connection.total_changes()
    }

    /// Runs any statement, for looking and for breaking things.
    pub(crate) fn raw(&mut self, sql: &str) -> Vec<Vec<Stored>> {
        let mut statement = self.connection.prepare(sql).unwrap();
        let count = statement.column_count();
        let rows = statement.query_map([], |row| (0..count).map(|at| row.get(at)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    }

    pub(crate) fn execute(&mut self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }
}

struct Bound<'a>(Bind<'a>);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Bind::Null => ValueRef::Null,
            Bind::Integer(number) => ValueRef::Integer(number),
            Bind::Text(text) => ValueRef::Text(text.as_bytes()),
            Bind::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Sql for Database {
    fn exec(&mut self, sql: &'static str, binds: &[Bind<'_>]) -> Result<Vec<Columns>, Fault> {
        if self.fail_after == Some(self.statements) {
            self.fail_after = None;
            return Err(Fault::unavailable("this statement was made to fail"));
        }
        self.statements += 1;
        let fault = |error: rusqlite::Error| Fault::internal(error.to_string());
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let count = statement.column_count();
        let mut rows = statement
            .query(params_from_iter(binds.iter().map(|bind| Bound(*bind))))
            .map_err(fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let columns = (0..count).map(|at| match row.get::<_, Stored>(at) {
                Ok(Stored::Null) => Ok(Value::Null),
                Ok(Stored::Integer(number)) => Ok(Value::Integer(number)),
                Ok(Stored::Text(text)) => Ok(Value::Text(text)),
                Ok(Stored::Blob(bytes)) => Ok(Value::Blob(bytes)),
                Ok(Stored::Real(_)) => Err(Fault::internal("a real number")),
                Err(error) => Err(fault(error)),
            });
            found.push(columns.collect::<Result<Columns, Fault>>()?);
        }
        Ok(found)
    }
}

/// Two origins, of which one takes only some types and no tests.
pub(crate) const CONFIG: &str = r#"{
  "sources": {
    "svix": { "scheme": "svix", "secrets": ["SVIX"] },
    "affiliatebase": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] },
    "github": { "scheme": "github", "secrets": ["GITHUB"] },
    "plain": { "scheme": "svix", "secrets": ["SVIX"], "dedupe": "ledger" },
    "forward": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "on_conflict": "forward" },
    "reject": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "on_conflict": "reject" },
    "limited": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "rate_limit": "1/m" },
    "listed": { "scheme": "github", "secrets": ["GITHUB"], "allow_ips": ["203.0.113.0/24"] },
    "postback": { "scheme": "token", "query": "token", "secrets": ["TOKEN"], "methods": ["GET", "POST"],
      "type": "query:event", "key": ["query:click_id", "query:txid"] },
    "keyed": { "scheme": "track360", "secrets": ["TRACK360"], "key": "/ref", "type": "/event" },
  },
  "origins": {
    "crm": { "url": "https://crm.example.com/in", "events": ["commission.*", "push", "click"], "secrets": ["CRM"] },
    "dwh": { "url": "https://dwh.example.com/in", "events": ["*"], "secrets": ["DWH"], "tests": true },
  },
}"#;

/// Drives an intake up to the message for the ledger.
pub(crate) fn message(
    config: &Config,
    source: &str,
    head: Head,
    body: &[u8],
    now: UnixMillis,
) -> Vec<u8> {
    let (mut intake, ask) = Intake::begin(config, Purpose::Accept, source, head);
    assert!(matches!(ask, Ask::Body { .. }), "{ask:?}");
    let mut ask = intake.tell(Tell::Body(body.to_vec()), now);
    if matches!(ask, Ask::Filter { .. }) {
        ask = intake.tell(Tell::Filter(None), now);
    }
    match ask {
        Ask::Accept { message, .. } => message,
        other => panic!("{other:?}"),
    }
}

/// Makes an AffiliateBase event of this id and amount, and the message for the ledger.
pub(crate) fn event(
    config: &Config,
    source: &str,
    id: &str,
    amount: u32,
    now: UnixMillis,
) -> Vec<u8> {
    let body = format!(
        r#"{{"id":"{id}","type":"commission.created","data":{{"amount_cents":{amount}}}}}"#
    );
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head(source, id, body.as_bytes(), now);
    message(config, source, head, body.as_bytes(), now)
}

/// Moves a moment.
pub(crate) fn after(at: UnixMillis, millis: i64) -> UnixMillis {
    UnixMillis(at.0 + millis)
}
