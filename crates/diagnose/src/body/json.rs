//! JSON as a row of tokens, each where it stands in the text. Rule: RFC 8259,
//! with nesting bounded. Nothing is converted, so nothing is lost: numbers keep
//! their spelling, equal keys stay.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Deeper texts are not taken apart, as in the core's scanner.
const DEPTH: usize = 128;

/// A text and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Json<'a> {
    source: &'a str,
    tokens: Vec<Token>,
}

/// A token without the white space, commas and colons round it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    start: usize,
    end: usize,
    /// Of an opening bracket: the position of what follows its closing one.
    after: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `}` or `]`
    Close,
    /// A string before a colon.
    Key,
    /// Another string.
    Text,
    /// A number or a literal.
    Scalar,
}

impl<'a> Json<'a> {
    /// Reads one JSON text, or nothing where the bytes are not exactly that.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let source = core::str::from_utf8(bytes).ok()?;
        let mut reader = Reader::new(source);
        while reader.step()? {}
        Some(Self {
            source,
            tokens: reader.tokens,
        })
    }

    /// Says whether the bytes are JSON that breaks off: no more than the last
    /// token is wrong.
    pub(super) fn is_incomplete(bytes: &[u8]) -> bool {
        let valid = match core::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
                core::str::from_utf8(whole).unwrap_or_default()
            }
            Err(_) => return false,
        };
        let mut reader = Reader::new(valid);
        while let Some(is_more) = reader.step() {
            if !is_more {
                return false;
            }
        }
        reader.is_at_end()
    }

    pub(super) fn len(&self) -> usize {
        self.source.len()
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What stands in the text for a token: a string with its quotes.
    pub(super) fn spelling(&self, token: Token) -> &'a str {
        self.source.get(token.start..token.end).unwrap_or_default()
    }

    /// The white space, comma and colon between each token and the one before.
    pub(super) fn gaps(&self) -> impl Iterator<Item = &'a str> + '_ {
        let ends = core::iter::once(0).chain(self.tokens.iter().map(|token| token.end));
        ends.zip(&self.tokens)
            .map(|(end, token)| self.source.get(end..token.start).unwrap_or_default())
    }

    pub(super) fn spellings(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.tokens.iter().map(|token| self.spelling(*token))
    }

    /// The content of all strings, as spelled.
    pub(super) fn strings(&self) -> impl Iterator<Item = &'a str> + '_ {
        let strings = self.tokens.iter().copied();
        strings
            .filter(|token| matches!(token.kind, Kind::Key | Kind::Text))
            .map(|token| inner(self.spelling(token)))
    }

    pub(super) fn is_container(&self) -> bool {
        self.tokens.len() > 1
    }

    /// Returns the text of a JSON string, unescaped.
    pub(super) fn as_text(&self) -> Option<String> {
        let [token] = self.tokens.as_slice() else {
            return None;
        };
        (token.kind == Kind::Text)
            .then(|| unescape(self.spelling(*token)))
            .flatten()
    }

    /// Returns the keys of an object and the positions of the tokens of their
    /// values, or nothing if it is no object.
    pub(super) fn members(&self, object: usize) -> Option<Vec<(Token, Range<usize>)>> {
        let open = self.tokens.get(object)?;
        let mut members = Vec::new();
        if open.kind != Kind::Object {
            return None;
        }
        let mut at = object + 1;
        while let Some(key) = self.tokens.get(at)
            && key.kind == Kind::Key
        {
            let end = self.end_of_value(at + 1);
            members.push((*key, at + 1..end));
            at = end;
        }
        Some(members)
    }

    /// Returns the positions of the first tokens of a list's elements, or
    /// nothing if it is no list.
    pub(super) fn elements(&self, array: usize) -> Option<Vec<usize>> {
        let open = self.tokens.get(array)?;
        let mut elements = Vec::new();
        if open.kind != Kind::Array {
            return None;
        }
        let mut at = array + 1;
        while let Some(token) = self.tokens.get(at)
            && token.kind != Kind::Close
        {
            elements.push(at);
            at = self.end_of_value(at);
        }
        Some(elements)
    }

    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    /// Returns the tokens with the keys of every object in the order of their
    /// code points, which is that of their UTF-8. Equal keys keep their order.
    pub(super) fn sorted(&self) -> Vec<Token> {
        let mut sorted = Vec::with_capacity(self.tokens.len());
        self.push_sorted(0, &mut sorted);
        sorted
    }

    /// Recurs at most [`DEPTH`] deep.
    fn push_sorted(&self, value: usize, sorted: &mut Vec<Token>) {
        let Some(token) = self.token(value) else {
            return;
        };
        sorted.push(token);
        if let Some(mut members) = self.members(value) {
            members.sort_by_cached_key(|(key, _)| unescape(self.spelling(*key)));
            for (key, value) in members {
                sorted.push(key);
                self.push_sorted(value.start, sorted);
            }
        } else if let Some(elements) = self.elements(value) {
            for element in elements {
                self.push_sorted(element, sorted);
            }
        } else {
            return;
        }
        sorted.extend(self.token(token.after.saturating_sub(1)));
    }

    fn end_of_value(&self, value: usize) -> usize {
        match self.token(value) {
            Some(token) if matches!(token.kind, Kind::Object | Kind::Array) => token.after,
            _ => value + 1,
        }
    }
}

