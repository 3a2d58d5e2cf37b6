//! Outgoing templates from any text, filled from any document: nothing in an
//! event or a secret changes where a postback goes, and no value of a message
//! goes around its escape.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal_events::template::Message;
use waxseal_events::{Document, Template};
use waxseal_fuzz::{OWN, split_at_first, text};

fuzz_target!(|bytes: &[u8]| {
    let (template, body) = split_at_first(bytes, OWN);
    message(text(template), body);
    let template = match Template::compile(text(template)) {
        Ok(template) => template,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let body = if body.is_empty() { &b"{}"[..] } else { body };
    let Ok(document) = Document::parse_json(body) else {
        return;
    };
    match template.render_with(&document, &|_| Some("a&b/../?c#@evil.example")) {
        Ok(url) => {
            let rest = url
                .strip_prefix(template.origin())
                .expect("the origin stays");
            assert!(
                rest.is_empty() || rest.starts_with(['/', '?', '#']),
                "{url}"
            );
            assert!(
                url.bytes().all(|byte| (0x21..=0x7e).contains(&byte)),
                "{url:?}"
            );
            // A value adds no parameter: separators are those of the template.
            for separator in ['&', '?', '#'] {
                assert_eq!(
                    url.matches(separator).count(),
                    literal(template.as_str(), separator),
                    "{url}"
                );
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});

/// With an escape that writes nothing, no byte of the event is left.
fn message(template: &str, body: &[u8]) {
    let Ok(message) = Message::compile(template) else {
        return;
    };
    let Ok(document) = Document::parse_json(body) else {
        return;
    };
    match message.render(&document, &|_, _| ()) {
        Ok(words) => assert!(words.len() <= template.len()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Counts a character outside placeholders.
fn literal(template: &str, wanted: char) -> usize {
    let mut depth = 0_usize;
    let mut count = 0;
    for c in template.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 && c == wanted => count += 1,
            _ => {}
        }
    }
    count
}
