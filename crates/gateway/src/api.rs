//! `/api/…`, as a machine.
//!
//! One static table of routes (`route`) says what there is: paths, tokens, parameters, bodies,
//! answers. The router, the reader of parameters, `405` with `Allow` and the OpenAPI document all
//! read it, so none of them can differ from another. Each verb is a small machine: it says what to
//! [`Ask`] and takes what the host [`Tell`]s.
//!
//! The order of every call: path, method, token, body, the note in the audit list (for orders),
//! parameters, the verb, the note of its result, the answer. An order that cannot be noted is not
//! carried out.

mod ask;
mod call;
mod csv;
mod cursor;
mod inspect;
mod next;
mod openapi;
mod page;
mod parameters;
mod refusal;
mod route;
mod schema;
mod shape;
mod token;
mod verb;

pub use ask::{Ask, Reply, Tell};
pub use openapi::document;
pub use route::reference;
pub use token::Tokens;

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Code, UnixMillis};

use crate::config::{Config, Invalid};
use crate::control::message::{Note, Noted};
use crate::fault::Fault;
use crate::intake::{self, Head, is_secure};
use crate::limits;
use crate::problem::{self, Answer};
use call::Call;
use next::{Next, Then};
use refusal::Refusal;
use route::{Found, Route, Token};
use token::Access;

/// One call of the API on its way.
pub struct Api<'c> {
    config: Option<&'c Config>,
    head: Head,
    /// For ids of test events.
    random: [u8; 16],
    step: Step<'c>,
}

/// What a call is, once its path, method and token are known.
struct Asked {
    route: &'static Route,
    segments: Vec<String>,
    by: &'static str,
}

/// What the machine waits for.
enum Step<'c> {
    Limit(Code),
    Body(Asked),
    Note(Asked, Body),
    Verb(Then<'c>, Option<Noting>),
    Noted(Reply),
    Done,
}

/// What is needed to write down how an order ended.
struct Noting {
    call: i64,
    by: &'static str,
    verb: &'static str,
    target: String,
}

/// The body of an order, or why there is none.
type Body = Result<Vec<u8>, Code>;

impl<'c> Api<'c> {
    /// Begins: everything that can be refused without asking anybody.
    ///
    /// `random` must be random: ids of test events are made of it.
    #[must_use]
    pub fn begin(
        config: &'c Result<Config, Invalid>,
        tokens: &Tokens,
        head: Head,
        random: [u8; 16],
        now: UnixMillis,
    ) -> (Self, Ask) {
        let mut api = Self {
            config: config.as_ref().ok(),
            head,
            random,
            step: Step::Done,
        };
        let ask = api.enter(tokens, now);
        (api, ask)
    }

    fn enter(&mut self, tokens: &Tokens, now: UnixMillis) -> Ask {
        let (route, segments) = match route::find(&self.head.method, path(&self.head.url)) {
            Found::Route(route, segments) => (route, segments),
            Found::Methods(methods) => {
                return Self::answer(problem::method_not_allowed(&methods).into());
            }
            Found::Nothing => return Self::answer(Refusal::not_found().into()),
        };
        // A token that travelled in the clear is nobody's any more.
        if route.token != Token::Nobody && !is_secure(&self.head) {
            return Self::answer(Refusal::of(Code::InsecureTransport).into());
        }
        let by = match check(route.token, tokens, &self.head) {
            Ok(by) => by,
            Err(Denied::Slowed(code)) => {
                let caller = intake::caller(self.head.address.as_deref());
                self.step = Step::Limit(code);
                return Ask::Limit {
                    key: alloc::format!("api {caller}"),
                };
            }
            Err(Denied::Plain(refusal)) => return Self::answer(refusal.into()),
        };
        let asked = Asked {
            route,
            segments,
            by,
        };
        if route.method == "GET" {
            return self.run(asked, Ok(Vec::new()), None, now);
        }
        self.step = Step::Body(asked);
        Ask::Body {
            cap_bytes: limits::API_BODY_BYTES,
        }
    }

    /// Takes the host's answer and says what is to be done next.
    #[must_use]
    pub fn tell(&mut self, tell: Tell, now: UnixMillis) -> Ask {
        match (core::mem::replace(&mut self.step, Step::Done), tell) {
            (Step::Limit(code), Tell::Limit { is_over: false }) => {
                Self::answer(problem::unauthorized(code).into())
            }
            (Step::Limit(_), Tell::Limit { is_over: true }) => {
                Self::answer(problem::rate_limited(limits::API_LIMIT_RETRY_SECONDS).into())
            }
            (Step::Body(asked), Tell::Body(body)) => self.note(asked, Ok(body), now),
            (Step::Body(asked), Tell::BodyTooLarge) => {
                self.note(asked, Err(Code::BodyTooLarge), now)
            }
            (Step::Body(asked), Tell::BodyBroken) => {
                self.note(asked, Err(Code::BodyMalformed), now)
            }
            (Step::Note(asked, body), Tell::Control(noted)) => {
                match noted.and_then(|bytes| Noted::parse(&bytes)) {
                    Ok(noted) => {
                        let noting = Noting {
                            call: noted.number,
                            by: asked.by,
                            verb: asked.route.verb,
                            target: target(&self.head.url),
                        };
                        self.run(asked, body, Some(noting), now)
                    }
                    Err(fault) => Self::answer(Refusal::from(fault).into()),
                }
            }
            (Step::Verb(then, noting), tell) => {
                let outcome = then(tell, now);
                self.go(outcome, noting)
            }
            // Whether or not it was noted, the order was carried out: its answer must be told.
            (Step::Noted(reply), Tell::Control(_)) => Self::answer(reply),
            (Step::Done, _) => Ask::Done,
            // A host that answers what was not asked: fail closed.
            (Step::Limit(_) | Step::Body(_) | Step::Note(..) | Step::Noted(_), _) => {
                Self::answer(problem::answer(Code::Internal).into())
            }
        }
    }

