//! Which bodies are tried, and in which order: what real stacks do most often first.

use alloc::vec::Vec;

use super::charset::{self, Charset, Utf16};
use super::compression::Compression;
use super::form::{Lists, Spelling};
use super::json::Json;
use super::literal::Literal;
use super::recipe::{Fields, Recipe, Source};
use super::wrapping::Wrapping;
use super::write::{Escapes, Layout, Style};
use super::{BODY_BYTES, Hints, Variant, line};

/// Makes bodies that the sender may have signed if something on the way made
/// `received` of them: likely ones first, all distinct, none equal to
/// `received`, none empty, at most `most`. Each is made when it is asked for.
pub(crate) fn variants<'r>(received: &'r [u8], hints: &Hints<'_>, most: usize) -> Variants<'r> {
    let source = Source::of(received);
    let is_too_long = received.is_empty() || received.len() > BODY_BYTES;
    let recipes = if is_too_long {
        Vec::new()
    } else {
        Plan::of(&source, *hints).recipes
    };
    let sent_bytes = hints
        .sent_bytes()
        .filter(|length| *length != received.len());
    let passes: &[Pass] = match sent_bytes {
        Some(length) => &[Pass::OfLength(length), Pass::OfOtherLength(length)],
        None => &[Pass::All],
    };
    Variants {
        left: most,
        seen: alloc::vec![mark(received)],
        queue: passes
            .iter()
            .flat_map(|pass| recipes.iter().map(|recipe| (*pass, *recipe)))
            .collect::<Vec<_>>()
            .into_iter(),
        source,
    }
}

/// The bodies of [`variants`].
#[derive(Debug)]
pub(crate) struct Variants<'r> {
    source: Source<'r>,
    queue: alloc::vec::IntoIter<(Pass, Recipe)>,
    seen: Vec<(u64, usize)>,
    left: usize,
}

/// Which lengths are wanted: a content-length that is not the body's own is the signed body's, most likely.
#[derive(Clone, Copy, Debug)]
enum Pass {
    All,
    OfLength(usize),
    OfOtherLength(usize),
}

impl Pass {
    fn takes(self, length: usize) -> bool {
        match self {
            Pass::All => true,
            Pass::OfLength(wanted) => length == wanted,
            Pass::OfOtherLength(wanted) => length != wanted,
        }
    }
}

impl Iterator for Variants<'_> {
    type Item = Variant;

    fn next(&mut self) -> Option<Variant> {
        self.left = self.left.checked_sub(1)?;
        loop {
            let (pass, recipe) = self.queue.next()?;
            let Some(body) = recipe.make(&self.source) else {
                continue;
            };
            let mark = mark(&body);
            if !body.is_empty() && pass.takes(body.len()) && !self.seen.contains(&mark) {
                self.seen.push(mark);
                return Some(Variant { body });
            }
        }
    }
}

/// Tells bodies apart (FNV-1a and the length). Who makes two collide loses a hint, no more.
fn mark(body: &[u8]) -> (u64, usize) {
    let hash = body.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash, body.len())
}

/// How JSON is written that a language then wrote as its own.
const LITERAL_STYLES: [Style; 6] = [
    Style::COMPACT,
    Style::new(Layout::Spaced, Escapes::PYTHON),
    Style::new(Layout::Compact, Escapes::PHP),
    Style::new(Layout::Compact, Escapes::GO),
    Style::new(Layout::TWO, Escapes::PLAIN),
    Style::new(Layout::Compact, Escapes::PYTHON),
];

struct Plan<'s> {
    source: &'s Source<'s>,
    hints: Hints<'s>,
    recipes: Vec<Recipe>,
}

