// Parts of genuine deliveries put together anew: times, ids, URLs, signatures.
import { seeded } from "../../conformance/random.mjs";
import { SECRET_SENDERS } from "../causes/secret.mjs";
import { deliver, senders } from "../send/senders.mjs";
import { after, bodyArrivesAs, bodyBecomes, configBecomes, headersBecome, isSignature, later, secretBecomes, signatureBecomes, urlBecomes, valueBecomes } from "../stacks/change.mjs";
import { oneDigit, raised } from "./alter.mjs";
import { LISTED, TIMED, URLS, sort } from "./sort.mjs";

/** A genuine delivery of the same secret, at another moment. */
const second = (delivery, r) => deliver(senders[delivery.sender.name], seeded(r.below(1e6)), { secret: delivery.known.secrets[0] });

export const spliced = (fits) => (delivery, r) => {
  const other = second(delivery, r).request.headers;
  return headersBecome((headers) => headers.map(([name, value]) => (fits.test(name) ? [name, other.find(([own]) => own === name)?.[1] ?? value] : [name, value])))(delivery, r);
};

export const nowInStead = (delivery, r) => valueBecomes(/timestamp|signature$/i, (value) => value.replace(delivery.known.sent.time, delivery.sender.time(delivery.at + 3_600_000)))(later(3_600_000)(delivery), r);

const times = sort(TIMED, {
  "the timestamp moved to now": nowInStead,
  "the timestamp a second later": (delivery, r) => headersBecome((headers) => headers.map(([name, value]) => [name, value.replace(delivery.known.sent.time, delivery.sender.time(delivery.at + 1000))]))(delivery, r),
  "an old delivery with its body raised": after(later(3_600_000), bodyBecomes((body) => raised(body))),
  "the body raised and the timestamp moved": after(nowInStead, bodyBecomes((body) => raised(body))),
});

const splices = sort(LISTED, {
  "the id of another delivery": spliced(/-id$/i),
  "the timestamp of another delivery": spliced(/-timestamp$/i),
  "id and timestamp of another delivery": spliced(/-(id|timestamp)$/i),
  "the signature of another delivery": spliced(/-signature$/i),
  "an id that nobody signed": valueBecomes(/-id$/i, () => "evt_forged"),
});

const signatures = sort(SECRET_SENDERS.filter((name) => name !== "own-url"), {
  "the body of another delivery under the same secret": (delivery, r) => bodyArrivesAs(() => second(delivery, r).request.body)(delivery, r),
});

const edited = (change) => (url) => { const made = new URL(url); change(made); return made.href; };

const urls = sort(URLS, {
  "another path": urlBecomes(edited((url) => { url.pathname = "/in/refund"; })),
  "another value in the query": urlBecomes((url) => url.replace(/=[^&]*$/, "=forged")),
  "a parameter more": urlBecomes((url) => `${url}&admin=true`),
  "a parameter less": urlBecomes((url) => url.replace(/&[^&]*$/, "")),
  "another host, and nothing told": urlBecomes(edited((url) => { url.host = "evil.example.test"; })),
  "another host, told as another": urlBecomes(edited((url) => { url.host = "evil.example.test"; }), [["X-Forwarded-Host", "evil2.example.test"], ["X-Forwarded-Proto", "https"]]),
  "another path, told as another": urlBecomes(edited((url) => { url.pathname = "/in/refund"; }), [["X-Original-URL", "/in/forged"], ["X-Forwarded-Prefix", "/x"]]),
});

/** A forged tag while the configuration itself has a fault that would be proved otherwise. */
const behindFaults = sort(SECRET_SENDERS.filter((name) => !["authorize-net", "standard-webhooks", "svix", "tolt"].includes(name)), {
  "a random tag, and a line break behind the secret": { over: (r) => ({ key: () => r.bytes(32) }), receive: secretBecomes((secret) => `${secret}\n`) },
  "a random tag, and quotes round the secret": { over: (r) => ({ key: () => r.bytes(32) }), receive: secretBecomes((secret) => `"${secret}"`) },
  "a raised amount, and quotes round the secret": { receive: after(secretBecomes((secret) => `"${secret}"`), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and an old clock": { receive: after(later(3_600_000), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and the header renamed": { receive: after(headersBecome((headers) => headers.map(([name, value]) => (isSignature(name) ? [`x-original-${name}`, value] : [name, value]))), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and the signature quoted": { receive: after(signatureBecomes((value) => `"${value}"`), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, under another scheme": { receive: after(configBecomes((config) => ({ scheme: "woocommerce", secrets: config.secrets })), bodyBecomes((body) => oneDigit(body))) },
});

export const deliveryForgeries = [...times, ...splices, ...signatures, ...urls, ...behindFaults];
