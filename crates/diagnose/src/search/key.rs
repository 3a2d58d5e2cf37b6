//! The keys that a secret may have been meant as.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Algorithm, KeyForm, Kind};
use waxseal::{Secret, explain};
use zeroize::Zeroizing;

use super::meaning::{Meant, SHORTEST_KEY_BYTES, is_public, meanings};
use super::tag::{parse_base64, parse_hex, spellings};
use crate::case::Other;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding, Value};
use crate::limits;

/// A key, and what must have happened to the secret for it to be the right one.
pub(crate) struct Key {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) causes: Vec<Finding>,
}

/// Makes the keys of all secrets: those that the verifier itself takes first,
/// then with one cause, then with two.
pub(crate) fn keys(
    algorithm: Algorithm,
    forms: &[KeyForm],
    secrets: &[Secret],
    others: &[Other<'_>],
) -> Vec<Key> {
    let mut all = Keys {
        algorithm,
        forms,
        keys: Vec::new(),
    };
    let mine = secrets.iter().enumerate().map(|(position, secret)| {
        let name = (secrets.len() > 1).then(|| Value::from(position));
        (secret, name, None)
    });
    let theirs = others.iter().map(|other| {
        let message = format!(
            "The signature is made with the secret “{}”, not with a configured one.",
            other.name
        );
        (&other.secret, Some(Value::from(other.name)), Some(message))
    });
    for (secret, name, message) in mine.chain(theirs) {
        let cause =
            message.map(|message| Finding::new(Cause::SecretOther, Certainty::Proved, message));
        all.add_secret(secret, name.as_ref(), cause.as_ref());
    }
    all.keys.sort_by_key(|key| key.causes.len());
    all.keys.truncate(limits::KEYS);
    all.keys
}

struct Keys<'f> {
    algorithm: Algorithm,
    forms: &'f [KeyForm],
    keys: Vec<Key>,
}