impl<'s> Plan<'s> {
    fn of(source: &'s Source<'_>, hints: Hints<'s>) -> Self {
        let mut plan = Self {
            source,
            hints,
            recipes: Vec::new(),
        };
        plan.add_other_containers();
        plan.add_charsets();
        plan.add_sent_form();
        let (likely, rest) = plan.styles();
        let (first, second) = likely.split_at(likely.len().min(1));
        plan.add_styles(first);
        plan.add_line_breaks();
        plan.add_text_form();
        plan.add_styles(second);
        plan.add(&[Recipe::WithBom]);
        plan.add_possible_form();
        plan.add_rare_charsets();
        plan.add(&[Recipe::Ending("\r\n")]);
        plan.add_styles(&rest);
        plan.add(&[
            Recipe::AsCrlf,
            Recipe::Joined,
            Recipe::Quoted,
            Recipe::ToBase64,
        ]);
        plan.add_rare_forms();
        plan.add(&["\n\n", "\r\n\r\n", "\n\n\n"].map(Recipe::Ending));
        plan
    }

    fn add(&mut self, recipes: &[Recipe]) {
        self.recipes.extend_from_slice(recipes);
    }

    fn add_styles(&mut self, styles: &[Style]) {
        for recipe in styles.iter().copied().map(Recipe::Json) {
            if !self.recipes.contains(&recipe) {
                self.recipes.push(recipe);
            }
        }
    }

    /// What shows by itself that something else is inside.
    fn add_other_containers(&mut self) {
        let Source { bytes, text, .. } = self.source;
        if let Some(form) = Utf16::of(bytes) {
            self.add(&[Recipe::FromUtf16(form)]);
        }
        for compression in Compression::ALL {
            let is_named = self.hints.is_encoded_as(compression.name());
            if compression.begins(bytes) || is_named || text.is_none() {
                self.add(&[Recipe::Decompressed(compression)]);
            }
        }
        self.add(&[
            Recipe::WithoutBom,
            Recipe::FromBase64,
            Recipe::FromQuotedBase64,
        ]);
        for wrapping in Wrapping::ALL {
            self.add(&[Recipe::Unwrapped(wrapping)]);
        }
        for literal in Literal::ALL {
            if self.source.json.is_none() && literal.read(line::trimmed(bytes)).is_some() {
                let styles = LITERAL_STYLES.map(|style| Recipe::FromLiteral(literal, style));
                self.add(&styles);
            }
        }
    }

    fn add_charsets(&mut self) {
        let Some(text) = self.source.text else {
            self.add(&Charset::ALL.map(Recipe::FromCharset));
            return;
        };
        if text.is_ascii() {
            return;
        }
        let is_named = ["8859-1", "latin1", "windows-1252"]
            .iter()
            .any(|name| self.hints.says(name));
        for charset in Charset::ALL {
            if is_named || is_garbled(text, charset) {
                self.add(&[Recipe::ToCharset(charset)]);
            }
        }
        if charset::composed(text).is_some() {
            self.add(&[Recipe::Composed]);
        }
    }

    fn add_rare_charsets(&mut self) {
        if self.source.text.is_some_and(|text| !text.is_ascii()) {
            self.add(&[Recipe::Decomposed, Recipe::ToCharset(Charset::Latin1)]);
            self.add(&[Recipe::ToCharset(Charset::Windows1252)]);
        }
        if self.hints.says("utf-16") {
            self.add(&Utf16::ALL.map(Recipe::ToUtf16));
        }
    }

    fn add_line_breaks(&mut self) {
        let Source { bytes, json, .. } = self.source;
        if let Some(json) = json
            && line::is_joined(json)
        {
            for (line_break, end) in [("\n", "\n"), ("\n", ""), ("\r\n", "\r\n"), ("\r\n", "")] {
                self.add(&[Recipe::BrokenAgain { line_break, end }]);
            }
        }
        if line::without_last(bytes).is_some() {
            self.add(&[Recipe::WithoutLastBreak, Recipe::WithoutLastBreaks]);
        } else {
            self.add(&[Recipe::Ending("\n")]);
        }
        if line::has_crlf(bytes) {
            self.add(&[Recipe::AsLf]);
        } else if line::has_break(line::trimmed(bytes)) {
            self.add(&[Recipe::AsCrlf]);
        }
    }

    /// Forms made of JSON, where the type says that a form was sent.
    fn add_sent_form(&mut self) {
        if self.source.container().is_some() && self.hints.is_form() {
            self.add_json_forms();
        }
    }

