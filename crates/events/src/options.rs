//! What a user sets of a contract.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::kind::Amounts;

/// What a user sets of a contract. Nothing needs to be set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where fields stand, by name: `("affiliate_id", "/partner/id")`.
    pub pointers: Vec<(String, String)>,
    /// The schema versions that are understood, old and new side by side.
    pub versions: Vec<String>,
    /// The unit of amounts.
    pub amounts: Amounts,
    /// The currency of a sender that names none: its field is then not looked for.
    pub currency: Option<String>,
}

/// Why a contract cannot be made. The operator's mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractError {
    /// The setting: `pointers/affiliate_id`, `versions`, `currency`.
    pub at: String,
    /// What is wrong with it, as a sentence that follows it.
    pub detail: String,
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.detail)
    }
}

impl core::error::Error for ContractError {}
