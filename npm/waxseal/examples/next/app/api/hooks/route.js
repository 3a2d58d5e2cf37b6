// A route handler for the App Router of Next: app/api/hooks/route.js
import { Verifier } from "waxseal";
import { inMemory } from "waxseal/idempotency";
import { receive } from "waxseal/next";

export const POST = receive(
  // A function, so that Next can build where the secret is not set.
  () => new Verifier({ scheme: "stripe", secrets: process.env.STRIPE_SECRET }),
  async (event) => {
    console.log(event.id, event.type, event.json());
  },
  // One process: for several see ../../../../idempotency.
  { idempotency: inMemory(), onReject: (error) => console.error(error.message) },
);
