// A receiver with Express.
//
//     STRIPE_SECRET=whsec_… PORT=3000 node server.mjs
//
// Then let Stripe, or `npx waxseal send`, post to http://127.0.0.1:3000/hooks/stripe
import express from "express";
import { Verifier } from "waxseal";
import { receive } from "waxseal/express";
import { inMemory } from "waxseal/idempotency";

const stripe = new Verifier({ scheme: "stripe", secrets: process.env.STRIPE_SECRET });

const app = express();

// Before express.json(): a signature is over the body's bytes, which a parser does not keep.
app.post(
  "/hooks/stripe",
  receive(
    stripe,
    async (event) => {
      console.log(event.id, event.type, event.json());
    },
    {
      // One process: for several see ../idempotency.
      idempotency: inMemory(),
      onReject: (error, req) => console.error(req.ip, error.message),
    },
  ),
);

app.use(express.json());
app.post("/api/orders", (req, res) => res.json({ items: req.body.items.length }));

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
