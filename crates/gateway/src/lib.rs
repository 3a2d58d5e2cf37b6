//! Webhook intake and delivery as pure state machines.
//!
//! Scope: the configuration, the dedupe key, the life of one request, the
//! event and its deliveries, retry dates, what is forwarded, and what is
//! answered. Every effect is an `Ask` that a host carries out and answers with
//! a `Tell`; a fault is an ordinary `Tell`. Verification is [`waxseal`]'s.
//!
//! Not here: clocks, randomness, sockets, storage engines. `now` and jitter
//! are arguments; the ledger speaks SQL through [`sql::Sql`], inside one
//! transaction that the host opens.
//!
//! ```
//! use waxseal_gateway::config::Config;
//!
//! let text = r#"{
//!   "sources": { "shop": { "scheme": "github", "secrets": ["SHOP_SECRET"] } },
//!   "origins": { "crm": { "url": "http://crm.example.com", "events": ["*"], "secrets": ["CRM_SECRET"] } },
//! }"#;
//! let secrets = |_: &str| Some("0123456789abcdef0123456789abcdef".to_string());
//! let error = Config::parse(text, &secrets).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "/origins/crm/url: must be https, because the body and its signature travel in it \
//!      (or set \"insecure_origins\": true for a test) (origin_invalid)"
//! );
//! ```

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod alarm;
pub mod api;
pub mod arming;
pub mod config;
pub mod control;
pub mod counting;
pub mod delivery;
pub mod event;
pub mod fault;
pub mod forward;
pub mod health;
pub mod hidden;
pub mod intake;
pub mod key;
pub mod ledger;
pub mod limits;
pub mod mask;
pub mod message;
pub mod native;
pub mod order;
pub mod outcome;
pub mod problem;
pub mod rate;
pub mod read;
pub mod route;
pub mod row;
pub mod schedule;
pub mod sql;
pub mod view;

mod capture;
mod filter;
mod form;
mod frame;
mod gate;
mod hash;
mod http_date;
mod jsonc;
mod moment;
mod spot;
mod version;
