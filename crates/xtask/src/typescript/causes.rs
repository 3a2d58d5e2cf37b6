//! The words of a diagnosis as the npm package has them.

use waxseal_diagnose::{Cause, Certainty, Framework};

use super::list;

/// Writes `generated-causes.ts`.
pub(crate) fn causes() -> String {
    let mut text =
        String::from("// Written by `cargo xtask gen` from the Rust crates. Do not edit.\n");
    let codes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    list(
        &mut text,
        "Why a request may be refused.",
        "causeCodes",
        "CauseCode",
        &codes,
    );
    let certainties: Vec<&str> = Certainty::ALL.iter().map(|one| one.as_str()).collect();
    list(
        &mut text,
        "How sure a cause is, the surest first.",
        "certainties",
        "Certainty",
        &certainties,
    );
    let frameworks: Vec<&str> = Framework::ALL.iter().map(|one| one.as_str()).collect();
    list(
        &mut text,
        "Where a line of code belongs.",
        "frameworks",
        "Framework",
        &frameworks,
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_its_list_once() {
        let text = causes();
        for word in Cause::ALL.iter().map(|cause| cause.as_str()) {
            assert_eq!(text.matches(&format!("\"{word}\"")).count(), 1, "{word}");
        }
        assert!(text.contains("\"Next.js\",") && text.contains("\"proved\","));
    }
}
