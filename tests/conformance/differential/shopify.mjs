// @shopify/shopify-api.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { base64AsText, bodyAsText, emptyBodyRefused, repeatedHeader, spacesAround } from "./rules.mjs";

await load("@shopify/shopify-api/adapters/node");
const { ApiVersion, LogSeverity, shopifyApi } = await load("@shopify/shopify-api");
const HEADER = "x-shopify-hmac-sha256";

/** The package wants these beside the signature. */
const OTHER_HEADERS = {
  "x-shopify-topic": "orders/create",
  "x-shopify-shop-domain": "waxseal.myshopify.com",
  "x-shopify-api-version": "2026-07",
  "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
};

const clientOf = (secret) =>
  shopifyApi({
    apiKey: "key",
    apiSecretKey: secret,
    hostName: "hooks.example.test",
    apiVersion: Object.values(ApiVersion)[0],
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error, log: () => {} },
  });

export const peers = [
  {
    name: "@shopify/shopify-api",
    scheme: "shopify",
    makeCase: bodySigned({ scheme: "shopify", header: HEADER, encoding: "base64", more: OTHER_HEADERS }),
    verify: async ({ secret, body, url }, headers) => {
      const rawRequest = { method: "POST", url: new URL(url).pathname, headers };
      return (await clientOf(secret).webhooks.validate({ rawBody: body.toString(), rawRequest, rawResponse: {} })).valid;
    },
    known: [...bodyAsText, emptyBodyRefused, base64AsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
