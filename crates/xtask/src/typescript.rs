//! The codes and the schemes as the npm package has them.

use std::fmt::Write as _;

use waxseal::scheme::Encoding;
use waxseal::{Class, Code};

mod causes;
mod schemes;

pub(crate) use causes::causes;

/// Writes `generated.ts`.
pub(crate) fn words() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask gen` from the Rust crates. Do not edit.\n\
         import type { SchemeRow } from \"./scheme-row.js\";\n",
    );
    for (class, about, name, type_name) in [
        (
            Class::Reject,
            "The sender's fault.",
            "rejectCodes",
            "RejectCode",
        ),
        (
            Class::Config,
            "The operator's or caller's setup.",
            "configCodes",
            "ConfigCode",
        ),
        (
            Class::Fault,
            "Ours: nothing was decided.",
            "faultCodes",
            "FaultCode",
        ),
    ] {
        let codes: Vec<_> = Code::ALL
            .iter()
            .filter(|code| code.class() == class)
            .map(|code| code.as_str())
            .collect();
        list(&mut text, about, name, type_name, &codes);
    }
    text.push_str("\n/** Any code. */\nexport type Code = RejectCode | ConfigCode | FaultCode;\n");
    text.push_str("\n/** The HTTP status that an intake answers. */\n");
    text.push_str("export const statusOf: Readonly<Record<Code, number>> = {\n");
    for code in Code::ALL {
        let _ = writeln!(text, "  {}: {},", code.as_str(), code.http_status());
    }
    text.push_str("};\n");
    text.push_str("\n/** What a problem document says of it, for people. */\n");
    text.push_str("export const titleOf: Readonly<Record<Code, string>> = {\n");
    for code in Code::ALL {
        let _ = writeln!(text, "  {}: {:?},", code.as_str(), code.summary().trim());
    }
    text.push_str("};\n");
    text.push_str(
        "\n/** How far a verification came before it failed: the highest explains best. */\n",
    );
    text.push_str("export const rankOf: Readonly<Record<Code, number>> = {\n");
    for code in Code::ALL {
        let _ = writeln!(text, "  {}: {},", code.as_str(), code.rank());
    }
    text.push_str("};\n");
    encodings(&mut text);
    schemes::write(&mut text);
    text
}

fn encodings(text: &mut String) {
    let names: Vec<&str> = Encoding::ALL.iter().map(|known| known.word()).collect();
    list(
        text,
        "How a signature is written.",
        "encodings",
        "Encoding",
        &names,
    );
}

fn list(text: &mut String, about: &str, name: &str, type_name: &str, words: &[&str]) {
    let _ = write!(text, "\n/** {about} */\nexport const {name} = [\n");
    for word in words {
        let _ = writeln!(text, "  \"{word}\",");
    }
    let _ = write!(
        text,
        "] as const;\n\n/** One of {{@link {name}}}. */\nexport type {type_name} = (typeof {name})[number];\n"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_lists_and_once_with_its_status() {
        let text = words();
        for code in Code::ALL {
            assert_eq!(text.matches(&format!("\"{code}\"")).count(), 1, "{code}");
            let status = format!("  {code}: {},", code.http_status());
            assert_eq!(text.matches(&status).count(), 1, "{code}");
        }
    }
}
