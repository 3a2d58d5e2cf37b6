//! One scheme on the page: what to compare with the request at hand.

use std::fmt::Write as _;

use waxseal::scheme::{
    Algorithm, Assurance, Encoding, KeyForm, Kind, Place, Scheme, StampSource, Unit,
};

use super::Row;

/// Writes the entry of a row. Its heading is the id, so that `#stripe` leads here.
pub(super) fn entry(text: &mut String, row: &Row) {
    let _ = write!(
        text,
        "\n### {}\n\n**{}**, {}\n\n",
        row.note.id,
        row.note.name,
        source(row)
    );
    for line in lines(row) {
        let _ = writeln!(text, "- {line}");
    }
    let remark = remark(row.note.remark);
    if !remark.is_empty() {
        let _ = write!(text, "\n{remark}\n");
    }
}

fn lines(row: &Row) -> Vec<String> {
    let scheme = &row.scheme;
    let mut lines = vec![signature(row)];
    if let Some(message) = field(row, "message") {
        lines.push(format!("Signed: {}", code(message)));
    }
    if let Some(place) = &scheme.digest {
        lines.push(format!(
            "The SHA-256 of the body in hexadecimal, if it is there: {}",
            written(place)
        ));
    }
    lines.extend(maker(scheme));
    lines.extend(time(row));
    lines.push(covered(scheme));
    lines.extend(labels(scheme));
    if !scheme.opens.is_empty() {
        let words: Vec<&str> = scheme.opens.iter().map(|open| open.word()).collect();
        lines.push(format!("You may set: {}", words.join(", ")));
    }
    for rule in scheme.handshake.unwrap_or_default().lines() {
        lines.push(format!("Handshake: {}", code(rule)));
    }
    lines.push(format!(
        "Vectors: {} published, {} constructed; {} of them must be refused",
        row.vectors.published, row.vectors.constructed, row.vectors.negative
    ));
    if let Some(askings) = row.askings {
        lines.push(format!(
            "Handshake vectors: {} published, {} constructed; {} of them must not be answered",
            askings.published, askings.constructed, askings.negative
        ));
    }
    lines
}

fn field(row: &Row, name: &str) -> Option<&'static str> {
    row.definition
        .fields()
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// How a signature's value is laid out, if it is not the bare signature.
pub(super) fn layout(row: &Row) -> Option<&'static str> {
    field(row, "form")
}

/// The signed bytes as the row writes them.
pub(super) fn message(row: &Row) -> Option<&'static str> {
    field(row, "message")
}

fn source(row: &Row) -> String {
    let reference = row.note.reference;
    match row.note.source {
        "vendor" => format!("[documentation]({reference})"),
        "sdk" => format!("[the vendor's source]({reference})"),
        _ => format!("seconded, [documentation]({reference})"),
    }
}

fn signature(row: &Row) -> String {
    let places: Vec<String> = row.scheme.places.iter().map(written).collect();
    let what = match row.scheme.algorithm {
        Algorithm::Token => "Token",
        Algorithm::Basic => "User and password",
        Algorithm::None => return "Nothing is checked".to_owned(),
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Ed25519
        | Algorithm::EcdsaP256
        | Algorithm::RsaSha256
        | Algorithm::Sha256 => "Signature",
    };
    let form = layout(row).map(|form| format!(", written {}", code(form)));
    format!(
        "{what}: {}{}",
        places.join(" and "),
        form.unwrap_or_default()
    )
}

/// Names a place with its kind.
pub(super) fn written(place: &Place<'_>) -> String {
    match place {
        Place::Header(names) => {
            let names: Vec<String> = names.split(',').map(code).collect();
            format!("header {}", names.join(" or "))
        }
        Place::Query(name) => format!("query parameter {}", code(name)),
        Place::Form(name) => format!("form field {}", code(name)),
        Place::Pointer(path) => format!("in the body {}", code(path)),
    }
}

/// Names what makes the signature.
pub(super) fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "HMAC-SHA-256",
        Algorithm::HmacSha1 => "HMAC-SHA-1",
        Algorithm::HmacSha512 => "HMAC-SHA-512",
        Algorithm::Ed25519 => "Ed25519",
        Algorithm::EcdsaP256 => "ECDSA P-256",
        Algorithm::RsaSha256 => "RSA-SHA-256",
        Algorithm::Sha256 => "SHA-256 without a MAC",
        Algorithm::Token => "token",
        Algorithm::Basic => "HTTP Basic",
        Algorithm::None => "nothing",
    }
}

pub(super) fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "hex",
        Encoding::Base64 => "base64",
        Encoding::Base64Url => "base64url",
    }
}

