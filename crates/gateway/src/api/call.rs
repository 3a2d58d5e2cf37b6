//! A call whose parameters are read.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Code, UnixMillis};

use super::parameters::Values;
use super::refusal::Refusal;
use super::route::{Route, Token};
use crate::config::{Config, Origin};
use crate::intake::Head;
use crate::key::{EventKey, parse_webhook_id};

/// What a verb gets.
pub(super) struct Call<'c> {
    pub(super) config: &'c Config,
    /// The parts of the path that stand for something, in their order.
    segments: Vec<String>,
    /// The name of the token.
    pub(super) by: &'static str,
    pub(super) query: Values,
    pub(super) body: Values,
    /// The body's bytes, where a signature is over them.
    pub(super) bytes: Vec<u8>,
    pub(super) head: Head,
    pub(super) random: [u8; 16],
    pub(super) now: UnixMillis,
}

impl<'c> Call<'c> {
    /// Reads the parameters.
    #[expect(
        clippy::too_many_arguments,
        reason = "called once, with all that a call consists of"
    )]
    pub(super) fn new(
        config: &'c Config,
        route: &'static Route,
        segments: Vec<String>,
        by: &'static str,
        head: &Head,
        body: Result<Vec<u8>, Code>,
        random: [u8; 16],
        now: UnixMillis,
    ) -> Result<Self, Refusal> {
        let bytes = body.map_err(Refusal::of)?;
        // What somebody says who has no token is read only after its signature.
        let body = if route.token == Token::Signature {
            Values::default()
        } else {
            Values::body(&bytes, route.body)?
        };
        Ok(Self {
            config,
            segments,
            by,
            query: Values::query(&head.url, route.parameters)?,
            body,
            bytes,
            head: head.clone(),
            random,
            now,
        })
    }

    /// Returns a part of the path.
    pub(super) fn segment(&self, position: usize) -> &str {
        self.segments.get(position).map_or("", String::as_str)
    }

    /// Returns the event that the path names, and its revision where the id names one.
    pub(super) fn event(&self) -> Result<(EventKey, Option<u32>), Refusal> {
        let (key, revision) = parse_webhook_id(self.segment(0)).ok_or_else(Refusal::not_found)?;
        Ok((key, (revision > 0).then_some(revision)))
    }

    /// Returns the origin that the path names.
    pub(super) fn origin(&self, position: usize) -> Result<&'c Origin, Refusal> {
        self.config
            .origin(self.segment(position))
            .ok_or_else(Refusal::not_found)
    }
}