/// Removes the quotes of a string's spelling.
pub(super) fn inner(spelling: &str) -> &str {
    let end = spelling.len().saturating_sub(1);
    spelling.get(1..end).unwrap_or_default()
}

/// Returns the text that a spelling with quotes stands for, or nothing if it
/// holds half a surrogate pair.
pub(super) fn unescape(spelling: &str) -> Option<String> {
    units(inner(spelling))
        .map(|unit| match unit {
            Unit::Char(c) => Some(c),
            Unit::Half(_) => None,
        })
        .collect()
}

/// What a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Char(char),
    /// Half a surrogate pair: escapes can say it, UTF-8 cannot.
    Half(u16),
}

/// Reads the content of a string that was checked.
pub(super) fn units(content: &str) -> impl Iterator<Item = Unit> + '_ {
    let mut rest = content.chars();
    core::iter::from_fn(move || {
        let first = rest.next()?;
        if first != '\\' {
            return Some(Unit::Char(first));
        }
        Some(Unit::Char(match rest.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return read_escaped(&mut rest),
            other => other,
        }))
    })
}

fn read_escaped(rest: &mut core::str::Chars<'_>) -> Option<Unit> {
    let high = read_hex(rest)?;
    let mut ahead = rest.clone();
    if matches!(high, 0xd800..0xdc00) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let low = read_hex(&mut ahead)?;
        if let Some(Ok(c)) = char::decode_utf16([high, low]).next() {
            *rest = ahead;
            return Some(Unit::Char(c));
        }
    }
    Some(char::from_u32(u32::from(high)).map_or(Unit::Half(high), Unit::Char))
}

