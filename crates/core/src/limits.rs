//! Limits, each with its reason. Work is counted in MACs and bytes, never in time.

/// MACs for one request: secrets times key forms. Two live secrets with two
/// forms need four; eight leaves room for a rotation of a rotation.
pub const MACS: usize = 8;

/// Bytes hashed for one request over all keys. The first key is always tried;
/// further keys only within this budget, so that a large forged body cannot
/// multiply the work by the number of secrets.
pub const HASHED_BYTES: usize = 4 * 1024 * 1024;

/// Signatures compared for one request. Senders put one per live secret.
pub const SIGNATURES: usize = 16;

/// The longest signature: RSA with 4096 bits.
pub const TAG_BYTES: usize = 512;

/// Public-key checks for one request, keys times signatures: each costs as much
/// as hashing hundreds of kilobytes. Two keys and two signatures while both rotate.
pub const PUBLIC_KEY_CHECKS: usize = 4;

/// Bytes of a body that is read for the message itself: form fields, JSON
/// values, public-key messages. Vendors that sign so send a few kilobytes.
pub const READ_BODY_BYTES: usize = 1024 * 1024;

/// Ids of one list of events that are read. Vendors batch up to a thousand.
pub const IDS: usize = 1024;

/// Fields of a form that is signed field by field. Vendors send a few dozen.
pub const FORM_FIELDS: usize = 1024;

/// Parts of a message, and places of its signature. Vendors need twenty.
pub const PARTS: usize = 128;

/// Signed headers that a header may name.
pub const SIGNED_HEADERS: usize = 64;

/// Below this a MAC key can be guessed: RFC 2104 section 3 asks for at least
/// the hash's length, vendors do issue 16.
pub const SHORT_SECRET_BYTES: usize = 16;

/// Nesting of JSON that the scanner follows. Events nest under ten levels.
pub const JSON_DEPTH: usize = 128;

/// Bytes of a scanned value (an id, a type). Longer ones are as if absent.
pub const FIELD_BYTES: usize = 1024;

/// Reference tokens in all pointers of one scan.
pub const POINTERS: usize = 16;
