//! What the fuzz targets share: a request and its configuration as bytes, in a
//! form that survives mutation.
//!
//! Texts stand between unit separators, the body behind a record separator: a
//! length prefix would be broken by nearly every change.

use waxseal::scheme::Encoding;
use waxseal::{Header, Meta, Options, Program, Request, Scheme, Secret, UnixMillis, schemes};

/// Stands between two texts.
pub const BETWEEN: u8 = 0x1f;
/// Stands before the body.
pub const BODY: u8 = 0x1e;
/// Stands between what a target has of its own and the request.
pub const OWN: u8 = 0x1d;

/// Texts before the headers, in this order.
pub const FIELDS: [&str; 14] = [
    "scheme", "kind", "secret", "header", "query", "prefix", "encoding", "id", "type", "version",
    "url", "now", "method", "target",
];

/// A verifier's configuration and a request.
pub struct Case<'a> {
    texts: [&'a [u8]; FIELDS.len()],
    headers: Vec<Header<'a>>,
    body: &'a [u8],
}

/// Splits at the first of these bytes; all of it where there is none.
pub fn split_at_first(bytes: &[u8], at: u8) -> (&[u8], &[u8]) {
    let position = bytes.iter().position(|byte| *byte == at);
    let position = position.unwrap_or(bytes.len());
    (
        &bytes[..position],
        bytes.get(position + 1..).unwrap_or_default(),
    )
}

impl<'a> Case<'a> {
    /// Reads a case; any bytes are one.
    pub fn parse(bytes: &'a [u8]) -> Self {
        let (head, body) = split_at_first(bytes, BODY);
        let mut texts = head.split(|byte| *byte == BETWEEN);
        let fixed = std::array::from_fn(|_| texts.next().unwrap_or_default());
        let mut headers = Vec::new();
        while let Some(name) = texts.next() {
            headers.push(Header {
                name: text(name),
                value: texts.next().unwrap_or_default(),
            });
        }
        Self {
            texts: fixed,
            headers,
            body,
        }
    }

    fn field(&self, name: &str) -> &'a [u8] {
        let at = FIELDS.iter().position(|field| *field == name);
        at.map_or(&[], |at| self.texts[at])
    }

    fn option(&self, name: &str) -> Option<&'a str> {
        Some(text(self.field(name))).filter(|text| !text.is_empty())
    }

    /// Names a scheme of the table, whatever stands there.
    pub fn scheme(&self) -> Scheme<'static> {
        let id = self.field("scheme");
        let known = schemes::all().find(|row| row.id.as_bytes() == id);
        let sum: usize = id.iter().map(|byte| usize::from(*byte)).sum();
        let row = known.or_else(|| schemes::all().nth(sum % schemes::all().count()));
        row.expect("the table has rows")
            .scheme()
            .expect("rows can be read")
    }

    /// What stands where the secret does.
    pub fn secret_bytes(&self) -> &'a [u8] {
        self.field("secret")
    }

    /// The secret, in the kind that the case says.
    pub fn secret(&self) -> Secret {
        let bytes = self.secret_bytes();
        match self.field("kind").first() {
            Some(b'p') => Secret::public(bytes),
            Some(b'b') => Secret::bytes(bytes),
            _ => Secret::text(text(bytes)),
        }
    }

    /// The secrets of this scheme: none where it takes none.
    pub fn secrets(&self) -> Vec<Secret> {
        if self.field("kind").first() == Some(&b'n') {
            Vec::new()
        } else {
            vec![self.secret()]
        }
    }

    /// Whether the request is to be looked into with a key that nobody signed with.
    pub fn is_of_a_stranger(&self) -> bool {
        self.field("kind").first() == Some(&b'r')
    }

    /// The options.
    pub fn options(&self) -> Options<'a> {
        Options {
            header: self.option("header"),
            query: self.option("query"),
            prefix: self.option("prefix"),
            encoding: self.option("encoding").and_then(Encoding::find),
            id: self.option("id"),
            event_type: self.option("type"),
            version: self.option("version"),
            url: self.option("url"),
            tolerance: None,
        }
    }

    /// The receiver's clock.
    pub fn now(&self) -> UnixMillis {
        let number = text(self.field("now")).parse();
        UnixMillis(number.unwrap_or(1_780_000_000_000))
    }

    /// The request.
    pub fn request(&self) -> Request<'_> {
        let meta = Meta {
            method: text(self.field("method")),
            url: text(self.field("target")),
            headers: &self.headers,
        };
        Request {
            meta,
            body: self.body,
        }
    }

    /// The verifier, if the configuration can work.
    pub fn program(&self) -> Option<Program<'a>> {
        let scheme = self.scheme();
        Program::compile(scheme.id, &self.options(), &self.secrets()).ok()
    }
}

/// The longest front of the bytes that is text.
pub fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Checks what must hold of every verification.
pub fn check_verification(program: &Program<'_>, request: &Request<'_>, now: UnixMillis) {
    let verdict = waxseal::verify(program, request, now, 0);
    let code = verdict.as_ref().map(|_| ()).map_err(|reject| reject.code());
    if let Err(reject) = &verdict {
        assert_eq!(reject.code().class(), waxseal::Class::Reject);
        assert!(!reject.to_string().is_empty());
    }
    // The key that is tried first, the way through bytes and the pieces of the
    // body change the work, never the verdict.
    let hinted = waxseal::verify(program, request, now, 1);
    assert_eq!(hinted.map(|_| ()).map_err(|reject| reject.code()), code);
    let bytes = program.write();
    let read = Program::parse(&bytes).expect("what was written is read");
    let again = waxseal::verify(&read, request, now, 0);
    assert_eq!(again.map(|_| ()).map_err(|reject| reject.code()), code);
    let mut pieces = Pieces(request.body);
    let proof = waxseal::prove(program, &request.meta, &mut pieces, now, 0);
    assert_eq!(proof.map(|_| ()).map_err(|reject| reject.code()), code);
    let Ok(verified) = verdict else { return };
    let fields = verified.fields();
    assert!(fields.ids.len() <= waxseal::limits::IDS);
    // Bytes of a program may say what no definition can: a message that nothing signs.
    if verified.assurance() == waxseal::Assurance::Signed {
        let longer = [request.body, b"x"].concat();
        let altered = Request {
            meta: request.meta,
            body: &longer,
        };
        assert!(
            waxseal::verify(program, &altered, now, 0).is_err(),
            "an altered body is genuine"
        );
    }
}

/// A host that hands the body over in pieces of seven bytes.
struct Pieces<'a>(&'a [u8]);

impl waxseal::Host for Pieces<'_> {
    fn body_bytes(&self) -> usize {
        self.0.len()
    }

    fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        self.0.chunks(7).for_each(update);
    }
}
