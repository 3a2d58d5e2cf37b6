//! Limits, each with its reason. Work is counted in bytes and values, never in time.

/// Bytes of a body. The gateway takes no larger one.
pub const BODY_BYTES: usize = 1024 * 1024;

/// Nesting of JSON that is read, as deep as the core's scanner follows.
pub const DEPTH: usize = 128;

/// Values in one document: a body of nothing but brackets would otherwise take
/// thirty times its size. Events have tens.
pub const VALUES: usize = 100_000;

/// Bytes of a value that is rendered into a URL. The core's bound for ids.
pub const VALUE_BYTES: usize = 1024;

/// Bytes of a template. Postback URLs are a few hundred.
pub const TEMPLATE_BYTES: usize = 4096;

/// Placeholders of a template. Each is a walk through the event, and a tracker
/// takes a dozen parameters.
pub const PLACEHOLDERS: usize = 32;

/// Bytes of a secret's name, as the gateway takes them.
pub const SECRET_NAME_BYTES: usize = 128;

/// Bytes of a rendered message. Slack asks for at most 4000 characters and
/// splits what is longer.
pub const MESSAGE_BYTES: usize = 8192;

/// Bytes of a rendered URL. Common servers refuse a longer request line.
pub const URL_BYTES: usize = 8192;

/// Schema versions that one contract lists: the old one, the new one, and room
/// for a slow migration.
pub const VERSIONS: usize = 8;

/// The largest integer in JSON, either way: beyond it a reader that keeps numbers
/// as doubles (every JavaScript one) would see another one.
pub const SAFE_INTEGER: i64 = 9_007_199_254_740_991;
