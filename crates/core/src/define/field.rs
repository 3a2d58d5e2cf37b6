//! What each field of a definition is called and says. Reading, the JSON
//! Schema and the reference page all come from this list.

/// A field of a definition.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The words that it takes. Empty: any text of the pattern.
    pub words: &'static [&'static str],
    /// What it says.
    pub summary: &'static str,
    /// A regular expression for its text (ECMA-262), for editors. It takes every
    /// text that can be read, and some more.
    pub pattern: &'static str,
    /// What stands between several values, where there may be several; hosts
    /// take them as a list too. Empty: there is one.
    pub between: &'static str,
}

macro_rules! fields {
    ($($name:literal [$($word:literal),*] $between:literal $pattern:expr, $summary:literal;)+) => {
        /// Names and words alone: what reading needs, so that the rest stays out of the wasm.
        pub(super) const NAMES: &[(&str, &[&str])] = &[$(($name, &[$($word),*]),)+];

        /// Every field, in the order of the documentation.
        pub const FIELDS: &[Field] = &[$(Field {
            name: $name,
            words: &[$($word),*],
            summary: $summary,
            pattern: $pattern,
            between: $between,
        },)+];
    };
}

// Pieces of patterns, put together at compile time.
macro_rules! header_name {
    () => {
        "[a-z0-9!#$%&'*+.^_`|~-]+"
    };
}
/// `$letter`: what a pointer's token may hold besides escapes.
macro_rules! place {
    ($letter:literal) => {
        concat!(
            "(?:header:",
            header_name!(),
            "(?:,",
            header_name!(),
            ")*|(?:query|form):[A-Za-z0-9._~-]+|(?:/(?:",
            $letter,
            "|~[01])*)+)"
        )
    };
}
macro_rules! word_place {
    () => {
        place!(r"[^~/\s]")
    };
}
macro_rules! signature {
    () => {
        concat!(
            "(?:header:",
            header_name!(),
            r"\{1\.\.[0-9]{1,3}\}|",
            word_place!(),
            ")"
        )
    };
}
macro_rules! part {
    () => {
        concat!(
            r"\{(?:body|timestamp|method|url(?:\|decoded)?|path|form(?:\|once)?|secret|headers:",
            header_name!(),
            r"|(?:header:[^{}|]+|(?:query|form):[A-Za-z0-9._~-]+|/[^}|]*)(?:\|(?:lower|[0-9]*))?)\}"
        )
    };
}
macro_rules! answer {
    () => {
        concat!(
            r"[A-Za-z0-9._=:,/-]*\{(?:hmac-(?:hex|base64):)?",
            word_place!(),
            r"\}"
        )
    };
}
macro_rules! rule {
    () => {
        concat!(
            r"[ \t]*[A-Z]+(?:[ \t]+signed)?(?:[ \t]+if[ \t]+",
            word_place!(),
            r"(?:=[^\s]*)?)*(?:[ \t]+unless[ \t]+",
            word_place!(),
            r")*(?:[ \t]+token[ \t]+",
            word_place!(),
            r")?[ \t]+(?:empty|text[ \t]+",
            answer!(),
            r"|header[ \t]+",
            header_name!(),
            "=",
            answer!(),
            r"|json(?:[ \t]+[A-Za-z0-9._~-]+=",
            answer!(),
            r")+)[ \t]*"
        )
    };
}

const ONE_PLACE: &str = concat!("^", place!("[^~/]"), "$");
const PLACES: &str = concat!(r"^\s*", signature!(), r"(?:\s+", signature!(), r")*\s*$");
const LAYOUT: &str = concat!(
    r"^(?:(?:\{key-id\}[^{}\[\]]+|\[[^{}\[\]]+\]|[^{}\[\]]*)\{signature\}(?:[^A-Za-z0-9]\.\.\.)?",
    r"|(?:\s*[A-Za-z0-9_-]+=)?\{timestamp\}\s*[^A-Za-z0-9](?:\s*[A-Za-z0-9_-]+=)?\{signature\}\s*[^A-Za-z0-9]\.\.\.)$"
);
const TEMPLATE: &str = concat!(
    r"^(?:[^{}\[\]]|",
    part!(),
    r"|\[(?:[^{}\[\]]|",
    part!(),
    r")*\])+$"
);
const RULES: &str = concat!("^(?:", rule!(), r"(?:\r?\n|$))+$");
const WORDS: &str = "^[a-z0-9-]+(?: +[a-z0-9-]+)*$";

fields! {
    "algorithm" ["hmac-sha256", "hmac-sha1", "hmac-sha512", "ed25519", "ecdsa-p256", "rsa-sha256", "sha256", "token", "basic", "none"] "" WORDS,
        "What makes the signature. Default: hmac-sha256.";
    "signature" [] " " PLACES,
        "Where signatures stand: header:x-name, query:name, form:name or a JSON pointer; several separated by spaces, aliases of a header by commas.";
    "form" [] "" LAYOUT,
        "How the value is laid out: {signature}, sha256={signature}, v1={signature},... or t={timestamp},v1={signature},... Default: {signature}.";
    "encoding" ["hex", "base64", "base64url"] "" WORDS,
        "How one signature is written. Default: hex.";
    "key" ["utf8", "whsec", "whsec-or-bare", "hex", "base64", "sha1"] " " WORDS,
        "How the secret's text becomes the key; several forms are tried in order. Default: utf8, the text itself.";
    "message" [] "" TEMPLATE,
        "The signed bytes: literals and {body}, {timestamp}, {method}, {url}, {path}, {header:x}, {query:x}, {form:x}, {form} (all fields sorted; {form|once}: equal pairs once), {/pointer}, {secret}, {headers:x}; [optional parts] in brackets.";
    "timestamp" [] "" ONE_PLACE,
        "Where the timestamp stands, unless the form says so.";
    "unit" ["seconds", "milliseconds", "rfc3339", "rfc3339-utc", "unix"] "" WORDS,
        "How the timestamp is written; unix is seconds or milliseconds, as the number of digits says. Default: seconds.";
    "tolerance" [] "" "^(?:none|[0-9]+(?:/[0-9]+)?)$",
        "How far the timestamp may lie from now, in seconds: 300, past/future 600/300, or none. Default: 300.";
    "digest" [] "" ONE_PLACE,
        "A place whose hexadecimal SHA-256 must be the body's, when it is present.";
    "id" [] "" ONE_PLACE,
        "Where the event's id stands. A pointer with the token * names the ids of a list.";
    "type" [] "" ONE_PLACE,
        "Where the event's type stands.";
    "version" [] "" ONE_PLACE,
        "Where the schema version stands.";
    "opens" ["header", "query", "prefix", "encoding", "pointers"] " " WORDS,
        "What users of the scheme may set.";
    "handshake" [] "\n" RULES,
        "What the vendor asks before it sends events, one rule per line.";
}
