//! What the gateway promises, part by part.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what a test does not expect, it fails on"
)]

// `cfg(test)` always holds here; it tells clippy that helpers are tests too.

#[cfg(test)]
#[path = "../support/mod.rs"]
mod support;

#[cfg(test)]
mod address;
#[cfg(test)]
mod alarm;
#[cfg(test)]
mod api;
#[cfg(test)]
mod arming;
#[cfg(test)]
mod config;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod control;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod filter;
#[cfg(test)]
mod forward;
#[cfg(test)]
mod front;
#[cfg(test)]
mod gates;
#[cfg(test)]
mod handshake;
#[cfg(test)]
mod hidden;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod keep;
#[cfg(test)]
mod key;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod mask;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod native;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod origins;
#[cfg(test)]
mod origins_page;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod postback;
#[cfg(test)]
mod retry;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod shadow;
#[cfg(test)]
mod slack;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod view;
