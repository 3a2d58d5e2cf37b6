//! What the gateway promises, part by part.

#[path = "../support/mod.rs"]
mod support;

mod alarm;
mod arming;
mod config;
mod forward;
mod intake;
mod key;
mod ledger;
mod messages;
mod pages;
mod schedule;