fn read_hex(rest: &mut core::str::Chars<'_>) -> Option<u16> {
    let digits = rest.as_str().get(..4)?;
    *rest = rest.as_str().get(4..)?.chars();
    u16::from_str_radix(digits, 16).ok()
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

#[derive(Debug)]
struct Reader<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The positions of the open brackets among the tokens.
    open: Vec<usize>,
    expected: Expected,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            tokens: Vec::new(),
            open: Vec::new(),
            expected: Expected::Value,
        }
    }

    /// Says, after an error, whether the text ended too early.
    fn is_at_end(&self) -> bool {
        let rest = self.rest();
        let is_part = |word: &[u8]| word.starts_with(rest);
        match rest.first() {
            None => self.expected != Expected::Nothing,
            Some(b'"') => string_length(rest).is_none() && !rest.iter().any(|byte| *byte < 0x20),
            Some(b'-' | b'.' | b'0'..=b'9') => {
                rest.iter().all(u8::is_ascii_graphic) && rest.len() < 64
            }
            Some(_) => [&b"true"[..], b"false", b"null"].into_iter().any(is_part),
        }
    }

    /// Reads one token or sign. `Some(false)` is the end, `None` an error.
    fn step(&mut self) -> Option<bool> {
        use Expected::{Colon, CommaOrEnd, Key, KeyOrEnd, Nothing, Value, ValueOrEnd};
        let rest = self.rest();
        let blank = rest.iter().take_while(|byte| is_space(**byte)).count();
        self.at += blank;
        let Some(byte) = self.rest().first().copied() else {
            return (self.expected == Nothing).then_some(false);
        };
        match (self.expected, byte) {
            (Key | KeyOrEnd, b'"') => {
                self.push(Kind::Key, string_length(self.rest())?);
                self.expected = Colon;
            }
            (Colon, b':') => self.skip(Value),
            (CommaOrEnd, b',') => {
                let is_object = self.innermost()? == Kind::Object;
                self.skip(if is_object { Key } else { Value });
            }
            (KeyOrEnd | CommaOrEnd, b'}') => self.close(Kind::Object)?,
            (ValueOrEnd | CommaOrEnd, b']') => self.close(Kind::Array)?,
            (Value | ValueOrEnd, _) => self.start_value(byte)?,
            (Key | KeyOrEnd | Colon | CommaOrEnd | Nothing, _) => return None,
        }
        Some(true)
    }

    fn start_value(&mut self, byte: u8) -> Option<()> {
        let (kind, next) = match byte {
            b'{' => (Kind::Object, Expected::KeyOrEnd),
            b'[' => (Kind::Array, Expected::ValueOrEnd),
            b'"' => {
                self.push(Kind::Text, string_length(self.rest())?);
                self.end_value();
                return Some(());
            }
            _ => {
                self.push(Kind::Scalar, scalar_length(self.rest())?);
                self.end_value();
                return Some(());
            }
        };
        if self.open.len() >= DEPTH {
            return None;
        }
        self.open.push(self.tokens.len());
        self.push(kind, 1);
        self.expected = next;
        Some(())
    }

    fn close(&mut self, kind: Kind) -> Option<()> {
        if self.innermost()? != kind {
            return None;
        }
        let position = self.open.pop()?;
        self.push(Kind::Close, 1);
        let after = self.tokens.len();
        self.tokens.get_mut(position)?.after = after;
        self.end_value();
        Some(())
    }

    fn end_value(&mut self) {
        self.expected = if self.open.is_empty() {
            Expected::Nothing
        } else {
            Expected::CommaOrEnd
        };
    }

    fn innermost(&self) -> Option<Kind> {
        let position = self.open.last()?;
        self.tokens.get(*position).map(|token| token.kind)
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at += length;
        self.tokens.push(Token {
            kind,
            start,
            end: self.at,
            after: 0,
        });
    }

    fn skip(&mut self, next: Expected) {
        self.at += 1;
        self.expected = next;
    }

    fn rest(&self) -> &[u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Returns the length of the string that `bytes` begin with, quotes included.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += escape_length(bytes.get(at + 1..)?)? + 1,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

fn escape_length(after: &[u8]) -> Option<usize> {
    match after.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(1),
        b'u' => {
            let digits = after.get(1..5)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(5)
        }
        _ => None,
    }
}

fn scalar_length(bytes: &[u8]) -> Option<usize> {
    let literals: [&[u8]; 3] = [b"true", b"false", b"null"];
    let literal = literals.iter().find(|literal| bytes.starts_with(literal));
    literal.map_or_else(|| number_length(bytes), |literal| Some(literal.len()))
}

fn number_length(bytes: &[u8]) -> Option<usize> {
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(bytes, at)?;
    if whole > 1 && bytes.get(at) == Some(&b'0') {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        at += 1 + digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at += digits(bytes, at)?;
    }
    Some(at)
}

/// Counts the digits at a position: at least one.
fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(count)
}
