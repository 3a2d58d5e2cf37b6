//! What must not be shown: the secrets that a request to an origin carries.
//!
//! An origin may send them back: a page that says "Cannot GET /pb?key=…", a
//! gateway that tells the headers it got. Its answer stands in the delivery
//! log, so secrets are taken out of it, in every spelling that is usual.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

/// A shorter text stands in answers by chance, and taking it out would tell it.
const LEAST_BYTES: usize = 4;

/// What stands in place of a secret.
const MARK: &str = "[secret]";

/// The secrets of one request. Its `Debug` shows none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Every spelling, the longest first.
    words: Vec<Zeroizing<String>>,
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hidden").finish_non_exhaustive()
    }
}

impl Hidden {
    /// Collects secrets in the spellings that an answer may have.
    pub(crate) fn of<'s>(secrets: impl Iterator<Item = &'s str>) -> Self {
        let mut words: Vec<Zeroizing<String>> = Vec::new();
        for secret in secrets {
            let encoded = percent_encoded(secret);
            let lower = Zeroizing::new(encoded.to_ascii_lowercase());
            words.extend([
                Zeroizing::new(secret.into()),
                as_html(secret),
                as_json(secret),
                encoded,
                lower,
            ]);
        }
        words.retain(|word| word.len() >= LEAST_BYTES);
        words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self { words }
    }

    /// Collects the parts of a URL that is a secret as a whole: what stands
    /// behind the host, and there each piece that is no mere word.
    pub(crate) fn parts_of(url: &str) -> Vec<&str> {
        const WORD_BYTES: usize = 8;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let behind = rest.find(['/', '?']).and_then(|at| rest.get(at..));
        let behind = behind.unwrap_or_default();
        let pieces = behind.split(['/', '?', '&', '=']);
        core::iter::once(behind)
            .filter(|behind| behind.len() > 1)
            .chain(pieces.filter(|piece| piece.len() >= WORD_BYTES))
            .chain([url])
            .collect()
    }

    /// Takes the secrets out of a text. Where the text was cut, the beginning
    /// of one at its end goes too.
    #[must_use]
    pub fn hide(&self, text: &str, is_cut: bool) -> String {
        let mut text = String::from(text);
        for word in &self.words {
            if text.contains(word.as_str()) {
                text = text.replace(word.as_str(), MARK);
            }
        }
        if is_cut && let Some(length) = self.words.iter().filter_map(|word| tail(&text, word)).max()
        {
            text.truncate(text.len().saturating_sub(length));
            text.push_str(MARK);
        }
        text
    }
}

/// Returns how many bytes at the end of a text are the beginning of a word.
fn tail(text: &str, word: &str) -> Option<usize> {
    (LEAST_BYTES..word.len())
        .rev()
        .filter_map(|length| word.get(..length))
        .find(|start| text.ends_with(start))
        .map(str::len)
}

/// As the template of a URL writes it, and as JavaScript's `encodeURIComponent`
/// does for all that stands in keys.
fn percent_encoded(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn as_html(text: &str) -> Zeroizing<String> {
    replaced(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    })
}

/// As writers of JSON do that escape the slash too.
fn as_json(text: &str) -> Zeroizing<String> {
    replaced(text, |c| match c {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '/' => Some("\\/"),
        _ => None,
    })
}

fn replaced(text: &str, escape: fn(char) -> Option<&'static str>) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars() {
        match escape(c) {
            Some(escaped) => out.push_str(escaped),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> String {
        ["k/\"&", "7=secret"].concat()
    }

    #[test]
    fn a_secret_is_taken_out_in_every_usual_spelling() {
        let key = key();
        let hidden = Hidden::of([key.as_str()].into_iter());
        for spelling in [
            key.clone(),
            "k/&quot;&amp;7=secret".into(),
            "k\\/\\\"&7=secret".into(),
            "k%2F%22%267%3Dsecret".into(),
            "k%2f%22%267%3dsecret".into(),
        ] {
            let text = format!("Cannot GET /pb?key={spelling}&a=1");
            assert_eq!(hidden.hide(&text, false), "Cannot GET /pb?key=[secret]&a=1");
        }
        assert_eq!(hidden.hide("nothing here", true), "nothing here");
        assert!(!format!("{hidden:?}").contains("secret"));
    }

    #[test]
    fn the_beginning_of_a_secret_at_a_cut_goes_too() {
        let hidden = Hidden::of(["0123456789abcdef"].into_iter());
        assert_eq!(hidden.hide("key 0123456789", true), "key [secret]");
        assert_eq!(hidden.hide("key 0123", true), "key [secret]");
        assert_eq!(
            hidden.hide("key 0123456789", false),
            "key 0123456789",
            "a whole answer holds no part of one by a cut"
        );
        assert_eq!(hidden.hide("key 012", true), "key 012");
    }

    #[test]
    fn a_text_too_short_to_be_told_from_others_stays() {
        let hidden = Hidden::of(["abc", ""].into_iter());
        assert_eq!(hidden.hide("abcabc", true), "abcabc");
    }

    #[test]
    fn of_a_secret_url_the_parts_behind_its_host_are_hidden() {
        let url = [
            "https://hooks.example.com/services/T0000",
            "0000/x?key=aaaabbbb",
        ]
        .concat();
        let hidden = Hidden::of(Hidden::parts_of(&url).into_iter());
        for text in [
            url.as_str(),
            "Cannot POST /services/T00000000/x?key=aaaabbbb",
            "T00000000",
            "aaaabbbb",
        ] {
            let told = hidden.hide(text, false);
            assert!(told.contains(MARK), "{told}");
            assert!(!told.contains("T0000") && !told.contains("aaaa"), "{told}");
        }
        assert_eq!(hidden.hide("no_service", false), "no_service");
        assert_eq!(Hidden::parts_of("https://h/"), ["https://h/"]);
    }
}
