//! Masks personal data for readers: what the API shows and exports, and what captures keep.
//! Never what is forwarded.
//!
//! The work is one pass over the body, as deep as the longest pointer and no deeper.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::IgnoredAny;

use crate::form;
use crate::limits;

/// What stands in place of a value.
const MASK: &str = "***";

/// The step for every element of an array.
const EVERY: &str = "*";

/// Where personal data stands: pointers as in RFC 6901, with `*` for every element of an array.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    pointers: Vec<Vec<String>>,
}

impl Masks {
    /// Adds a pointer.
    ///
    /// # Errors
    /// One sentence, for what is no pointer.
    pub(crate) fn add(&mut self, pointer: &str) -> Result<(), String> {
        let wrong =
            || String::from("must be a JSON pointer such as /customer/email or /items/*/name");
        let rest = pointer.strip_prefix('/').ok_or_else(wrong)?;
        let steps: Option<Vec<String>> = rest.split('/').map(unescape).collect();
        let steps = steps.ok_or_else(wrong)?;
        if steps.len() > limits::MASK_STEPS {
            return Err(format!("has more than {} steps", limits::MASK_STEPS));
        }
        if self.pointers.contains(&steps) {
            return Err("stands there twice".into());
        }
        self.pointers.push(steps);
        Ok(())
    }

    /// Says whether nothing is masked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pointers.is_empty()
    }

    /// Masks a JSON body: every value at a pointer becomes `"***"`, all else stays byte for byte.
    /// Nothing, where the body is not JSON or longer than [`limits::MASK_BYTES`]: it is withheld
    /// as a whole, because nobody can say what in it is personal.
    #[must_use]
    pub fn body<'b>(&self, body: &'b [u8]) -> Option<Cow<'b, [u8]>> {
        if self.is_empty() {
            return Some(Cow::Borrowed(body));
        }
        if body.len() > limits::MASK_BYTES {
            return None;
        }
        let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        serde_json::from_slice::<IgnoredAny>(json).ok()?;
        let mut copy = Copy {
            rest: json,
            out: Vec::with_capacity(json.len()),
        };
        let alive: Vec<&[String]> = self.pointers.iter().map(Vec::as_slice).collect();
        copy.value(&alive)?;
        copy.blanks();
        Some(Cow::Owned(copy.out))
    }

    /// Masks the parameters of a query or form whose name is the one step of a pointer: a
    /// postback says there what others say in JSON.
    #[must_use]
    pub fn query<'q>(&self, raw: &'q str) -> Cow<'q, str> {
        if self.is_empty() {
            return Cow::Borrowed(raw);
        }
        Cow::Owned(form::masked(raw, MASK, |name, _| {
            self.pointers
                .iter()
                .any(|steps| matches!(steps.as_slice(), [only] if only.as_bytes() == name))
        }))
    }
}

/// A copy of a body that is known to be JSON. What should not be there ends it with nothing.
struct Copy<'b> {
    rest: &'b [u8],
    out: Vec<u8>,
}

impl<'b> Copy<'b> {
    /// Copies one value; `alive` are the steps that are left of the pointers that lead here.
    fn value(&mut self, alive: &[&[String]]) -> Option<()> {
        self.blanks();
        if alive.iter().any(|steps| steps.is_empty()) {
            self.skip()?;
            self.out.push(b'"');
            self.out.extend_from_slice(MASK.as_bytes());
            self.out.push(b'"');
            return Some(());
        }
        match self.rest.first()? {
            b'{' if !alive.is_empty() => self.object(alive),
            b'[' if !alive.is_empty() => self.array(alive),
            _ => {
                let value = self.skip()?;
                self.out.extend_from_slice(value);
                Some(())
            }
        }
    }

    fn object(&mut self, alive: &[&[String]]) -> Option<()> {
        self.byte()?;
        loop {
            self.blanks();
            match self.rest.first()? {
                b'}' => return self.byte(),
                b',' => self.byte()?,
                _ => {
                    let key = self.skip()?;
                    self.out.extend_from_slice(key);
                    // A key that is no text might be any: what stands behind it is masked.
                    let key = serde_json::from_slice::<String>(key).ok();
                    let below = below(alive, |step| key.as_ref().is_none_or(|key| key == step));
                    self.blanks();
                    self.byte()?;
                    match key {
                        Some(_) => self.value(&below)?,
                        None => self.value(&[&[]])?,
                    }
                }
            }
        }
    }

    fn array(&mut self, alive: &[&[String]]) -> Option<()> {
        self.byte()?;
        let mut position: usize = 0;
        loop {
            self.blanks();
            match self.rest.first()? {
                b']' => return self.byte(),
                b',' => {
                    self.byte()?;
                    position = position.saturating_add(1);
                }
                _ => {
                    let is_here = |step: &str| {
                        step == EVERY || step.parse() == Ok(position) && !step.starts_with('+')
                    };
                    self.value(&below(alive, is_here))?;
                }
            }
        }
    }

    /// Copies blanks.
    fn blanks(&mut self) {
        let rest = self.rest.trim_ascii_start();
        let (blanks, rest) = self.rest.split_at(self.rest.len() - rest.len());
        self.out.extend_from_slice(blanks);
        self.rest = rest;
    }

    /// Copies one byte.
    fn byte(&mut self) -> Option<()> {
        let (byte, rest) = self.rest.split_first()?;
        self.out.push(*byte);
        self.rest = rest;
        Some(())
    }

    /// Takes one value, whatever it is, without following it.
    fn skip(&mut self) -> Option<&'b [u8]> {
        let end = end_of_value(self.rest)?;
        let (value, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(value)
    }
}

/// Returns the pointers that lead on through a step.
fn below<'p>(alive: &[&'p [String]], is_here: impl Fn(&str) -> bool) -> Vec<&'p [String]> {
    alive
        .iter()
        .filter_map(|steps| match steps.split_first() {
            Some((step, rest)) if is_here(step) => Some(rest),
            _ => None,
        })
        .collect()
}

/// Finds where the value at the front ends: at the bracket that closes it, behind its quote, or
/// before what cannot belong to a number or a word.
fn end_of_value(json: &[u8]) -> Option<usize> {
    let mut depth: usize = 0;
    let mut is_text = false;
    let mut is_escaped = false;
    for (at, byte) in json.iter().enumerate() {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => {
                    is_text = false;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return Some(at),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    (depth == 0 && !is_text).then_some(json.len())
}

/// Reads a step of a pointer (RFC 6901 section 4).
fn unescape(step: &str) -> Option<String> {
    let mut out = String::with_capacity(step.len());
    let mut chars = step.chars();
    while let Some(c) = chars.next() {
        match c {
            '~' => out.push(match chars.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            }),
            c => out.push(c),
        }
    }
    Some(out)
}
