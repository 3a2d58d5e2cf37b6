// The request that every contender gets: headers as Node's `request.headers` gives them, a fresh time.

const USUAL_HEADERS = {
  host: "hooks.example.com",
  "user-agent": "Webhooks/1.0",
  accept: "*/*",
  "accept-encoding": "gzip, deflate",
  "content-type": "application/json; charset=utf-8",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-proto": "https",
};

/** The host's time as senders write it. */
export const nowSeconds = () => String(Math.floor(Date.now() / 1000));

/** A request with these headers besides the usual ones. */
export const requestOf = (own, body) => ({ headers: { ...USUAL_HEADERS, "content-length": String(body.length), ...own }, body });
