//! Events of affiliate programs: what they should say, and what this one does.
//!
//! Scope: catalogs of event types as data ([`catalogs`]), the check of a
//! verified body against one of them ([`Contract`]), money in integer minor
//! units ([`Money`]), postbacks in ([`Contract::read_minimum`]) and out
//! ([`Template`]), messages ([`template::Message`]).
//!
//! Not in scope: whether a request is genuine, I/O, clocks. A check decides
//! nothing: it says which fields are missing or malformed, and [`Policy`] says
//! whether that matters. No finding holds a value of the event.
//!
//! ```
//! use waxseal_events::{Contract, Options, Policy, catalogs};
//!
//! let contract = Contract::new(&catalogs::MINIMUM, &Options::default())?;
//! let report = contract.check_json(br#"{
//!     "affiliate_id": "aff_7", "customer_id": "cus_42",
//!     "amount": 12.5, "event_timestamp": "2026-05-29T14:21:12Z"
//! }"#);
//! let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
//! assert_eq!(found, [
//!     "/amount: expected an integer in minor units, such as 1250 for 12.50 USD; found a number",
//!     "/currency: is missing; expected an active ISO 4217 code in capitals, such as USD",
//! ]);
//! assert!(!report.is_rejected(Policy::Warn));
//! assert!(report.is_rejected(Policy::Reject));
//! # Ok::<(), waxseal_events::ContractError>(())
//! ```

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod amounts;
pub mod catalog;
pub mod catalogs;
mod contract;
mod currency;
pub mod decimal;
pub mod document;
mod kind;
pub mod limits;
mod minimum;
pub mod moment;
mod money;
mod options;
mod places;
mod pointer;
mod report;
pub mod template;
mod version;

pub use amounts::Amount;
pub use contract::Contract;
pub use currency::Currency;
pub use document::Document;
pub use kind::{Amounts, Kind};
pub use minimum::Minimum;
pub use money::{Money, MoneyError};
pub use options::{ContractError, Options};
pub use pointer::Pointer;
pub use report::{Finding, Policy, Problem, Report};
pub use template::Template;
pub use version::Versions;
