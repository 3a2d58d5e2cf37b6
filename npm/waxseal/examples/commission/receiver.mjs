// `payment_completed` in, a commission out; `chargeback.filed` takes it back; the same event twice
// pays once. The events are those of the catalog `waxseal` (docs/events.md).
import { receive } from "waxseal/express";

/**
 * @param {import("waxseal").Verifier} verifier
 * @param book of commission.mjs
 * @param {(event: object) => Promise<unknown>} publish takes `commission.approved` and `commission.reversed`
 * @param {import("waxseal/express").ReceiveOptions} options
 */
export const receiveCommissions = (verifier, book, publish, options) =>
  receive(
    verifier,
    async (verified) => {
      const event = verified.json();
      // A test event pays nobody, and what is no payment is none of ours.
      if (event.test === true || !PAYS.has(event.type)) return;
      check(event);
      const entry = book.enter({
        eventId: event.id,
        paymentId: event.type === "payment_completed" ? event.id : event.payment_id,
        affiliateId: event.affiliate_id,
        amount: event.amount,
        currency: event.currency,
      });
      if (entry.amount !== 0) await publish(commissionEvent(entry, event.event_timestamp));
    },
    options,
  );

const PAYS = new Set(["payment_completed", "chargeback.filed"]);

/** A throw is answered 500, and the sender tries again: better than a wrong entry. */
const check = ({ type, amount, currency, affiliate_id, payment_id }) => {
  if (!Number.isSafeInteger(amount)) throw new TypeError("amount is no integer in minor units");
  if (type === "chargeback.filed" && amount >= 0) throw new RangeError("what is charged back is below zero");
  if (type === "chargeback.filed" && payment_id === undefined) throw new TypeError("a chargeback without payment_id cannot be booked");
  if (!/^[A-Z]{3}$/.test(currency)) throw new TypeError("currency is no code of ISO 4217");
  if (affiliate_id === undefined) throw new TypeError("affiliate_id is missing");
};

const commissionEvent = (entry, at) => ({
  // Follows from the payment's event, so that a repetition is the same event.
  id: `commission_${entry.eventId}`,
  type: entry.amount < 0 ? "commission.reversed" : "commission.approved",
  event_timestamp: at,
  schema_version: "1.0",
  affiliate_id: entry.affiliateId,
  commission_id: `com_${entry.paymentId}`,
  amount: entry.amount,
  currency: entry.currency,
});