    /// The same where the request does not say what was sent: the two most usual spellings.
    fn add_possible_form(&mut self) {
        if self.source.container().is_some() && self.hints.is_open() {
            for spelling in [Spelling::URL_SEARCH_PARAMS, Spelling::RFC_3986] {
                self.add(&[
                    Recipe::Form(Fields::Value("payload"), spelling),
                    Recipe::Form(Fields::Json(Lists::Repeated), spelling),
                ]);
            }
        }
    }

    fn add_text_form(&mut self) {
        if self.source.container().is_none() && !self.hints.is_json() {
            self.add_text_forms();
        }
    }

    fn add_rare_forms(&mut self) {
        if self.source.container().is_some() {
            self.add_json_forms();
        } else {
            self.add_text_forms();
        }
    }

    fn add_json_forms(&mut self) {
        let is_nested = self.source.container().is_some_and(has_list);
        let lists = if is_nested {
            &Lists::ALL[..]
        } else {
            &[Lists::Repeated]
        };
        for spelling in Spelling::ALL {
            self.add(&[Recipe::Form(Fields::Value("payload"), spelling)]);
            for lists in lists {
                self.add(&[Recipe::Form(Fields::Json(*lists), spelling)]);
            }
        }
    }

    fn add_text_forms(&mut self) {
        let is_encoded = self.source.bytes.contains(&b'%');
        let fields = match is_encoded {
            true => [Fields::Encoded, Fields::Decoded],
            false => [Fields::Decoded, Fields::Encoded],
        };
        for fields in fields {
            for spelling in Spelling::ALL {
                self.add(&[Recipe::Form(fields, spelling)]);
            }
        }
    }

    /// The ways to write the JSON: likely ones, and the rest.
    fn styles(&self) -> (Vec<Style>, Vec<Style>) {
        let Some(json) = self.source.container() else {
            return (Vec::new(), Vec::new());
        };
        let used = Escapes::used_in(json);
        let style = |layout, escapes: Escapes| Style::new(layout, escapes.on(used));
        let compact = |escapes| style(Layout::Compact, escapes);
        let spelled = Style {
            escapes: None,
            ..Style::COMPACT
        };
        let python = style(Layout::Spaced, Escapes::PYTHON);
        let two = style(Layout::TWO, Escapes::PLAIN);
        let php = compact(Escapes::PHP);
        let go = compact(Escapes::GO);
        let ascii = compact(Escapes::PYTHON);
        let likely = if Layout::of(json) == Some(Layout::Compact) {
            alloc::vec![Style::COMPACT, python, two, php, go, ascii, go.ending("\n")]
        } else {
            let ended = go.ending("\n");
            alloc::vec![
                Style::COMPACT,
                spelled,
                php,
                go,
                ascii,
                ended,
                Style::COMPACT.ending("\n"),
                python,
                two
            ]
        };
        let rest = alloc::vec![
            Style::SORTED,
            compact(Escapes::PHP_UNICODE),
            style(Layout::Spaced, Escapes::PLAIN),
            style(Layout::FOUR, Escapes::PHP),
            style(Layout::FOUR, Escapes::PLAIN),
            two.ending("\n"),
            style(Layout::TAB, Escapes::PLAIN),
            python.sorted(),
            style(Layout::FOUR, Escapes::PYTHON),
            compact(Escapes::DOTNET),
            compact(Escapes::GSON),
            ascii.sorted(),
            style(Layout::TWO, Escapes::PYTHON),
            style(Layout::FOUR, Escapes::PLAIN).ending("\n"),
            style(Layout::TWO_CRLF, Escapes::PLAIN),
            style(Layout::TAB, Escapes::PLAIN).ending("\n"),
        ];
        (likely, rest)
    }
}

/// Says whether the text looks like UTF-8 that was read in a charset of one byte each.
fn is_garbled(text: &str, charset: Charset) -> bool {
    let bytes = charset.write(text);
    bytes.is_some_and(|bytes| core::str::from_utf8(&bytes).is_ok())
}

fn has_list(json: &Json<'_>) -> bool {
    json.spellings().any(|spelling| spelling == "[")
}
