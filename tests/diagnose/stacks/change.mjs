// What happens between the sender and `verify`: each returns a changed delivery and leaves the given one alone.
import { join } from "../send/bytes.mjs";

const withRequest = (delivery, request) => ({ ...delivery, request: { ...delivery.request, ...request } });

/** The body becomes what `change` makes of it. The header that counts it stays: a framework changed it in memory. */
export const bodyBecomes = (change) => (delivery, r) => withRequest(delivery, { body: join(change(delivery.request.body, delivery, r)) });

/** The same before the receiver's server: content-length is that of the new body. */
export const bodyArrivesAs = (change) => (delivery, r) => {
  const body = join(change(delivery.request.body, delivery, r));
  const headers = delivery.request.headers.map(([name, value]) => (name === "Content-Length" ? [name, String(body.length)] : [name, value]));
  return withRequest(delivery, { body, headers });
};

/** The headers, as pairs, become what `change` makes of them. */
export const headersBecome = (change) => (delivery, r) => withRequest(delivery, { headers: change(delivery.request.headers, delivery, r) });

/** One more header. */
export const headerAdded = (name, value) => headersBecome((headers, delivery) => [...headers, [name, typeof value === "function" ? value(delivery) : value]]);

/** What every request has; the others are the sender's own. */
const COMMON = ["Host", "User-Agent", "Content-Type", "Content-Length", "Content-Encoding"];

export const isOwn = (name) => !COMMON.includes(name) && !/^(x-forwarded-|forwarded$|x-original-|x-rewrite-)/i.test(name);

/** Whether a header of the sender carries the signature. */
export const isSignature = (name) => /signature|hmac|token|authorization/i.test(name) && !/timestamp/i.test(name);

/** Each of the sender's own headers gets another name. */
export const renamed = (change) => headersBecome((headers) => headers.map(([name, value]) => (isOwn(name) ? [change(name), value] : [name, value])));

/** The value of the signature's header changes. */
export const signatureBecomes = (change) => headersBecome((headers, delivery, r) => headers.map(([name, value]) => (isSignature(name) ? [name, change(value, r, delivery)] : [name, value])));

/** The value of every header whose name fits changes. */
export const valueBecomes = (fits, change) => headersBecome((headers, delivery, r) => headers.map(([name, value]) => (fits.test(name) ? [name, change(value, r, delivery)] : [name, value])));

/** The receiver was configured with something else than the sender's secret. */
export const secretBecomes = (change) => (delivery, r) => ({ ...delivery, config: { ...delivery.config, secrets: change(delivery.config.secrets, r, delivery) } });

/** The receiver was configured otherwise. */
export const configBecomes = (change) => (delivery, r) => ({ ...delivery, config: change(delivery.config, r, delivery) });

/** The receiver's clock shows a moment so much later. */
export const later = (ms) => (delivery) => ({ ...delivery, now: delivery.at + ms });

/** The request's URL at the receiver, and what proxies told of it. */
export const urlBecomes = (change, headers = []) => (delivery, r) => {
  const url = change(delivery.request.url, delivery, r);
  const told = headers.map(([name, value]) => [name, typeof value === "function" ? value(delivery.request.url) : value]);
  const host = new URL(url).host;
  const kept = delivery.request.headers.map(([name, value]) => (name === "Host" ? [name, host] : [name, value]));
  return withRequest(delivery, { url, headers: [...kept, ...told] });
};

/** Several of them, one after the other. */
export const after = (...changes) => (delivery, r) => changes.reduce((made, change) => change(made, r), delivery);
