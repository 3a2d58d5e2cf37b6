//! A bounded wait: the answer, or `None` when the time is up.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;

use futures_util::future::{Either, select};
use worker::Delay;

/// Waits for `work` at most `budget_millis` milliseconds; drops it when the time is up.
pub(crate) async fn within<T>(budget_millis: u64, work: impl Future<Output = T>) -> Option<T> {
    let timer = Delay::from(Duration::from_millis(budget_millis));
    match select(pin!(work), pin!(timer)).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(((), _)) => None,
    }
}
