//! Writes JSON as the libraries do that senders and receivers use.
//!
//! What each escapes is in its own documentation: ECMA-262 `QuoteJSONString`
//! (JavaScript), `json.dumps` (Python: `ensure_ascii`, `separators`, `indent`),
//! the `JSON_*` constants of PHP's `json_encode`, `HTMLEscape` of Go's
//! `encoding/json`, `ActiveSupport::JSON` (Rails: `escape_html_entities_in_json`),
//! `GsonBuilder.disableHtmlEscaping` (Java's Gson), `JavaScriptEncoder.Default`
//! (.NET's System.Text.Json).

use alloc::vec::Vec;

use super::BODY_BYTES;
use super::json::{Json, Kind, Token, Unit, inner, units};

/// How many times as long as received a text may become, if it is longer than [`LEAST`].
const GROWTH: usize = 12;
const LEAST: usize = 64 * 1024;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub layout: Layout,
    /// Nothing leaves every string as it is spelled.
    pub escapes: Option<Escapes>,
    pub is_sorted: bool,
    /// What follows the text.
    pub end: &'static str,
}

/// The white space between tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// None: JavaScript, PHP, Go, Rails, Ruby, Java, .NET.
    Compact,
    /// One after each comma and colon: Python, and PostgreSQL's `jsonb`.
    Spaced,
    /// One line per value.
    Indented {
        unit: &'static str,
        line_break: &'static str,
    },
}

/// Which characters are escaped besides those that must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Escapes {
    pub slash: bool,
    /// All above U+007F.
    pub non_ascii: bool,
    /// U+007F.
    pub delete: bool,
    /// `<`, `>` and `&`.
    pub html: bool,
    /// U+2028 and U+2029.
    pub separators: bool,
    /// `=` and `'`, as Gson does.
    pub gson: bool,
    /// `'`, `+`, a backtick, and `"` by its number, as .NET does.
    pub dotnet: bool,
    /// Digits of escapes in upper case.
    pub is_upper: bool,
}

impl Style {
    pub(super) const COMPACT: Self = Self::new(Layout::Compact, Escapes::PLAIN);
    pub(super) const SORTED: Self = Self {
        is_sorted: true,
        ..Self::COMPACT
    };

    pub(super) const fn new(layout: Layout, escapes: Escapes) -> Self {
        Self {
            layout,
            escapes: Some(escapes),
            is_sorted: false,
            end: "",
        }
    }

    pub(super) const fn ending(self, end: &'static str) -> Self {
        Self { end, ..self }
    }

    pub(super) const fn sorted(self) -> Self {
        Self {
            is_sorted: true,
            ..self
        }
    }
}

impl Layout {
    pub(super) const TWO: Self = Self::indented("  ", "\n");
    pub(super) const FOUR: Self = Self::indented("    ", "\n");
    pub(super) const TAB: Self = Self::indented("\t", "\n");
    pub(super) const TWO_CRLF: Self = Self::indented("  ", "\r\n");

    const fn indented(unit: &'static str, line_break: &'static str) -> Self {
        Self::Indented { unit, line_break }
    }

    /// Tells the layout by the gaps.
    pub(super) fn of(json: &Json<'_>) -> Option<Self> {
        let mut inner = json.gaps().skip(1);
        if json.gaps().any(|gap| gap.contains('\n')) {
            return Some(Self::TWO);
        }
        if json.gaps().all(|gap| !gap.contains(' ')) {
            return Some(Self::Compact);
        }
        inner
            .all(|gap| matches!(gap, "" | ", " | ": "))
            .then_some(Self::Spaced)
    }
}

impl Escapes {
    /// JavaScript, Ruby, Jackson, Python with `ensure_ascii=False`.
    pub(super) const PLAIN: Self = Self {
        slash: false,
        non_ascii: false,
        delete: false,
        html: false,
        separators: false,
        gson: false,
        dotnet: false,
        is_upper: false,
    };
    /// Python, and PHP with `JSON_UNESCAPED_SLASHES` but for U+007F.
    pub(super) const PYTHON: Self = Self {
        non_ascii: true,
        delete: true,
        ..Self::PLAIN
    };
    /// PHP without flags.
    pub(super) const PHP: Self = Self {
        slash: true,
        non_ascii: true,
        ..Self::PLAIN
    };
    /// PHP with `JSON_UNESCAPED_UNICODE`.
    pub(super) const PHP_UNICODE: Self = Self {
        slash: true,
        separators: true,
        ..Self::PLAIN
    };
    /// Go, and Rails.
    pub(super) const GO: Self = Self {
        html: true,
        separators: true,
        ..Self::PLAIN
    };
    pub(super) const GSON: Self = Self {
        gson: true,
        ..Self::GO
    };
    pub(super) const DOTNET: Self = Self {
        non_ascii: true,
        delete: true,
        html: true,
        dotnet: true,
        is_upper: true,
        ..Self::PLAIN
    };

    fn has(self, c: char) -> bool {
        match c {
            '/' => self.slash,
            '<' | '>' | '&' => self.html,
            '=' => self.gson,
            '\'' => self.gson || self.dotnet,
            '+' | '`' => self.dotnet,
            '\u{7f}' => self.delete,
            '\u{2028}' | '\u{2029}' => self.separators || self.non_ascii,
            _ => self.non_ascii && !c.is_ascii(),
        }
    }

    /// Leaves out what makes no difference to a text with the characters of `used`.
    pub(super) fn on(self, used: Escapes) -> Self {
        let non_ascii = self.non_ascii && used.non_ascii;
        Self {
            slash: self.slash && used.slash,
            non_ascii,
            delete: self.delete && used.delete,
            html: self.html && used.html,
            separators: self.separators && used.separators && !non_ascii,
            gson: self.gson && used.gson,
            dotnet: self.dotnet && used.dotnet,
            is_upper: self.is_upper,
        }
    }

