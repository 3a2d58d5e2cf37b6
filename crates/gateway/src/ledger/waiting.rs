//! How the origins stand: paused, left alone, and what waits for them.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::memory::Memory;
use super::store;
use crate::config::Config;
use crate::delivery::DeliveryState;
use crate::fault::Fault;
use crate::gate::Gate;
use crate::limits;
use crate::read::{GateView, GatesView, WaitingView};
use crate::sql::Sql;

/// Shows how each origin stands in this ledger. Returns a message of [`crate::read`].
///
/// # Errors
/// The database's.
pub fn origins(sql: &mut dyn Sql, config: &Config, memory: &mut Memory) -> Result<Vec<u8>, Fault> {
    let (waiting, is_complete) = waiting(sql)?;
    let gates = memory.gates(sql)?;
    let mut names: Vec<String> = config.origins().map(|origin| origin.name.clone()).collect();
    names.extend(waiting.keys().cloned());
    names.extend(gates.names());
    names.sort_unstable();
    names.dedup();
    let view = |origin: String| {
        let gate = gates.get(&origin);
        GateView {
            paused: gate.and_then(Gate::paused),
            breaker: gate.and_then(Gate::breaker),
            waiting: waiting.get(&origin).copied().unwrap_or_default(),
            origin,
        }
    };
    GatesView {
        origins: names.into_iter().map(view).collect(),
        is_complete,
    }
    .write()
}

/// Counts deliveries that are not done, by origin, over the rows that wait.
fn waiting(sql: &mut dyn Sql) -> Result<(BTreeMap<String, WaitingView>, bool), Fault> {
    let mut waiting: BTreeMap<String, WaitingView> = BTreeMap::new();
    let rows = store::waiting(sql)?;
    let is_complete = rows.len() < limits::WAITING_EVENTS;
    for row in rows {
        for delivery in &row.packed.deliveries {
            let count = waiting.entry(delivery.origin.clone()).or_default();
            let count = match delivery.state {
                DeliveryState::Pending => &mut count.pending,
                DeliveryState::Delivering => &mut count.delivering,
                DeliveryState::Held => &mut count.held,
                DeliveryState::Dead => &mut count.dead,
                DeliveryState::Delivered | DeliveryState::Expired => continue,
            };
            *count = count.saturating_add(1);
        }
    }
    Ok((waiting, is_complete))
}
