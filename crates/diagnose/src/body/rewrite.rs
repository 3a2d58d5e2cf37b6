//! What differs between two JSON texts that say the same, and who writes so.

use alloc::string::String;
use alloc::vec::Vec;

use super::json::{Json, Kind, Token, inner, units};
use super::write::{Escapes, Layout, Style, escaped};

/// What was changed when a text was parsed and written again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rewrite {
    /// It has line breaks between tokens now, and had none.
    pub is_indented: bool,
    has_other_spacing: bool,
    has_other_escapes: bool,
    has_other_order: bool,
}

impl Rewrite {
    /// Compares token by token, or returns nothing where the texts do not say the same.
    pub(super) fn between(received: &Json<'_>, signed: &Json<'_>) -> Option<Self> {
        let has_other_order = !is_same((received, received.tokens()), (signed, signed.tokens()));
        let (now, before) = (Layout::of(received), Layout::of(signed));
        let has_other_escapes = if has_other_order {
            let (one, other) = (received.sorted(), signed.sorted());
            if !is_same((received, &one), (signed, &other)) {
                return None;
            }
            !is_spelled_same((received, &one), (signed, &other))
        } else {
            !is_spelled_same((received, received.tokens()), (signed, signed.tokens()))
        };
        Some(Self {
            is_indented: now == Some(Layout::TWO) && before != now,
            has_other_spacing: now != before
                || !has_other_order && !received.gaps().eq(signed.gaps()),
            has_other_escapes,
            has_other_order,
        })
    }

    /// Says in words what was changed.
    pub(super) fn words(self) -> String {
        let all = [
            (self.has_other_spacing, "other spacing"),
            (self.has_other_escapes, "other escapes"),
            (self.has_other_order, "another order of keys"),
        ];
        let parts: Vec<&str> = all
            .iter()
            .filter(|part| part.0)
            .map(|part| part.1)
            .collect();
        match parts.as_slice() {
            [] => "white space round it".into(),
            [one] => (*one).into(),
            [first @ .., last] => [&first.join(", "), " and ", last].concat(),
        }
    }
}

/// Tokens, and the text that they are of.
type Row<'r> = (&'r Json<'r>, &'r [Token]);

fn pairs<'r>(
    (one, these): Row<'r>,
    (other, those): Row<'r>,
) -> impl Iterator<Item = (Kind, &'r str, Kind, &'r str)> {
    these.iter().zip(those).map(|(this, that)| {
        (
            this.kind,
            one.spelling(*this),
            that.kind,
            other.spelling(*that),
        )
    })
}

/// Says whether the tokens are the same, strings unescaped.
fn is_same<'r>(one: Row<'r>, other: Row<'r>) -> bool {
    one.1.len() == other.1.len()
        && pairs(one, other).all(|(this, spelled, that, spelling)| {
            let is_text = matches!(this, Kind::Key | Kind::Text);
            this == that
                && (spelled == spelling
                    || is_text && units(inner(spelled)).eq(units(inner(spelling))))
        })
}

fn is_spelled_same<'r>(one: Row<'r>, other: Row<'r>) -> bool {
    pairs(one, other).all(|(_, spelled, _, spelling)| spelled == spelling)
}

/// Tells who writes JSON as this text is written: the kind, and words for it.
pub(super) fn writer(json: &Json<'_>) -> (&'static str, &'static str) {
    let layout = Layout::of(json);
    let used = Escapes::used_in(json);
    let writers: [(&str, &str, Style); 9] = [
        ("javascript", "JavaScript's JSON.stringify", Style::COMPACT),
        (
            "php",
            "PHP's json_encode",
            Style::new(Layout::Compact, Escapes::PHP),
        ),
        (
            "php",
            "PHP's json_encode with JSON_UNESCAPED_UNICODE",
            Style::new(Layout::Compact, Escapes::PHP_UNICODE),
        ),
        (
            "go",
            "Go or Rails",
            Style::new(Layout::Compact, Escapes::GO),
        ),
        (
            "python",
            "Python's json.dumps with separators",
            Style::new(Layout::Compact, Escapes::PYTHON),
        ),
        (
            "dotnet",
            ".NET's System.Text.Json",
            Style::new(Layout::Compact, Escapes::DOTNET),
        ),
        (
            "gson",
            "Java's Gson",
            Style::new(Layout::Compact, Escapes::GSON),
        ),
        (
            "python",
            "Python's json.dumps",
            Style::new(Layout::Spaced, Escapes::PYTHON),
        ),
        (
            "python",
            "Python's json.dumps with ensure_ascii=False",
            Style::new(Layout::Spaced, Escapes::PLAIN),
        ),
    ];
    let fits = |style: &Style| {
        let escapes = style.escapes.unwrap_or(Escapes::PLAIN).on(used);
        Some(style.layout) == layout
            && json.strings().all(|text| {
                escaped(text, escapes).as_deref().unwrap_or(text.as_bytes()) == text.as_bytes()
            })
    };
    match writers.iter().find(|(_, _, style)| fits(style)) {
        Some((kind, words, _)) => (kind, words),
        None if matches!(layout, Some(Layout::Indented { .. })) => ("indented", ""),
        None => ("json", ""),
    }
}