    /// Writes down that an order was given, before anything of it is done.
    fn note(&mut self, asked: Asked, body: Body, now: UnixMillis) -> Ask {
        if asked.route.token != Token::Admin {
            return self.run(asked, body, None, now);
        }
        let order = body.as_deref().map(String::from_utf8_lossy);
        let note = Note {
            call: None,
            token: asked.by.to_owned(),
            verb: asked.route.verb.to_owned(),
            target: target(&self.head.url),
            order: order.map(String::from).unwrap_or_default(),
            result: "asked".to_owned(),
        };
        match note.write() {
            Ok(message) => {
                self.step = Step::Note(asked, body);
                control("note", message)
            }
            Err(fault) => Self::answer(Refusal::from(fault).into()),
        }
    }

    fn run(&mut self, asked: Asked, body: Body, noting: Option<Noting>, now: UnixMillis) -> Ask {
        let outcome = self.start(asked, body, now);
        self.go(outcome, noting)
    }

    fn start(&self, asked: Asked, body: Body, now: UnixMillis) -> next::Outcome<'c> {
        let Asked {
            route,
            segments,
            by,
        } = asked;
        let config = match self.config {
            Some(config) => config,
            None if route.token == Token::Nobody => return Ok(verb::openapi()),
            None => return Err(Refusal::of(Code::ConfigInvalid)),
        };
        let call = Call::new(
            config,
            route,
            segments,
            by,
            &self.head,
            body,
            self.random,
            now,
        )?;
        (route.run)(call)
    }

    fn go(&mut self, outcome: next::Outcome<'c>, noting: Option<Noting>) -> Ask {
        let (reply, result) = match outcome {
            Ok(Next::Ask(ask, then)) => {
                self.step = Step::Verb(then, noting);
                return ask;
            }
            Ok(Next::Reply(reply)) => (reply, "done"),
            Err(refusal) => {
                let code = refusal.code();
                (refusal.into(), code)
            }
        };
        let Some(noting) = noting else {
            return Self::answer(reply);
        };
        let note = Note {
            call: Some(noting.call),
            token: noting.by.to_owned(),
            verb: noting.verb.to_owned(),
            target: noting.target,
            order: String::new(),
            result: result.to_owned(),
        };
        match note.write() {
            Ok(message) => {
                self.step = Step::Noted(reply);
                control("note", message)
            }
            Err(_) => Self::answer(reply),
        }
    }

    fn answer(reply: Reply) -> Ask {
        Ask::Answer(reply)
    }
}

fn control(verb: &'static str, message: Vec<u8>) -> Ask {
    Ask::Control {
        verb,
        message,
        budget_millis: limits::API_BUDGET_MILLIS,
    }
}

enum Denied {
    /// By somebody who may be guessing.
    Slowed(Code),
    /// By somebody who holds a token that is not enough.
    Plain(Refusal),
}

/// Says whose call it is: the name of the token.
fn check(wanted: Token, tokens: &Tokens, head: &Head) -> Result<&'static str, Denied> {
    if matches!(wanted, Token::Nobody | Token::Signature) {
        return Ok("");
    }
    match (tokens.check(authorization(head)), wanted) {
        (Ok(Access::Admin(name)), _) => Ok(name),
        (Ok(Access::Read(name)), Token::Read) => Ok(name),
        (Ok(Access::Read(_)), Token::Admin | Token::Nobody | Token::Signature) => {
            Err(Denied::Plain(Refusal::admin_required()))
        }
        (Err(code), _) => Err(Denied::Slowed(code)),
    }
}

fn authorization(head: &Head) -> Option<&[u8]> {
    let mut headers = head.headers.iter();
    headers
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        .map(|(_, value)| value.as_slice())
}

/// Returns the path of a URL, with its first slash.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.find('/').map_or("", |at| rest.get(at..).unwrap_or(""));
    rest.split(['?', '#']).next().unwrap_or("")
}

/// What an order is about, for the audit list: the path behind `/api/`.
fn target(url: &str) -> String {
    let path = path(url);
    path.strip_prefix("/api/").unwrap_or(path).to_owned()
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self {
            status: answer.status,
            headers: answer.headers,
            body: answer.body.into_bytes(),
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::of(fault.code())
    }
}
