//! The edge filter. It may lie, lag or fail: each of those is a miss, never a verdict.

use worker::{Env, KvStore};

use crate::race::within;

const BINDING: &str = "KV";

/// Reads a marker; absent, failed and slower than `hedge_ms` are all `None`.
pub(crate) async fn read(env: &Env, key: &str, hedge_ms: u32) -> Option<String> {
    let store = open(env)?;
    within(hedge_ms, async { store.get(key).text().await.ok().flatten() })
        .await
        .flatten()
}

/// Writes a marker, best effort: a lost one costs one hop to the ledger, nothing else.
pub(crate) async fn write(env: &Env, key: &str, value: &str, ttl_seconds: u64) {
    let Some(store) = open(env) else { return };
    if let Ok(put) = store.put(key, value) {
        // A lost marker is harmless by design, so its error is not even counted.
        let _ = put.expiration_ttl(ttl_seconds).execute().await;
    }
}

fn open(env: &Env) -> Option<KvStore> {
    env.kv(BINDING).ok()
}
