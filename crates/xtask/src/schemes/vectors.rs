//! Counts a scheme's test vectors, and those of what its vendor asks before it sends events.

use std::fs;
use std::iter::Sum;

use serde_json::Value;

use crate::failure::Failure;
use crate::paths;

/// How many vectors there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Vectors {
    /// The vendor's own values, or what follows from them.
    pub(super) published: usize,
    /// Made by the oracle.
    pub(super) constructed: usize,
    /// Those of both kinds that must be refused, or not be answered.
    pub(super) negative: usize,
}

impl Vectors {
    /// Counts the vectors of a scheme.
    ///
    /// # Errors
    /// A file that is missing or no list of vectors.
    pub(super) fn read(id: &str) -> Result<Self, Failure> {
        Self::read_file(&format!("tests/vectors/{id}.json"))
    }

    /// Counts those of a scheme's handshake.
    ///
    /// # Errors
    /// As [`Vectors::read`].
    pub(super) fn read_handshakes(id: &str) -> Result<Self, Failure> {
        Self::read_file(&format!("tests/vectors/handshakes/{id}.json"))
    }

    fn read_file(file: &str) -> Result<Self, Failure> {
        let path = paths::root().join(file);
        let failure = |why: String| Failure::new(format!("{}: {why}", paths::shown(&path)));
        let text = fs::read_to_string(&path).map_err(|error| failure(error.to_string()))?;
        let all: Vec<Value> =
            serde_json::from_str(&text).map_err(|error| failure(error.to_string()))?;
        Self::count(&all).ok_or_else(|| failure("is no list of vectors".to_owned()))
    }

    fn count(all: &[Value]) -> Option<Self> {
        let mut counts = Self::default();
        for vector in all {
            match vector.get("kind")?.as_str()? {
                "published" => counts.published += 1,
                "constructed" => counts.constructed += 1,
                _ => return None,
            }
            let expect = vector.get("expect")?;
            counts.negative += usize::from(expect != "valid" && expect != "answered");
        }
        Some(counts)
    }

    pub(super) fn all(self) -> usize {
        self.published + self.constructed
    }
}

impl Sum for Vectors {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            published: sum.published + one.published,
            constructed: sum.constructed + one.constructed,
            negative: sum.negative + one.negative,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn vectors_are_counted_by_kind_and_by_expectation() {
        let vector = |kind, expect| json!({ "kind": kind, "expect": expect });
        let all = [
            vector("published", "valid"),
            vector("published", "signature_mismatch"),
            vector("constructed", "valid"),
            vector("constructed", "timestamp_stale"),
            vector("constructed", "secret_empty"),
            vector("constructed", "answered"),
            vector("constructed", "no_handshake"),
        ];
        let counts = Vectors::count(&all).unwrap();
        assert_eq!(
            (
                counts.published,
                counts.constructed,
                counts.negative,
                counts.all()
            ),
            (2, 5, 4, 7)
        );
        assert_eq!(Vectors::count(&[vector("guessed", "valid")]), None);
        assert_eq!(Vectors::count(&[json!({ "kind": "published" })]), None);
    }

    #[test]
    fn a_scheme_without_vectors_is_named() {
        let failure = Vectors::read("no-such-scheme").unwrap_err().to_string();
        assert!(
            failure.contains("tests/vectors/no-such-scheme.json"),
            "{failure}"
        );
    }
}
