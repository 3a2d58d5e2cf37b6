// What an affiliate earns: integers in the minor unit of the currency, and no floats anywhere.

const WHOLE = 10_000n;

/**
 * The commission for an amount, both in minor units; the rate in basis points: 1000 is 10 %.
 * A fraction of a minor unit is not paid.
 */
export const commissionOf = (amount, rateBasisPoints) => {
  for (const number of [amount, rateBasisPoints]) {
    if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is no whole number of minor units or basis points`);
  }
  return Number((BigInt(amount) * BigInt(rateBasisPoints)) / WHOLE);
};

/**
 * A book of payments and what was earned by them, in memory. A real one has a table with the event's
 * id as its key, and enters in one transaction.
 */
export const openBook = (rateBasisPoints) => {
  const entries = new Map();
  /** The net amount of each payment: paid, less what was charged back. */
  const nets = new Map();
  return {
    /**
     * Enters a payment or, with a negative amount, a chargeback. Returns what the commission changes
     * by: what is earned by the new net amount less what was by the old one, so that parts that are
     * charged back add up to the whole, in whichever order events come.
     */
    enter({ eventId, paymentId, affiliateId, amount, currency }) {
      const known = entries.get(eventId);
      if (known !== undefined) return known;
      const payment = `${paymentId} ${currency}`;
      const before = nets.get(payment) ?? 0;
      const after = before + amount;
      const commission = commissionOf(after, rateBasisPoints) - commissionOf(before, rateBasisPoints);
      const entry = Object.freeze({ eventId, paymentId, affiliateId, amount: commission, currency });
      nets.set(payment, after);
      entries.set(eventId, entry);
      return entry;
    },
    /** What an affiliate has earned, by currency. */
    balances(affiliateId) {
      const sums = {};
      for (const entry of entries.values()) {
        if (entry.affiliateId === affiliateId) sums[entry.currency] = (sums[entry.currency] ?? 0) + entry.amount;
      }
      return sums;
    },
    get entries() {
      return [...entries.values()];
    },
  };
};
