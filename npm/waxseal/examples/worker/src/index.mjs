// A receiver on Cloudflare Workers: `npx wrangler dev`, then `npx wrangler deploy`.
//
// The secret: `npx wrangler secret put STRIPE_SECRET`, locally STRIPE_SECRET=… in .dev.vars
import { Verifier } from "waxseal";
import { receive } from "waxseal/fetch";

const stripe = (_request, env) => new Verifier({ scheme: "stripe", secrets: env.STRIPE_SECRET });

export default {
  fetch: receive(
    stripe,
    async (event, _request, env) => {
      // A queue keeps it once it is sent: what reads the queue sees `id` to tell copies apart.
      await env.EVENTS.send({ id: event.id, type: event.type, body: event.text() });
    },
    { onReject: (error, request) => console.error(request.headers.get("cf-connecting-ip"), error.message) },
  ),
};