    /// Tells which of the characters a text holds.
    pub(super) fn used_in(json: &Json<'_>) -> Self {
        let mut used = Self::PLAIN;
        for unit in json.strings().flat_map(units) {
            let Unit::Char(c) = unit else { continue };
            match c {
                '/' => used.slash = true,
                '<' | '>' | '&' => used.html = true,
                '=' => used.gson = true,
                '\'' => (used.gson, used.dotnet) = (true, true),
                '+' | '`' | '"' => used.dotnet = true,
                '\u{7f}' => used.delete = true,
                '\u{2028}' | '\u{2029}' => (used.separators, used.non_ascii) = (true, true),
                _ => used.non_ascii |= !c.is_ascii(),
            }
        }
        used
    }
}

/// Writes a text again, or nothing if it would grow out of all proportion, as
/// deep nesting does when it is indented.
pub(super) fn write(json: &Json<'_>, style: Style) -> Option<Vec<u8>> {
    let sorted = style.is_sorted.then(|| json.sorted());
    let tokens = sorted.as_deref().unwrap_or(json.tokens());
    let most = json
        .len()
        .saturating_mul(GROWTH)
        .clamp(LEAST, BODY_BYTES * 2);
    let mut pen = Pen {
        style,
        depth: 0,
        before: None,
        text: Vec::new(),
    };
    for token in tokens {
        pen.write(*token, json.spelling(*token));
        if pen.text.len() > most {
            return None;
        }
    }
    pen.say(style.end);
    Some(pen.text)
}

/// Writes a JSON string.
pub(super) fn quote(text: &str) -> Vec<u8> {
    let mut quoted = Vec::with_capacity(text.len() + 2);
    quoted.push(b'"');
    for c in text.chars() {
        push_unit(&mut quoted, Unit::Char(c), Escapes::PLAIN);
    }
    quoted.push(b'"');
    quoted
}

struct Pen {
    style: Style,
    depth: usize,
    before: Option<Kind>,
    text: Vec<u8>,
}

impl Pen {
    fn write(&mut self, token: Token, spelling: &str) {
        let is_after_open = matches!(self.before, Some(Kind::Object | Kind::Array));
        if token.kind == Kind::Close {
            self.depth = self.depth.saturating_sub(1);
            if !is_after_open {
                self.break_line();
            }
        } else if self.before == Some(Kind::Key) {
            let is_compact = self.style.layout == Layout::Compact;
            self.say(if is_compact { ":" } else { ": " });
        } else if self.depth > 0 {
            self.separate(is_after_open);
        }
        match (token.kind, self.style.escapes) {
            (Kind::Key | Kind::Text, Some(escapes)) => self.quote(spelling, escapes),
            _ => self.say(spelling),
        }
        self.depth += usize::from(matches!(token.kind, Kind::Object | Kind::Array));
        self.before = Some(token.kind);
    }

    fn separate(&mut self, is_first: bool) {
        if !is_first {
            self.say(",");
            if self.style.layout == Layout::Spaced {
                self.say(" ");
            }
        }
        self.break_line();
    }

    fn break_line(&mut self) {
        if let Layout::Indented { unit, line_break } = self.style.layout {
            self.say(line_break);
            for _ in 0..self.depth {
                self.say(unit);
            }
        }
    }

    fn quote(&mut self, spelling: &str, escapes: Escapes) {
        match escaped(inner(spelling), escapes) {
            None => self.say(spelling),
            Some(content) => {
                self.text.push(b'"');
                self.text.extend_from_slice(&content);
                self.text.push(b'"');
            }
        }
    }

    fn say(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }
}

/// Writes the content of a string, or nothing where it stays as it is spelled.
pub(super) fn escaped(content: &str, escapes: Escapes) -> Option<Vec<u8>> {
    let stays = |c: char| c != '\\' && !escapes.has(c);
    if content.chars().all(stays) {
        return None;
    }
    let mut text = Vec::with_capacity(content.len());
    for unit in units(content) {
        push_unit(&mut text, unit, escapes);
    }
    Some(text)
}

fn push_unit(text: &mut Vec<u8>, unit: Unit, escapes: Escapes) {
    let c = match unit {
        Unit::Half(half) => return push_escape(text, half, escapes.is_upper),
        Unit::Char(c) => c,
    };
    let short: &[u8] = match c {
        '"' if escapes.dotnet => return push_escape(text, 0x22, escapes.is_upper),
        '"' => b"\\\"",
        '\\' => b"\\\\",
        '\u{8}' => b"\\b",
        '\u{c}' => b"\\f",
        '\n' => b"\\n",
        '\r' => b"\\r",
        '\t' => b"\\t",
        '/' if escapes.slash => b"\\/",
        _ => {
            let mut halves = [0_u16; 2];
            let mut bytes = [0_u8; 4];
            if c < ' ' || escapes.has(c) {
                for half in c.encode_utf16(&mut halves) {
                    push_escape(text, *half, escapes.is_upper);
                }
            } else {
                text.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
            }
            return;
        }
    };
    text.extend_from_slice(short);
}

fn push_escape(text: &mut Vec<u8>, half: u16, is_upper: bool) {
    text.extend_from_slice(b"\\u");
    for shift in [12_u16, 8, 4, 0] {
        let digit = u32::from((half >> shift) & 0xf);
        let digit = char::from_digit(digit, 16).unwrap_or('0');
        let digit = if is_upper {
            digit.to_ascii_uppercase()
        } else {
            digit
        };
        text.extend(u8::try_from(digit));
    }
}
