//! Values that a language wrote as its own source would have them, not as JSON.

use alloc::string::String;

use super::json::Json;
use super::wrapping::read_hex;
use super::write::quote;

/// A language whose text of a dictionary is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    /// `str` of a dictionary: `{'a': None}`. Source: the Python reference, "String and Bytes literals".
    Python,
    /// `to_s` of a hash, to Ruby 3.3: `{"a"=>nil}`. Source: Ruby's documentation of `String#inspect`.
    Ruby,
}

impl Literal {
    pub(super) const ALL: [Literal; 2] = [Literal::Python, Literal::Ruby];

    pub(super) fn kind(self) -> &'static str {
        match self {
            Literal::Python => "python",
            Literal::Ruby => "ruby",
        }
    }

    /// Says how such a text comes about.
    pub(super) fn maker(self) -> &'static str {
        match self {
            Literal::Python => "str of a Python dictionary",
            Literal::Ruby => "to_s of a Ruby hash",
        }
    }

    /// Writes the value as JSON, with the white space that is there, if it is
    /// such a value and no JSON.
    pub(super) fn read(self, bytes: &[u8]) -> Option<String> {
        if !matches!(bytes.first(), Some(b'{' | b'[')) {
            return None;
        }
        let mut json = String::with_capacity(bytes.len());
        let mut rest = core::str::from_utf8(bytes).ok()?;
        let mut is_foreign = false;
        while let Some(first) = rest.chars().next() {
            if first == '"' || first == '\'' && self == Literal::Python {
                let (text, behind) = self.read_text(rest.get(1..)?, first)?;
                json.push_str(core::str::from_utf8(&quote(&text)).ok()?);
                is_foreign |= first == '\'';
                rest = behind;
            } else if let Some((word, behind)) = self.word(rest) {
                json.push_str(word);
                is_foreign = true;
                rest = behind;
            } else {
                json.push(first);
                rest = rest.get(first.len_utf8()..)?;
            }
        }
        let is_json = Json::read(json.as_bytes()).is_some_and(|json| json.is_container());
        (is_foreign && is_json).then_some(json)
    }

    /// A word or sign that JSON has another one for.
    fn word(self, text: &str) -> Option<(&'static str, &str)> {
        let words: &[(&str, &str)] = match self {
            Literal::Python => &[("None", "null"), ("True", "true"), ("False", "false")],
            Literal::Ruby => &[("=>", ":"), ("nil", "null")],
        };
        let mut found = words
            .iter()
            .map(|(word, json)| Some((*json, text.strip_prefix(word)?)));
        found.find_map(|found| found)
    }

    /// Reads a string to its closing quote, and returns what is behind it.
    fn read_text(self, text: &str, end: char) -> Option<(String, &str)> {
        let mut unescaped = String::new();
        let mut rest = text.chars();
        loop {
            match rest.next()? {
                c if c == end => return Some((unescaped, rest.as_str())),
                '\\' => unescaped.push(self.read_escape(&mut rest)?),
                c => unescaped.push(c),
            }
        }
    }

    fn read_escape(self, rest: &mut core::str::Chars<'_>) -> Option<char> {
        let digits = match rest.next()? {
            'n' => return Some('\n'),
            'r' => return Some('\r'),
            't' => return Some('\t'),
            same @ ('\\' | '"') => return Some(same),
            '\'' if self == Literal::Python => return Some('\''),
            '#' if self == Literal::Ruby => return Some('#'),
            'b' if self == Literal::Ruby => return Some('\u{8}'),
            'f' if self == Literal::Ruby => return Some('\u{c}'),
            'v' if self == Literal::Ruby => return Some('\u{b}'),
            'a' if self == Literal::Ruby => return Some('\u{7}'),
            'e' if self == Literal::Ruby => return Some('\u{1b}'),
            'x' => 2,
            'u' => 4,
            'U' if self == Literal::Python => 8,
            _ => return None,
        };
        let mut code = 0_u32;
        for _ in 0..digits / 2 {
            let high = u8::try_from(rest.next()?).ok()?;
            let low = u8::try_from(rest.next()?).ok()?;
            code = code.checked_mul(256)? + u32::from(read_hex(high, low)?);
        }
        char::from_u32(code)
    }
}
