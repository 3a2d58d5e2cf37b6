//! The edge filter. It may lie, lag or fail: each of those is a miss, never a verdict.

use waxseal_gateway::message::Marker;
use worker::{Env, KvStore};

use crate::race::within;

const BINDING: &str = "KV";

/// Reads a marker; absent, failed and slower than `budget_millis` are all `None`.
pub(crate) async fn read(env: &Env, key: &str, budget_millis: u64) -> Option<String> {
    let store = open(env)?;
    within(budget_millis, async {
        store.get(key).text().await.ok().flatten()
    })
    .await
    .flatten()
}

/// Writes a marker, best effort: a lost one costs one hop to the ledger, nothing else.
pub(crate) async fn write(env: &Env, marker: &Marker, budget_millis: u64) {
    let Some(store) = open(env) else { return };
    let Ok(put) = store.put(&marker.name, marker.value.as_str()) else {
        return;
    };
    // A lost marker is harmless by design, so its error is not even counted.
    let _ = within(
        budget_millis,
        put.expiration_ttl(marker.ttl_seconds).execute(),
    )
    .await;
}

fn open(env: &Env) -> Option<KvStore> {
    env.kv(BINDING).ok()
}
