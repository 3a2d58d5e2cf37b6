//! The second step: compares, checks the window, chooses the best explanation.

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::decode::Tag;
use crate::limits;
use crate::plan::{Plan, Tries, Wanted};
use crate::program::Key;
use crate::reject::Reject;
use crate::scheme::KeyForm;
use crate::time::UnixMillis;

/// Which secret made the signature, and how its text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Position in the list of secrets.
    pub secret: usize,
    /// How the secret's text became the key.
    pub form: KeyForm,
    /// Position of the key: pass it to the next [`plan`](crate::plan()) to try it first.
    pub key: usize,
}

/// What was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The signed timestamp, if the scheme signs one.
    pub timestamp: Option<UnixMillis>,
    /// What proved it.
    pub matched: Matched,
}

/// The answer to the MACs that were computed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// None of them matches, and there is another key to try.
    More,
    /// Decided.
    Done(Result<Proof, Reject>),
}

impl Plan<'_> {
    /// Judges the MACs of the first `macs.len()` [`ops`](Plan::ops), in their order.
    ///
    /// Call it with one more each time it answers [`Judgement::More`]. Tags are
    /// compared in constant time; which key matched is no secret.
    #[must_use]
    pub fn judge<M: AsRef<[u8]>>(&self, macs: &[M]) -> Judgement {
        match &self.proof {
            Wanted::Token { presented } => Judgement::Done(self.judge_token(presented)),
            Wanted::Mac { tags, tries, .. } => self.judge_macs(&tags.tags, tries, macs),
        }
    }

    fn judge_macs<M: AsRef<[u8]>>(&self, tags: &[Tag], tries: &Tries, macs: &[M]) -> Judgement {
        let mut keys = self.keys();
        for (mac, (position, key)) in macs.iter().zip(keys.by_ref()) {
            if is_among(tags, mac.as_ref()) {
                return Judgement::Done(self.check_window(position, key));
            }
        }
        if keys.next().is_some() {
            return Judgement::More;
        }
        Judgement::Done(Err(if tries.count < self.program.keys().len() {
            Reject::BodyTooLarge {
                bytes: tries.body_bytes,
                keys: tries.count,
                budget: limits::HASHED_BYTES,
            }
        } else {
            self.mismatch(tags.len())
        }))
    }

    /// The signature is right: only now is the timestamp a fact.
    fn check_window(&self, position: usize, key: &Key) -> Result<Proof, Reject> {
        if let Some(moment) = &self.moment {
            moment.check_window(self.now)?;
        }
        Ok(self.proof_by(position, key))
    }

    fn proof_by(&self, position: usize, key: &Key) -> Proof {
        Proof {
            timestamp: self.moment.map(|moment| moment.at),
            matched: Matched {
                secret: usize::from(key.secret),
                form: key.form,
                key: position,
            },
        }
    }

    fn mismatch(&self, signatures: usize) -> Reject {
        let outside = self
            .moment
            .filter(|moment| moment.check_window(self.now).is_err());
        Reject::SignatureMismatch {
            keys: self.program.keys().len(),
            signatures,
            unauthenticated_skew: outside.map(|moment| moment.age_seconds(self.now)),
        }
    }

    /// Compares digests: equal lengths, so that time tells nothing of the token's.
    fn judge_token(&self, presented: &[u8]) -> Result<Proof, Reject> {
        let digest = Sha256::digest(presented);
        let mut found = None;
        for (position, key) in self.program.keys().iter().enumerate() {
            if bool::from(
                Sha256::digest(key.bytes.as_slice())
                    .as_slice()
                    .ct_eq(digest.as_slice()),
            ) {
                found = found.or(Some((position, key)));
            }
        }
        match found {
            Some((position, key)) => Ok(self.proof_by(position, key)),
            None => Err(Reject::TokenMismatch {
                tokens: self.program.keys().len(),
            }),
        }
    }
}

/// Compares with every signature, without stopping at the first that matches.
fn is_among(tags: &[Tag], mac: &[u8]) -> bool {
    tags.iter()
        .fold(Choice::from(0), |found, tag| {
            found | tag.as_bytes().ct_eq(mac)
        })
        .into()
}