/// What makes the signature; nothing where there is none.
fn maker(scheme: &Scheme<'_>) -> Option<String> {
    if !scheme.algorithm.is_signature() {
        return None;
    }
    let how = format!(
        "{}, {}",
        algorithm(scheme.algorithm),
        encoding(scheme.encoding)
    );
    Some(match scheme.algorithm.kind() {
        Kind::Public => format!("{how}; key: the vendor's public key"),
        Kind::Nothing => how,
        Kind::Shared => {
            let forms: Vec<&str> = scheme.key.iter().map(|form| key(*form)).collect();
            format!("{how}; key: {}", forms.join(", else "))
        }
    })
}

fn key(form: KeyForm) -> &'static str {
    match form {
        KeyForm::Utf8 => "the secret's text",
        KeyForm::Whsec => "the secret's base64 after `whsec_`",
        KeyForm::WhsecOrBare => "the secret's base64, with or without `whsec_`",
        KeyForm::Hex => "the secret's hex",
        KeyForm::Base64 => "the secret's base64",
        KeyForm::Sha1 => "the SHA-1 of the secret's text",
        KeyForm::Raw => "the secret's bytes",
        KeyForm::Public => "the public key",
    }
}

fn time(row: &Row) -> Option<String> {
    let stamp = row.scheme.timestamp.as_ref()?;
    let from = match &stamp.from {
        StampSource::Place(place) => written(place),
        StampSource::Pair(label) => format!("beside the signature as {}", code(label)),
        StampSource::First => "before the signature".to_owned(),
    };
    let unit = match stamp.unit {
        Unit::Seconds => "seconds",
        Unit::Millis => "milliseconds",
        Unit::Rfc3339 => "RFC 3339",
        Unit::Rfc3339Utc => "RFC 3339, UTC if no zone is named",
        Unit::Unix => "seconds or milliseconds",
    };
    let window = match stamp.tolerance {
        None => "no window".to_owned(),
        Some(window) if window.past_seconds == window.future_seconds => {
            format!("± {} s", window.past_seconds)
        }
        Some(window) => format!(
            "{} s past, {} s ahead",
            window.past_seconds, window.future_seconds
        ),
    };
    Some(format!("Timestamp: {from}, {unit}, {window}"))
}

/// What the signature covers.
pub(super) fn covered(scheme: &Scheme<'_>) -> String {
    let covers = scheme.covers();
    let names: Vec<&str> = [
        ("body", covers.body),
        ("id", covers.id),
        ("type", covers.event_type),
        ("timestamp", covers.timestamp),
        ("url", covers.url),
    ]
    .into_iter()
    .filter_map(|(name, is_covered)| is_covered.then_some(name))
    .collect();
    let names = match (names.is_empty(), scheme.assurance()) {
        (false, _) => names.join(", "),
        (true, Assurance::Signed | Assurance::SignedPartial) => {
            "the signed fields alone".to_owned()
        }
        (true, Assurance::Token | Assurance::None) => "nothing".to_owned(),
    };
    format!("Covered: {names} (`{}`)", scheme.assurance().as_str())
}

fn labels(scheme: &Scheme<'_>) -> Option<String> {
    let fields = [
        ("id", &scheme.event_id),
        ("type", &scheme.event_type),
        ("version", &scheme.version),
    ];
    let told: Vec<String> = fields
        .into_iter()
        .filter_map(|(name, place)| {
            let place = place.as_ref()?;
            let (name, is_list) = match place {
                Place::Pointer(path) if path.split('/').any(|token| token == "*") => {
                    (format!("{name}s"), true)
                }
                Place::Pointer(_) | Place::Header(_) | Place::Query(_) | Place::Form(_) => {
                    (name.to_owned(), false)
                }
            };
            let many = if is_list { ", a list" } else { "" };
            let signed = if scheme.covers_field(place) {
                ""
            } else {
                " (not signed)"
            };
            Some(format!("{name}: {}{many}{signed}", written(place)))
        })
        .collect();
    let mut line = told.join("; ");
    let first = line.get(..1)?.to_uppercase();
    line.replace_range(..1, &first);
    Some(line)
}

/// Joins the lines of a comment.
fn remark(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    prose(lines.join(" ").trim())
}

/// Shows what people wrote as it is: outside of code, a page would take `<…>`
/// for a tag and asterisks for emphasis.
pub(super) fn prose(text: &str) -> String {
    let escape = |(position, piece): (usize, &str)| {
        if position % 2 == 0 {
            piece.replace('<', "&lt;").replace('*', "\\*")
        } else {
            piece.to_owned()
        }
    };
    let pieces: Vec<String> = text.split('`').enumerate().map(escape).collect();
    pieces.join("`")
}

/// Shows text as code. A line end is shown as `\n`.
pub(crate) fn code(text: &str) -> String {
    let shown = text.replace('\n', "\\n");
    if shown.contains('`') {
        format!("`` {shown} ``")
    } else {
        format!("`{shown}`")
    }
}
