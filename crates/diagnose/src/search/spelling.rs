//! Says how the right signature was written otherwise.

use alloc::format;

use waxseal::scheme::Scheme;

use super::reading::form_of;
use super::tag::Spelling;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};

/// Returns the finding; none for the scheme's own spelling.
pub(crate) fn tell(scheme: &Scheme<'_>, spelling: Spelling) -> Option<Finding> {
    let own = form_of(scheme);
    let written = match spelling {
        Spelling::Own => return None,
        Spelling::Hex => "in hexadecimal",
        Spelling::Base64 => "in base64",
        Spelling::Base64Url => "in base64url",
        Spelling::Base64OfHex => "in base64 of its hexadecimal digits",
        Spelling::Case => "in letters of another case, which base64 does not forgive",
        Spelling::Cut { bytes } => {
            let message = format!(
                "The signature is right as far as it goes, but cut short: {bytes} of {} bytes are there.",
                scheme.algorithm.tag_bytes()
            );
            return Some(Finding::new(
                Cause::SignatureEncoding,
                Certainty::Proved,
                message,
            ));
        }
    };
    let message = format!("The signature is right but written {written}; it is expected {own}.");
    Some(
        Finding::new(Cause::SignatureEncoding, Certainty::Proved, message)
            .with(Fact::Encoding, spelling.encoding()),
    )
}
