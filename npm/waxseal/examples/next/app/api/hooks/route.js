// A route handler for the App Router of Next: app/api/hooks/route.js
import { Verifier } from "waxseal";
import { inMemory } from "waxseal/idempotency";
import { receive } from "waxseal/next";

// Made at the first request, not when Next builds: the secret need not be there then.
let post;

export const POST = (request, context) => {
  post ??= receive(
    new Verifier({ scheme: "stripe", secrets: process.env.STRIPE_SECRET }),
    async (event) => {
      console.log(event.id, event.type, event.json());
    },
    // One process: for several see ../../../../idempotency.
    { idempotency: inMemory(), onReject: (error) => console.error(error.message) },
  );
  return post(request, context);
};
