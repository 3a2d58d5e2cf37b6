//! What is looked into: a request, and how it was to be verified.

use waxseal::{Options, Request, Secret, UnixMillis};

/// Who is said to have signed.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// A scheme of the table, by its id.
    Id(&'a str),
    /// A scheme of the user's own: fields and values, see [`waxseal::define::FIELDS`].
    Own(&'a [(&'a str, &'a str)]),
}

/// A secret at hand that is not configured here: an old one, another endpoint's.
#[derive(Debug)]
pub struct Other<'a> {
    /// What the user calls it. It is told; the secret is not.
    pub name: &'a str,
    /// The secret.
    pub secret: Secret,
}

/// A request that was refused, and how it was verified.
#[derive(Debug)]
pub struct Case<'a> {
    /// The scheme.
    pub who: Who<'a>,
    /// What is set on it.
    pub options: Options<'a>,
    /// The configured secrets or public keys, in their order.
    pub secrets: &'a [Secret],
    /// Others at hand.
    pub others: &'a [Other<'a>],
    /// What was received.
    pub request: Request<'a>,
    /// When it is, or was, checked.
    pub now: UnixMillis,
}
