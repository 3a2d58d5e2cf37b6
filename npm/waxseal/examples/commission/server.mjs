// A receiver that pays 10 %.
//
//     PAYMENTS_SECRET=whsec_… COMMISSIONS_URL=https://… COMMISSIONS_SECRET=whsec_… node server.mjs
import { createServer } from "node:http";
import { sign, Verifier } from "waxseal";
import { inMemory } from "waxseal/idempotency";
import { openBook } from "./commission.mjs";
import { receiveCommissions } from "./receiver.mjs";

const verifier = new Verifier({ scheme: "standard-webhooks", secrets: process.env.PAYMENTS_SECRET });

/** Signs an event and sends it on. A failure makes the payment's event come again. */
const publish = async (event) => {
  const { method, headers, body } = sign({ scheme: "standard-webhooks", secret: process.env.COMMISSIONS_SECRET, id: event.id, body: JSON.stringify(event) });
  const response = await fetch(process.env.COMMISSIONS_URL, { method, headers: { ...headers, "content-type": "application/json" }, body });
  if (!response.ok) throw new Error(`the commission was answered ${response.status}`);
};

const receiver = receiveCommissions(verifier, openBook(1_000), publish, { idempotency: inMemory() });
const server = createServer(receiver).listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
