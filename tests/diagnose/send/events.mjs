// What the senders tell: events of their shape. Each has letters beyond ASCII, slashes and characters
// that some writers escape, so that every way of writing JSON again changes it.
import { rfc3339 } from "./bytes.mjs";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const NAMES = ["Zoë Müller", "José Niño & Söhne", "Ægir <Ångström>", "Chloé d'Été", "Łukasz Żak & Co", "Renée Ø'Neil"];
const CITIES = ["Malmö", "Köln", "São Paulo", "Besançon"];

const ref = (r, prefix, length = 14) => prefix + r.text(length, LETTERS);
const cents = (r) => 1000 + r.below(900000);
const link = (r, path) => `https://app.example.test/${path}/${r.text(10, LETTERS)}?from=mail&v=2`;

/** A name of which the writer of a chosen style must be able to say everything: Latin-1 only if `narrow`. */
const person = (r, narrow) => r.pick(narrow ? NAMES.filter((name) => !/[^\x00-\xff]/.test(name)) : NAMES);

export const events = {
  affiliate: (r, { at, narrow }) => ({
    id: ref(r, "evt_"), type: "commission.created", occurred_at: rfc3339(at), test: false,
    data: { id: ref(r, "com_"), state: "due", amount_cents: cents(r), currency: "USD", referral: { id: ref(r, "ref_"), url: link(r, "r") }, partner: { name: person(r, narrow), tags: ["tier-2", "vip"] } },
  }),
  track: (r, { at, narrow }) => ({
    event_id: ref(r, "", 24), event_type: "commission.approved", schema_version: "1.2", affiliate_id: ref(r, "aff_", 6), amount: "125.50", currency: "EUR", payout_cents: cents(r),
    player: { name: person(r, narrow), city: r.pick(CITIES) }, landing: link(r, "lp"), created_at: rfc3339(at), steps: [1, 2, 12],
  }),
  stripe: (r, { at, narrow }) => ({
    id: ref(r, "evt_1", 23), object: "event", api_version: "2026-04-30", created: Math.floor(at / 1000),
    data: { object: { id: ref(r, "ch_3", 23), object: "charge", amount: cents(r), currency: "eur", billing_details: { name: person(r, narrow), email: null }, receipt_url: link(r, "receipts"), refunded: false, metadata: {} } },
    livemode: false, pending_webhooks: 1, type: "charge.succeeded",
  }),
  github: (r, { narrow }) => ({
    action: "opened", number: 1 + r.below(900),
    pull_request: { url: `https://api.github.com/repos/acme/hooks/pulls/${r.below(900)}`, title: `Fix <b> & "quotes" by ${person(r, narrow)}`, body: "First line\nSecond line\ttabbed", draft: false, labels: [{ name: "bug" }, { name: "zone/é" }] },
    repository: { id: 100000 + r.below(900000), full_name: "acme/hooks" }, sender: { login: ref(r, "u-", 6) },
  }),
  shopify: (r, { narrow }) => ({
    id: 450789469 + r.below(1000), email: "bob@example.test", total_price: `${cents(r)}.40`, currency: "CAD", customer: { first_name: person(r, narrow), note: null, tax_exempt: false },
    line_items: [{ id: 866550311 + r.below(99), title: "Crème brûlée \u003c250 g\u003e", quantity: 2, properties: [] }], order_status_url: link(r, "orders"),
  }),
  slack: (r, { at, narrow }) => ({
    token: ref(r, "", 24), team_id: ref(r, "T", 9).toUpperCase(), api_app_id: ref(r, "A", 9).toUpperCase(), type: "event_callback", event_id: ref(r, "Ev", 9), event_time: Math.floor(at / 1000),
    event: { type: "app_mention", user: ref(r, "U", 8).toUpperCase(), text: `pay ${person(r, narrow)} <https://x.example.test/a?b=1&c=2|here>`, channel: ref(r, "C", 8).toUpperCase() },
  }),
  square: (r, { narrow }) => ({
    merchant_id: ref(r, "M", 12).toUpperCase(), type: "payment.updated", event_id: ref(r, "", 24), data: { type: "payment", id: ref(r, "", 16), object: { payment: { amount_money: { amount: cents(r), currency: "USD" }, note: person(r, narrow), receipt_url: link(r, "receipt") } } },
  }),
  paddle: (r, { at, narrow }) => ({
    event_id: ref(r, "evt_01", 24), event_type: "transaction.completed", occurred_at: rfc3339(at), notification_id: ref(r, "ntf_01", 24),
    data: { id: ref(r, "txn_01", 24), status: "completed", details: { totals: { total: String(cents(r)), currency_code: "EUR" } }, customer: { name: person(r, narrow) }, checkout: { url: link(r, "checkout") } },
  }),
  hubspot: (r, { at, narrow }) => [
    { eventId: 1000 + r.below(90000), subscriptionId: 7741, portalId: 55120, occurredAt: at, subscriptionType: "deal.propertyChange", attemptNumber: 0, objectId: r.below(90000), propertyName: "amount", propertyValue: String(cents(r)), owner: person(r, narrow), link: link(r, "deal") },
  ],
  discord: (r, { narrow }) => ({
    id: String(846462639134605300 + r.below(90000) * 1000), application_id: "775799577604522054", type: 2, data: { name: "pay", options: [{ name: "to", value: person(r, narrow) }, { name: "amount", value: cents(r) }] }, channel: { url: link(r, "c") },
  }),
  telnyx: (r, { at, narrow }) => ({
    data: { id: ref(r, "", 32), event_type: "message.received", occurred_at: rfc3339(at), record_type: "event", payload: { to: "+13125550100", text: `Grüße von ${person(r, narrow)}`, media: [link(r, "media")], cost: { amount: cents(r), currency: "USD" } } }, meta: { attempt: 1 },
  }),
  rewardful: (r, { at, narrow }) => ({
    object: { id: ref(r, "", 24), state: "due", amount: cents(r), currency: "USD", affiliate: { name: person(r, narrow), links: [{ url: link(r, "via") }] } }, event: { id: ref(r, "", 24), type: "commission.created", created_at: rfc3339(at), api_version: "v1" }, request: { id: ref(r, "", 24) },
  }),
  paystack: (r, { at, narrow }) => ({
    event: "charge.success", data: { id: 300000 + r.below(9000), reference: ref(r, "", 10), amount: cents(r), currency: "NGN", paid_at: rfc3339(at), customer: { first_name: person(r, narrow) }, log: { url: link(r, "log") } },
  }),
  zendesk: (r, { at, narrow }) => ({
    account_id: 12514403, id: ref(r, "", 32), type: "zen:event-type:user.created", time: rfc3339(at), subject: `zen:user:${r.below(90000)}`, event: { name: person(r, narrow), url: link(r, "users"), credit: cents(r) }, detail: { active: true },
  }),
  generic: (r, { at, narrow }) => ({
    type: "invoice.paid", timestamp: rfc3339(at), data: { id: ref(r, "in_"), amount: cents(r), currency: "EUR", customer: { name: person(r, narrow), site: link(r, "c") }, lines: [{ sku: "a/1", n: 1 }, { sku: "b/2", n: 3 }] },
  }),
  generic_id: (r, { at, narrow }) => ({
    id: ref(r, "evt_"), type: "order.paid", created_at: rfc3339(at), data: { order: ref(r, "o_"), amount: cents(r), currency: "USD", buyer: person(r, narrow), invoice: link(r, "inv") },
  }),
};
