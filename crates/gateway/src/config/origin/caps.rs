//! How much an origin takes at once, and when it is left alone.

use alloc::string::ToString as _;

use waxseal::Code;

use super::super::table::Node;
use crate::gate::Caps;
use crate::limits;
use crate::rate::Rate;

pub(super) fn read(node: &Node<'_>) -> Caps {
    let default = Caps::default();
    let rate = node.text("rate").and_then(|text| {
        let rate = Rate::parse(text);
        if rate.is_none() {
            let detail = "must be a number of calls per second, minute or hour, such as \"300/m\"";
            node.mistake("/rate", Code::OriginInvalid, detail.to_string());
        }
        rate
    });
    Caps {
        parallel: node.number("parallel"),
        rate,
        breaker: node.number("breaker").unwrap_or(default.breaker),
    }
}

/// The least that `parallel` may be: each of the ledgers makes one call at a time at least.
pub(super) const PARALLEL_LEAST: u32 = 16;
/// The most that `parallel` may be: what all ledgers and Workers together would hardly reach.
pub(super) const PARALLEL_MOST: u32 = 10_000;
/// The most that `breaker` may be.
pub(super) const BREAKER_MOST: u32 = limits::BREAKER_FAILURES * 100;

#[cfg(test)]
mod tests {
    #[test]
    fn the_least_is_one_call_for_each_ledger() {
        assert_eq!(super::PARALLEL_LEAST, u32::from(crate::key::SHARDS));
    }
}
