/**
 * A route handler for the App Router of Next: `export const POST = receive(…)`, and the same as
 * `GET` for senders whose handshake comes so. Do not read the request's body in it.
 */
export { type EventBy, type Claim, type Handler, type Idempotency, receive, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./fetch.js";