impl Keys<'_> {
    fn add_secret(&mut self, secret: &Secret, name: Option<&Value>, cause: Option<&Finding>) {
        let context = Context { name, cause };
        let given = core::str::from_utf8(secret.as_bytes());
        // What is configured is what the verifier itself takes.
        if cause.is_none() || !given.is_ok_and(is_public) {
            self.add_forms(secret, &[], &context);
        }
        let Ok(text) = given else {
            return self.add_spelled(secret, &context);
        };
        let meanings = meanings(text);
        // What everybody knows is no secret however it is wrapped, nor in any other form.
        let is_known = |meant: &Meant| {
            is_public(&meant.text) || self.is_refused(&Secret::text(meant.text.as_str()))
        };
        if self.algorithm.kind() == Kind::Shared && meanings.iter().any(is_known) {
            return;
        }
        for meant in meanings {
            if !meant.causes.is_empty() {
                let secret = self.secret_of(&meant.text, secret);
                self.add_forms(&secret, &meant.causes, &context);
            }
            if self.algorithm.kind() == Kind::Shared && !is_token(self.algorithm) {
                self.add_other_forms(&meant, &context);
            }
        }
        if !secret.is_text() {
            self.add_spelled(secret, &context);
        }
    }

    /// Says whether this is a public key, or nothing. As a MAC key it would be a
    /// key that everybody has, and explain a forgery.
    fn is_refused(&self, secret: &Secret) -> bool {
        explain::keys(self.algorithm, &[KeyForm::Utf8], secret).is_err()
    }

    /// Wraps a text as the algorithm takes it.
    fn secret_of(&self, text: &str, like: &Secret) -> Secret {
        match self.algorithm.kind() {
            Kind::Public => Secret::public(text.replace("\\n", "\n").into_bytes()),
            Kind::Shared | Kind::Nothing if like.is_text() => Secret::text(text),
            Kind::Shared | Kind::Nothing => Secret::bytes(text.as_bytes().to_vec()),
        }
    }

    /// Adds what the scheme's own forms make of a secret.
    fn add_forms(&mut self, secret: &Secret, causes: &[(Cause, String)], context: &Context<'_>) {
        let keys = explain::keys(self.algorithm, self.forms, secret).unwrap_or_default();
        for (form, bytes) in keys {
            self.add(bytes, causes, Some(form.as_str()), context);
        }
    }

    /// Adds what other forms make of a text.
    fn add_other_forms(&mut self, meant: &Meant, context: &Context<'_>) {
        let text: &str = &meant.text;
        let behind = text
            .strip_prefix("v1,whsec_")
            .or_else(|| text.strip_prefix("whsec_"));
        let mut forms: Vec<(&str, Option<Vec<u8>>)> = Vec::new();
        forms.push(("utf8", Some(text.as_bytes().to_vec())));
        if let Some(behind) = behind {
            forms.push(("whsec", parse_base64(behind)));
            // Where the prefix belongs to the secret, what is behind it as text is a form too.
            if self
                .forms
                .iter()
                .any(|form| matches!(form, KeyForm::Whsec | KeyForm::WhsecOrBare))
            {
                forms.push(("behind", Some(behind.as_bytes().to_vec())));
            }
        }
        forms.push(("base64", parse_base64(text)));
        forms.push(("hex", parse_hex(text.as_bytes())));
        if let Ok(keys) = explain::keys(self.algorithm, &[KeyForm::Sha1], &Secret::text(text)) {
            forms.extend(
                keys.into_iter()
                    .map(|(_, key)| ("sha1", Some(key.to_vec()))),
            );
        }
        for (form, bytes) in forms {
            let Some(bytes) = bytes else { continue };
            let message = format!(
                "The secret is right, but the sender takes it as {}, which this configuration does not.",
                describe(form)
            );
            let mut causes = meant.causes.clone();
            causes.push((Cause::SecretKeyForm, message));
            self.add(Zeroizing::new(bytes), &causes, Some(form), context);
        }
    }

    /// Adds the texts that bytes may have been decoded from.
    fn add_spelled(&mut self, secret: &Secret, context: &Context<'_>) {
        if self.algorithm.kind() != Kind::Shared || self.is_refused(secret) {
            return;
        }
        let [base64, base64_url, hex] = spellings(secret.as_bytes()).map(Zeroizing::new);
        let whsec = Zeroizing::new(format!("whsec_{}", base64.as_str()));
        let unpadded = Zeroizing::new(String::from(base64.trim_end_matches('=')));
        for (form, text) in [
            ("whsec", &whsec),
            ("base64", &base64),
            ("base64", &unpadded),
            ("base64url", &base64_url),
            ("hex", &hex),
        ] {
            let message = format!(
                "The key was given as bytes, decoded from {}; the sender takes the text itself.",
                describe(form)
            );
            let causes = [(Cause::SecretKeyForm, message)];
            self.add(
                Zeroizing::new(text.as_bytes().to_vec()),
                &causes,
                Some(form),
                context,
            );
        }
    }

    fn add(
        &mut self,
        bytes: Zeroizing<Vec<u8>>,
        causes: &[(Cause, String)],
        form: Option<&str>,
        context: &Context<'_>,
    ) {
        let is_meant = causes.is_empty();
        let findings = causes.len() + usize::from(context.cause.is_some());
        if findings > 2 || (!is_meant && bytes.len() < SHORTEST_KEY_BYTES) {
            return;
        }
        let made = self.keys.iter_mut().find(|key| *key.bytes == *bytes);
        let causes = context.findings(causes, form);
        match made {
            // The same key for a simpler reason.
            Some(key) if key.causes.len() > causes.len() => key.causes = causes,
            Some(_) => {}
            None => self.keys.push(Key { bytes, causes }),
        }
    }
}

/// Which secret it is, and what follows from that.
struct Context<'c> {
    name: Option<&'c Value>,
    cause: Option<&'c Finding>,
}

impl Context<'_> {
    fn findings(&self, causes: &[(Cause, String)], form: Option<&str>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.cause.cloned().into_iter().collect();
        findings.extend(
            causes
                .iter()
                .map(|(cause, message)| Finding::new(*cause, Certainty::Proved, message.as_str())),
        );
        for finding in &mut findings {
            if let Some(name) = self.name {
                finding.evidence.push((Fact::Secret, name.clone()));
            }
            if finding.cause == Cause::SecretKeyForm
                && let Some(form) = form
            {
                finding.evidence.push((Fact::Form, form.into()));
            }
        }
        findings
    }
}

fn is_token(algorithm: Algorithm) -> bool {
    matches!(algorithm, Algorithm::Token | Algorithm::Basic)
}

fn describe(form: &str) -> &'static str {
    match form {
        "utf8" => "the text itself, prefix included",
        "whsec" => "base64 behind whsec_",
        "behind" => "the text behind whsec_, not decoded",
        "base64" => "base64",
        "base64url" => "base64url",
        "hex" => "hexadecimal",
        "sha1" => "the SHA-1 of the text",
        _ => "bytes",
    }
}
