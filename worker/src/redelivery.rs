//! The alarm: the loop around the machine that retries and purges.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use waxseal_gateway::alarm::{Alarm, Ask, Tell};
use waxseal_gateway::fault::Fault;
use waxseal_gateway::ledger as rows;

use crate::ledger::Ledger;
use crate::{host, kv, outgoing};

/// Runs one alarm to its end. Its asks run side by side: a slow origin holds up no other.
pub(crate) async fn run(object: &Ledger) -> Result<(), Fault> {
    object.wake().await?;
    object.arming(|arming| arming.fired());
    let (mut alarm, first) = Alarm::begin(host::now());
    let mut open: FuturesUnordered<_> = first
        .into_iter()
        .map(|ask| carry_out(object, ask))
        .collect();
    while let Some(tell) = open.next().await {
        let next = alarm.tell(tell, host::now());
        open.extend(next.into_iter().map(|ask| carry_out(object, ask)));
    }
    alarm.end()
}

async fn carry_out(object: &Ledger, ask: Ask) -> Tell {
    match ask {
        Ask::Arm(at) => {
            let at = object.arming(|arming| arming.guard(at));
            object
                .set_alarm(at)
                .await
                .map_or_else(Tell::Fault, |()| Tell::Armed)
        }
        Ask::Claim { free, busy } => {
            let claimed = object.step(|sql, config, memory| {
                rows::claim(sql, config, memory, host::now(), free, &busy)
            });
            claimed.map_or_else(Tell::Fault, Tell::Claimed)
        }
        Ask::Call(call) => {
            let outcome = outgoing::send(&call).await;
            Tell::Called(call.ticket, outcome)
        }
        Ask::Settle(ticket, outcome) => {
            let settled = object.step(|sql, config, memory| {
                let (now, jitter) = (host::now(), host::jitter());
                rows::settle(sql, config, memory, &ticket, &outcome, now, jitter)
            });
            match settled {
                Ok(marker) => Tell::Settled(ticket, marker),
                Err(_) => Tell::Unsettled(ticket),
            }
        }
        Ask::Mark {
            marker,
            budget_millis,
        } => {
            kv::write(object.env(), &marker, budget_millis).await;
            Tell::Marked
        }
        Ask::Rest => rest(object)
            .await
            .map_or_else(Tell::Fault, |()| Tell::Rested),
    }
}

/// Sets the alarm for what is due next, in place of the guard that was armed first.
async fn rest(object: &Ledger) -> Result<(), Fault> {
    let next = object.step(|sql, config, memory| rows::next_alarm(sql, config, memory))?;
    match object.arming(|arming| arming.rest(next)).flatten() {
        Some(at) => object.set_alarm(Some(at)).await,
        None => object.delete_alarm().await,
    }
}
