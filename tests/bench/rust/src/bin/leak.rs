//! One verification whose instructions callgrind counts: `leak <case> <position>`.
//!
//! `measured` alone is counted. What differs between two runs of a case is where
//! the first difference to the right tag or token stands, or which key it is.

use std::hint::black_box;

use waxseal::{Header, Meta, Options, Program, Request, Secret, verify};
use waxseal_bench::{NOW, Sent, bare_tag, body, program, secret};

fn main() {
    let mut words = std::env::args().skip(1);
    let case = words.next().unwrap_or_default();
    let position: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let is_right = match case.as_str() {
        "tag-hex" => over_tag("github", position),
        "tag-base64" => over_tag("standard-webhooks", position),
        "tag-in-pairs" => over_tag("stripe", position),
        "token" => over_token(position),
        "key" => over_key(position),
        "early-exit" => early_exit(position),
        _ => {
            eprintln!("usage: leak tag-hex|tag-base64|tag-in-pairs|token|key|early-exit POSITION");
            std::process::exit(2);
        }
    };
    assert!(!is_right, "the request must be refused");
}

/// The only function that is counted.
#[inline(never)]
#[unsafe(no_mangle)]
extern "Rust" fn measured(run: &mut dyn FnMut() -> bool) -> bool {
    black_box(run())
}

fn judge(program: &Program<'_>, headers: &[Header<'_>], body: &[u8]) -> bool {
    let meta = Meta {
        method: "POST",
        url: "/in",
        headers,
    };
    let request = Request { meta, body };
    measured(&mut || verify(black_box(program), black_box(&request), NOW, 0).is_ok())
}

/// The right tag with one character changed, `position` characters from its
/// beginning: a neighbour in the alphabet, so that decoding takes the same way.
fn over_tag(scheme: &str, position: usize) -> bool {
    let program = program(scheme);
    let mut sent = Sent::new(&program, body(256));
    let name = match scheme {
        "github" => "x-hub-signature-256",
        "stripe" => "stripe-signature",
        _ => "webhook-signature",
    };
    for (_, value) in sent.headers.iter_mut().filter(|(header, _)| header == name) {
        let start = value
            .rfind(['=', ','])
            .filter(|_| scheme != "standard-webhooks");
        let start = start.map_or("v1,".len(), |at| at + 1);
        let text = value.split_off(start);
        value.push_str(&changed(&text, position));
    }
    judge(&program, &sent.borrowed(), &sent.body)
}

fn changed(text: &str, position: usize) -> String {
    let neighbour = |c: char| match c {
        '0'..='9' | 'a'..='f' if text.len() == 64 => {
            let digit = c.to_digit(16).unwrap_or(0) ^ 1;
            char::from_digit(digit, 16).unwrap_or(c)
        }
        'y' | 'Y' | '8' => char::from(c as u8 + 1),
        'z' | 'Z' | '9' => char::from(c as u8 - 1),
        '+' => '/',
        '/' => '+',
        c => {
            let next = char::from(c as u8 + 1);
            if next.is_ascii_alphanumeric() {
                next
            } else {
                char::from(c as u8 - 1)
            }
        }
    };
    text.chars()
        .enumerate()
        .map(|(at, c)| if at == position { neighbour(c) } else { c })
        .collect()
}

/// The right token with one character changed.
fn over_token(position: usize) -> bool {
    let program = program("gitlab-token");
    let value = changed(&secret(), position);
    let headers = [Header {
        name: "x-gitlab-token",
        value: value.as_bytes(),
    }];
    judge(&program, &headers, b"{}")
}

/// Another key of the same length over the same request.
fn over_key(position: usize) -> bool {
    let text: String = (0..40_u8)
        .map(|at| char::from(b'!' + (at.wrapping_mul(7) ^ (position as u8).wrapping_mul(31)) % 90))
        .collect();
    let program = Program::compile("github", &Options::default(), &[Secret::text(text)])
        .expect("any text is a key");
    let value = format!("sha256={}", "0".repeat(64));
    let headers = [Header {
        name: "x-hub-signature-256",
        value: value.as_bytes(),
    }];
    judge(&program, &headers, &body(256))
}

/// What the test must catch: a comparison that stops at the first difference.
fn early_exit(position: usize) -> bool {
    let body = body(256);
    let right = bare_tag(secret().as_bytes(), b"", &body);
    let mut presented = right.clone();
    presented[position / 2] ^= 1;
    measured(&mut || {
        let right = waxseal::hmac_sha256(secret().as_bytes(), &[&body]);
        for (ours, theirs) in right.iter().zip(&presented) {
            if black_box(ours) != black_box(theirs) {
                return false;
            }
        }
        true
    })
}
