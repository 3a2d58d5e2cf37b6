//! Tokens: two that may read and two that may everything, so that each can be replaced.

use alloc::string::String;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use waxseal::Code;

/// The names of the tokens in the environment, and how the audit list calls them.
const NAMES: [(&str, &str); 4] = [
    ("WAXSEAL_READ_TOKEN", "read"),
    ("WAXSEAL_READ_TOKEN_OLD", "read_old"),
    ("WAXSEAL_ADMIN_TOKEN", "admin"),
    ("WAXSEAL_ADMIN_TOKEN_OLD", "admin_old"),
];

/// The tokens that open the API. Only digests are kept.
pub struct Tokens([Slot; 4]);

#[derive(Clone, Copy)]
struct Slot {
    digest: [u8; 32],
    is_set: Choice,
}

/// What a token allows, and its name in the audit list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// To read.
    Read(&'static str),
    /// Everything.
    Admin(&'static str),
}

impl Tokens {
    /// Takes the tokens of an environment. One that is absent or empty opens nothing.
    #[must_use]
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Self {
        Self(NAMES.map(|(name, _)| {
            let text = lookup(name).unwrap_or_default();
            Slot {
                digest: Sha256::digest(text.as_bytes()).into(),
                is_set: Choice::from(u8::from(!text.is_empty())),
            }
        }))
    }

    /// Checks what a caller presents. The work is the same whether it is right, wrong or absent:
    /// one digest, and one comparison in constant time with each of the four.
    pub(super) fn check(&self, authorization: Option<&[u8]>) -> Result<Access, Code> {
        let presented = authorization.and_then(|value| value.strip_prefix(b"Bearer "));
        let digest = Sha256::digest(presented.unwrap_or_default());
        let mut position = u8::MAX;
        for (at, slot) in (0_u8..).zip(&self.0) {
            let is_equal = slot.digest.as_slice().ct_eq(digest.as_slice()) & slot.is_set;
            position.conditional_assign(&at, is_equal);
        }
        let name = NAMES.get(usize::from(position)).map(|(_, name)| *name);
        match (name, position) {
            (Some(name), 0 | 1) => Ok(Access::Read(name)),
            (Some(name), _) => Ok(Access::Admin(name)),
            (None, _) if authorization.is_none() => Err(Code::TokenMissing),
            (None, _) => Err(Code::TokenMismatch),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned as _;

    use super::*;

    fn tokens(set: &[(&str, &str)]) -> Tokens {
        Tokens::read(&|name| {
            let found = set.iter().find(|(other, _)| *other == name);
            found.map(|(_, text)| (*text).to_owned())
        })
    }

    #[test]
    fn each_token_opens_what_is_its_own_and_the_empty_one_nothing() {
        let set = [
            ("WAXSEAL_READ_TOKEN", "r"),
            ("WAXSEAL_READ_TOKEN_OLD", ""),
            ("WAXSEAL_ADMIN_TOKEN", "a"),
            ("WAXSEAL_ADMIN_TOKEN_OLD", "b"),
        ];
        let tokens = tokens(&set);
        assert_eq!(tokens.check(Some(b"Bearer r")), Ok(Access::Read("read")));
        assert_eq!(tokens.check(Some(b"Bearer a")), Ok(Access::Admin("admin")));
        assert_eq!(
            tokens.check(Some(b"Bearer b")),
            Ok(Access::Admin("admin_old"))
        );
        assert_eq!(tokens.check(None), Err(Code::TokenMissing));
        for wrong in [
            "Bearer ",
            "Bearer",
            "Bearer x",
            "r",
            "bearer r",
            "Bearer r ",
            "Bearer undefined",
        ] {
            assert_eq!(
                tokens.check(Some(wrong.as_bytes())),
                Err(Code::TokenMismatch),
                "{wrong}"
            );
        }
    }

    #[test]
    fn without_tokens_everything_is_closed() {
        let tokens = tokens(&[]);
        for presented in ["Bearer ", "Bearer a", ""] {
            assert_eq!(
                tokens.check(Some(presented.as_bytes())),
                Err(Code::TokenMismatch)
            );
        }
    }

    #[test]
    fn a_text_that_is_both_tokens_is_the_stronger_one() {
        let set = [("WAXSEAL_READ_TOKEN", "x"), ("WAXSEAL_ADMIN_TOKEN", "x")];
        assert_eq!(
            tokens(&set).check(Some(b"Bearer x")),
            Ok(Access::Admin("admin"))
        );
    }
}
