// Payments, billing, commerce, shipping and money movement.
import { createHash } from "node:crypto";
import { KEYS, ecdsaP256, formOf, headerOf, hmac, jsonOf, millis, rfc3339, rsaSha256, seconds, withHeaders } from "./words.mjs";

const URL_HERE = "https://hooks.example.test/in";
const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

const post = (value, headers = {}) => ({
  method: "POST", url: URL_HERE, headers: { ...JSON_TYPE, ...headers }, body: typeof value === "string" ? value : JSON.stringify(value),
});
const postForm = (body, headers = {}) => ({ method: "POST", url: URL_HERE, headers: { ...FORM_TYPE, ...headers }, body });

/** Shows a text in a header. */
const show = (name, prefix = "") => ({ secret, request }) => withHeaders(request, { [name]: prefix + secret });

/** Signs the body alone and sends the tag in a header. */
const signBody = (name, { algorithm = "sha256", encoding = "hex", prefix = "", key = (secret) => secret } = {}) =>
  ({ secret, request }) => withHeaders(request, { [name]: prefix + hmac(algorithm, key(secret), [request.body]).toString(encoding) });

/** Signs `<time>.<body>` and sends both in one header, `<stamp>=<time>,<tag>=<hex>`. */
const signPairs = (name, { stamp = "t", tag = "v1", between = ",", joint = ".", algorithm = "sha256" } = {}) =>
  ({ secret, request, at }) => {
    const time = seconds(at);
    const mac = hmac(algorithm, secret, [time, joint, request.body]).toString("hex");
    return withHeaders(request, { [name]: `${stamp}=${time}${between}${tag}=${mac}` });
  };

const hexKey = (secret) => Buffer.from(secret, "hex");
const UTF8 = { form: "utf8" };

// Bodies that vendors publish, byte for byte.
// From the fixtures of gocardless-nodejs.
const GOCARDLESS = '{"events":[{"id":"EV00BD05S5VM2T","created_at":"2018-07-05T09:13:51.404Z","resource_type":"subscriptions","action":"created","links":{"subscription":"SB0003JJQ2MR06"},"details":{"origin":"api","cause":"subscription_created","description":"Subscription created via the API."},"metadata":{}},{"id":"EV00BD05TB8K63","created_at":"2018-07-05T09:13:56.893Z","resource_type":"mandates","action":"created","links":{"mandate":"MD000AMA19XGEC"},"details":{"origin":"api","cause":"mandate_created","description":"Mandate created via the API."},"metadata":{}}]}';
// From the fixtures of razorpay-python.
const RAZORPAY = `{
  "event": "payment.authorized",
  "entity": "event",
  "contains": [
    "payment"
  ],
  "payload": {
    "payment": {
      "entity": {
        "id": "pay_6koWN7bvxujzxM",
        "entity": "payment",
        "amount": 1000000,
        "currency": "INR",
        "status": "captured",
        "order_id": "order_100000000order",
        "international": false,
        "method": "card",
        "amount_refunded": 0,
        "refund_status": null,
        "captured": true,
        "description": "random description",
        "card_id": "card_6koWNAT6LASUqy",
        "bank": null,
        "wallet": null,
        "vpa": null,
        "email": "a@b.com",
        "contact": "+919999999999",
        "notes": {
          "merchant_order_id": "random order id"
        },
        "fee": 23000,
        "service_tax": 3000,
        "error_code": null,
        "error_description": null,
        "created_at": 1479978483
      }
    }
  },
  "created_at": 1400826760
}
`;
// From the fixtures of adyen-node-api-library.
const ADYEN = `{
    "data": {
      "balancePlatform": "YOUR_BALANCE_PLATFORM",
      "accountHolder": {
        "contactDetails": {
          "email": "test@adyen.com",
          "phone": {
            "number": "0612345678",
            "type": "mobile"
          },
          "address": {
            "houseNumberOrName": "23",
            "city": "Amsterdam",
            "country": "NL",
            "postalCode": "12345",
            "street": "Main Street 1"
          }
        },
        "description": "Shelly Eller",
        "legalEntityId": "LE00000000000000000001",
        "reference": "YOUR_REFERENCE-2412C",
        "capabilities": {
          "issueCard": {
            "enabled": true,
            "requested": true,
            "allowed": false,
            "verificationStatus": "pending"
          },
          "receiveFromTransferInstrument": {
            "enabled": true,
            "requested": true,
            "allowed": false,
            "verificationStatus": "pending"
          },
          "sendToTransferInstrument": {
            "enabled": true,
            "requested": true,
            "allowed": false,
            "verificationStatus": "pending"
          },
          "sendToBalanceAccount": {
            "enabled": true,
            "requested": true,
            "allowed": false,
            "verificationStatus": "pending"
          },
          "receiveFromBalanceAccount": {
            "enabled": true,
            "requested": true,
            "allowed": false,
            "verificationStatus": "pending"
          }
        },
        "id": "AH00000000000000000001",
        "status": "active"
      }
    },
    "environment": "test",
    "timestamp": "2024-12-15T15:42:03+01:00",
    "type": "balancePlatform.accountHolder.created"
  }`;
// From the fixtures of EasyPost/examples.
const EASYPOST = '{"description":"tracker.updated","mode":"production","previous_attributes":{"status":"in_transit"},"created_at":"2024-08-02T19:26:52.000Z","pending_urls":["https://example.com/easypost"],"completed_urls":[],"updated_at":"2024-08-02T19:26:52.000Z","id":"evt_1","user_id":"user_1","status":"pending","object":"Event","result":{"id":"trk_1","object":"Tracker","mode":"production","tracking_code":"1","status":"in_transit","status_detail":"arrived_at_facility","created_at":"2024-07-31T14:45:27Z","updated_at":"2024-08-02T19:26:51Z","signed_by":null,"weight":614.4,"est_delivery_date":"2024-08-05T00:00:00Z","shipment_id":null,"carrier":"FedEx","tracking_details":[{"object":"TrackingDetail","message":"Shipment information sent to FedEx","description":"Shipment information sent to FedEx","status":"pre_transit","status_detail":"label_created","datetime":"2024-07-31T15:00:00Z","source":"FedEx","carrier_code":"OC","tracking_location":{"object":"TrackingLocation","city":null,"state":null,"country":"US","zip":"32837"}},{"object":"TrackingDetail","message":"Picked up","description":"Picked up","status":"in_transit","status_detail":"arrived_at_facility","datetime":"2024-07-31T19:27:00Z","source":"FedEx","carrier_code":"PU","tracking_location":{"object":"TrackingLocation","city":"ORLANDO","state":"FL","country":"US","zip":"32809"}},{"object":"TrackingDetail","message":"Arrived at FedEx location","description":"Arrived at FedEx location","status":"in_transit","status_detail":"arrived_at_facility","datetime":"2024-07-31T22:35:00Z","source":"FedEx","carrier_code":"AR","tracking_location":{"object":"TrackingLocation","city":"ORLANDO","state":"FL","country":"US","zip":"32809"}},{"object":"TrackingDetail","message":"Departed FedEx location","description":"Departed FedEx location","status":"in_transit","status_detail":"departed_facility","datetime":"2024-08-01T14:42:13Z","source":"FedEx","carrier_code":"DP","tracking_location":{"object":"TrackingLocation","city":"ORLANDO","state":"FL","country":"US","zip":"32809"}},{"object":"TrackingDetail","message":"On the way","description":"On the way","status":"in_transit","status_detail":"unknown","datetime":"2024-08-02T02:46:19Z","source":"FedEx","carrier_code":"IT","tracking_location":{"object":"TrackingLocation","city":"KENLY","state":"NC","country":"US","zip":"27542"}},{"object":"TrackingDetail","message":"On the way","description":"On the way","status":"in_transit","status_detail":"unknown","datetime":"2024-08-02T18:35:20Z","source":"FedEx","carrier_code":"IT","tracking_location":{"object":"TrackingLocation","city":"EDISON TWP","state":"NJ","country":"US","zip":"08817"}},{"object":"TrackingDetail","message":"Arrived at FedEx location","description":"Arrived at FedEx location","status":"in_transit","status_detail":"arrived_at_facility","datetime":"2024-08-02T18:50:00Z","source":"FedEx","carrier_code":"AR","tracking_location":{"object":"TrackingLocation","city":"EDISON","state":"NJ","country":"US","zip":"08817"}}],"carrier_detail":{"object":"CarrierDetail","service":"FEDEX_GROUND","container_type":null,"est_delivery_date_local":"2024-08-05","est_delivery_time_local":null,"origin_location":"ORLANDO FL US","origin_tracking_location":{"object":"TrackingLocation","city":"ORLANDO","state":"FL","country":"US","zip":"32809"},"destination_location":"BROOKLYN HGTS NY US","destination_tracking_location":null,"guaranteed_delivery_date":null,"alternate_identifier":null,"initial_delivery_attempt":null},"finalized":false,"is_return":false,"public_url":"https://track.easypost.com/1"}}';
// From the tests of connect-sdk-nodejs.
const WORLDLINE = `{
  "apiVersion": "v1",
  "id": "8ee793f6-4553-4749-85dc-f2ef095c5ab0",
  "created": "2017-02-02T11:24:14.040+0100",
  "merchantId": "20000",
  "type": "payment.paid",
  "payment": {
    "id": "00000200000143570012",
    "paymentOutput": {
      "amountOfMoney": {
        "amount": 1000,
        "currencyCode": "EUR"
      },
      "references": {
        "paymentReference": "200001681810"
      },
      "paymentMethod": "bankTransfer",
      "bankTransferPaymentMethodSpecificOutput": {
        "paymentProductId": 11
      }
    },
    "status": "PAID",
    "statusOutput": {
      "isCancellable": false,
      "statusCategory": "COMPLETED",
      "statusCode": 1000,
      "statusCodeChangeDateTime": "20170202112414",
      "isAuthorized": true
    }
  }
}`;
// From the tests of coinbase-commerce-node.
const COINBASE = '{"id":1,"scheduled_for":"2017-01-31T20:50:02Z","attempt_number":1,"event":{"id":"24934862-d980-46cb-9402-43c81b0cdba6","type":"charge:created","api_version":"2018-03-22","created_at":"2017-01-31T20:49:02Z","data":{"code":"66BEOV2A","name":"The Sovereign Individual","description":"Mastering the Transition to the Information Age","hosted_url":"https://commerce.coinbase.com/charges/66BEOV2A","created_at":"2017-01-31T20:49:02Z","expires_at":"2017-01-31T21:04:02Z","timeline":[{"time":"2017-01-31T20:49:02Z","status":"NEW"}],"metadata":{},"pricing_type":"no_price","payments":[],"addresses":{"bitcoin":"0000000000000000000000000000000000","ethereum":"0x0000000000000000000000000000000000000000","litecoin":"3000000000000000000000000000000000","bitcoincash":"bitcoincash:000000000000000000000000000000000000000000"}}}}';
// From transferwise/digital-signatures-examples.
const WISE_BODY = '{"data":{"resource":{"id":49983981,"profile_id":16055450,"account_id":14124090,"type":"transfer"},"current_state":"incoming_payment_waiting","previous_state":null,"occurred_at":"2021-08-23T10:12:50Z"},"subscription_id":"90aa8e14-4ef1-4a56-861c-f3c9cde097ea","event_type":"transfers#state-change","schema_version":"2.0.0","sent_at":"2021-08-23T10:12:50Z"}';
const WISE_SIGNATURE =
  "wKcKCYXAzxNgiu7xmoDm943NUni7Rz33QN8JkEA9dWSGebgndonabgSj18Y4C08OrwVmueGsED2s00M7DtJVcYKOS1i3G4TMVx+mgM3aL9djMBkQtiYNBFUd6wrPI7ZUNHv/TrlKSjTMc+6JFvUvJ7owY3z85e3I4jLRLJowMFvO" +
  "8kvCJ60+1pY9wDwZvtZ//WS93LrwGjk9Dvwzpmu0w+P4J75tETT5qC3Uv0y5G2yO8SEoO3yNP/tg/BOli02niHb53vEOUWUb9bly6thnfMoXoiV/osoGxgF20R58RlvkAmezyyl1Sv542TfS2DpiwVnmjjjkCyXeSUcKookYLQ==";
const WISE_SANDBOX_KEY = [
  "-----BEGIN ",
  "PUBLIC KEY-----\n",
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwpb91cEYuyJNQepZAVfP\n",
  "ZIlPZfNUefH+n6w9SW3fykqKu938cR7WadQv87oF2VuT+fDt7kqeRziTmPSUhqPU\n",
  "ys/V2Q1rlfJuXbE+Gga37t7zwd0egQ+KyOEHQOpcTwKmtZ81ieGHynAQzsn1We3j\n",
  "wt760MsCPJ7GMT141ByQM+yW1Bx+4SG3IGjXWyqOWrcXsxAvIXkpUD/jK/L958Cg\n",
  "nZEgz0BSEh0QxYLITnW1lLokSx/dTianWPFEhMC9BgijempgNXHNfcVirg1lPSyg\n",
  "z7KqoKUN0oHqWLr2U1A+7kqrl6O2nx3CKs1bj1hToT1+p4kcMoHXA7kA+VBLUpEs\n",
  "VwIDAQAB\n",
  "-----END PUBLIC KEY-----\n",
];

export default [
  {
    scheme: "stripe",
    reference: "https://docs.stripe.com/webhooks/signatures",
    secret: ["whsec_", "payments_stripe_endpoint_1"],
    request: post({ id: "evt_1", object: "event", type: "payout.paid", data: { object: { id: "po_1", amount: 1200 } } }),
    sign: signPairs("Stripe-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "evt_1", type: "payout.paid", ...UTF8 },
  },
  {
    scheme: "shopify",
    reference: "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries",
    secret: ["shopify_client_", "secret_for_vectors"],
    request: post({ id: 820982911946154500, email: "jon@example.test", total_price: "403.00" }, {
      "X-Shopify-Topic": "orders/create", "X-Shopify-Webhook-Id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
    }),
    sign: signBody("X-Shopify-Hmac-SHA256", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", type: "orders/create", ...UTF8 },
    published: [
      {
        slug: "shopify-app-js", comment: "the package's own test of validate",
        reference: "https://github.com/Shopify/shopify-app-js/blob/main/packages/apps/shopify-api/lib/webhooks/__tests__/validate.test.ts",
        secret: ["test_", "secret_key"], now: 1_700_000_000_000, expect: "valid",
        request: { ...post('{"foo": "bar"}'), headers: { "X-Shopify-Hmac-Sha256": "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=" } },
      },
    ],
  },
  {
    scheme: "woocommerce",
    reference: "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php",
    secret: ["wc_consumer_", "secret & <vectors>"],
    request: post({ id: 727, status: "processing", total: "29.35" }, { "X-WC-Webhook-Topic": "order.created", "X-WC-Webhook-ID": "142" }),
    sign: signBody("X-WC-Webhook-Signature", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: null, type: "order.created", ...UTF8 },
  },
  {
    scheme: "lemon-squeezy",
    reference: "https://docs.lemonsqueezy.com/help/webhooks/signing-requests",
    secret: ["lemon_", "signing_secret_1"],
    request: post({ meta: { event_name: "order_created", custom_data: { seat: 3 } }, data: { type: "orders", id: "1" } }),
    sign: signBody("X-Signature"),
    covers: ["body"],
    expect: { id: null, type: "order_created", ...UTF8 },
  },
  {
    scheme: "paddle",
    reference: "https://github.com/PaddleHQ/paddle-node-sdk/blob/main/src/notifications/helpers/webhooks-validator.ts",
    secret: ["pdl_ntfset_", "vectors_of_paddle_1"],
    request: post({ event_id: "evt_01h", event_type: "transaction.paid", data: { id: "txn_01h" } }),
    sign: signPairs("Paddle-Signature", { stamp: "ts", tag: "h1", between: ";", joint: ":" }),
    list: ";",
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "evt_01h", type: "transaction.paid", ...UTF8 },
    published: paddlePublished(),
  },
  {
    scheme: "recurly",
    reference: "https://docs.recurly.com/v1.3/docs/signature-verification",
    secret: ["6f1ed002ab5595859014ebf0951522d9", "0f5c8a7d21b64e93"],
    request: post({ id: "rjx1", object_type: "account", event_type: "created", event_time: "2026-05-29T14:01:12Z" }),
    sign({ secret, request, at }) {
      const time = millis(at);
      return withHeaders(request, { "recurly-signature": `${time},${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
    list: ",",
    foreign: false,
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "created", ...UTF8 },
    published: recurlyPublished(),
  },
  {
    scheme: "chargebee",
    reference: "https://github.com/chargebee/chargebee-node#handle-webhooks",
    secret: ["chargebee-site:", "pass:word of vectors"],
    request: post({ id: "ev_16", event_type: "subscription_created", content: { subscription: { id: "8avVGOkx8U1MX" } } }),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [],
    expect: { id: "ev_16", type: "subscription_created" },
  },
  {
    scheme: "chargify",
    reference: "https://help.chargify.com/settings/webhooks.html",
    secret: ["chargify_site_", "shared_key_1"],
    request: postForm("id=81197881&event=signup_success&payload%5Bsite%5D%5Bid%5D=1", { "X-Chargify-Webhook-Id": "81197881" }),
    sign: signBody("X-Chargify-Webhook-Signature-Hmac-Sha-256"),
    covers: ["body"],
    expect: { id: "81197881", type: "signup_success", ...UTF8 },
  },
  {
    scheme: "gocardless",
    reference: "https://github.com/gocardless/gocardless-nodejs/blob/master/src/webhooks.ts",
    secret: ["gocardless-", "endpoint-secret-1"],
    request: post({ events: [{ id: "EV1", resource_type: "payments", action: "confirmed" }, { id: "EV2", resource_type: "mandates", action: "created" }], meta: { webhook_id: "WB1" } }),
    sign: signBody("Webhook-Signature"),
    covers: ["body"],
    expect: { ids: ["EV1", "EV2"], type: null, ...UTF8 },
    published: [
      {
        slug: "gocardless-nodejs", comment: "the package's own test of parse",
        reference: "https://github.com/gocardless/gocardless-nodejs/blob/master/src/webhooks.test.ts",
        secret: ["ED7D658C-D8EB-4941-", "948B-3973214F2D49"], now: 1_700_000_000_000, expect: "valid",
        request: post(GOCARDLESS, { "Webhook-Signature": "2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7e" }),
        verified: { ids: ["EV00BD05S5VM2T", "EV00BD05TB8K63"] },
      },
      {
        slug: "gocardless-nodejs-unconvincing", comment: "the package's own test of a signature that is none",
        reference: "https://github.com/gocardless/gocardless-nodejs/blob/master/src/webhooks.test.ts",
        secret: ["ED7D658C-D8EB-4941-", "948B-3973214F2D49"], now: 1_700_000_000_000, expect: "signature_malformed", twin: "gocardless-nodejs",
        request: post(GOCARDLESS, { "Webhook-Signature": "NOTVERYCONVINCING" }),
      },
    ],
  },
  {
    scheme: "adyen",
    reference: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
    secret: ["0123456789ABCDEF0123456789ABCDEF", "FEDCBA9876543210FEDCBA9876543211"],
    request: post(adyenBody({
      amount: { currency: "EUR", value: 32500 }, eventCode: "AUTHORISATION", eventDate: "2026-05-29T14:01:12+02:00", merchantAccountCode: "Merchant 1",
      merchantReference: "1143-R2", pspReference: "AB1234567890", success: "true", additionalData: { cardSummary: "0010" },
    })),
    sign({ secret, request }) {
      const body = jsonOf(request);
      const { NotificationRequestItem: item } = body.notificationItems[0];
      item.additionalData.hmacSignature = adyenTag(hexKey(secret), item);
      return { ...request, body: JSON.stringify(body) };
    },
    covers: [],
    expect: { id: null, type: "AUTHORISATION", form: "hex" },
    published: adyenPublished(),
    constructed: adyenConstructed(),
  },
  {
    scheme: "adyen-platform",
    reference: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
    secret: ["0123456789ABCDEF0123456789ABCDEF", "FEDCBA9876543210FEDCBA9876543210"],
    request: post({ data: { balancePlatform: "Example", id: "AH1" }, environment: "test", type: "balancePlatform.accountHolder.created" }),
    sign: signBody("HmacSignature", { encoding: "base64", key: hexKey }),
    covers: ["body"],
    expect: { id: null, type: "balancePlatform.accountHolder.created", form: "hex" },
    published: [
      {
        slug: "adyen-node-api-library", comment: "the package's own test of banking webhooks",
        reference: "https://github.com/Adyen/adyen-node-api-library/blob/main/src/__tests__/hmacValidator.spec.ts",
        secret: ["11223344D785FBAE710E7F943F307971", "BB61B21281C98C9129B3D4018A57B2EB"], now: 1_734_270_000_000, expect: "valid",
        request: post(ADYEN, { HmacSignature: "UVBzHbDayhfT1XgaRGAkuKvxwoxrLoVCBdfi3WZU8lI=" }),
        verified: { type: "balancePlatform.accountHolder.created" },
      },
    ],
  },
  {
    scheme: "square",
    reference: "https://github.com/square/square-nodejs-sdk/blob/master/src/wrapper/WebhooksHelper.ts",
    secret: ["square_signature_", "key_of_vectors"],
    request: post({ merchant_id: "M1", type: "payment.updated", event_id: "6a8f5f28-54a1-4eb0-a98a-3111513fd4fc", data: { type: "payment" } }),
    sign: ({ secret, request }) => withHeaders(request, {
      "X-Square-HmacSha256-Signature": hmac("sha256", secret, [request.url, request.body]).toString("base64"),
    }),
    covers: ["url", "body"],
    expect: { id: "6a8f5f28-54a1-4eb0-a98a-3111513fd4fc", type: "payment.updated", ...UTF8 },
    published: squarePublished(),
  },
  {
    scheme: "braintree",
    reference: "https://github.com/braintree/braintree_node/blob/master/lib/braintree/webhook_notification_gateway.js",
    secret: ["braintree_private_", "key_of_vectors"],
    request: postForm(`bt_payload=${encodeURIComponent(`${Buffer.from("<notification><kind>check</kind></notification>").toString("base64")}\n`)}`),
    sign({ secret, request }) {
      const tag = hmac("sha1", createHash("sha1").update(secret).digest(), [formOf(request).get("bt_payload")]).toString("hex");
      return { ...request, body: `bt_signature=${encodeURIComponent(`public_key_1|${tag}`)}&${request.body}` };
    },
    list: "&",
    foreign: false,
    covers: [],
    expect: { id: null, type: null, form: "sha1" },
    published: [
      {
        slug: "braintree-node-challenge", comment: "the package's own answer to a challenge: the same key, digest and MAC",
        reference: "https://github.com/braintree/braintree_node/blob/master/test/unit/braintree/webhook_notification_gateway_spec.js",
        secret: ["integration_", "private_key"], now: 1_700_000_000_000, expect: "valid",
        request: postForm("bt_signature=integration_public_key%7Cd9b899556c966b3f06945ec21311865d35df3ce4&bt_payload=20f9f8ed05f77439fe955c977e4c8a53"),
      },
    ],
  },
  {
    scheme: "coinbase-commerce",
    reference: "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security",
    secret: ["coinbase-commerce-", "shared-secret-1"],
    request: post({ id: 1, attempt_number: 1, event: { id: "24934862-d980", type: "charge:created", data: { code: "66BEOV2A" } } }),
    sign: signBody("X-CC-Webhook-Signature"),
    covers: ["body"],
    expect: { id: "24934862-d980", type: "charge:created", ...UTF8 },
    published: [
      {
        slug: "coinbase-commerce-node", comment: "the package's own test",
        reference: "https://github.com/coinbase/coinbase-commerce-node/blob/master/test/testWebhook.spec.js",
        secret: ["30291a20-0bd1-4267-", "9b0f-e6e7b123c0bf"], now: 1_485_896_000_000, expect: "valid",
        request: post(COINBASE, { "X-CC-Webhook-Signature": "8be7742c7d372f08a6a3224edadf18a22b65fa9e28f3f2de97376cdaa092590d" }),
        verified: { id: "24934862-d980-46cb-9402-43c81b0cdba6", type: "charge:created" },
      },
      {
        slug: "coinbase-commerce-node-other-secret", comment: "the package's own test with a secret whose last letter is another",
        reference: "https://github.com/coinbase/coinbase-commerce-node/blob/master/test/testWebhook.spec.js",
        secret: ["30291a20-0bd1-4267-", "9b0f-e6e7b123c0bg"], now: 1_485_896_000_000, expect: "signature_mismatch", twin: "coinbase-commerce-node",
        request: post(COINBASE, { "X-CC-Webhook-Signature": "8be7742c7d372f08a6a3224edadf18a22b65fa9e28f3f2de97376cdaa092590d" }),
      },
    ],
  },
  {
    scheme: "razorpay",
    reference: "https://github.com/razorpay/razorpay-node/blob/master/lib/utils/razorpay-utils.js",
    secret: ["razorpay_webhook_", "secret_vectors"],
    request: post({ entity: "event", event: "payment.authorized", contains: ["payment"], created_at: 1780063272 }, { "X-Razorpay-Event-Id": "DESlLckIVRkHWj" }),
    sign: signBody("X-Razorpay-Signature"),
    covers: ["body"],
    expect: { id: "DESlLckIVRkHWj", type: "payment.authorized", ...UTF8 },
    published: [
      {
        slug: "razorpay-python", comment: "the package's own test, whose body ends with a line feed",
        reference: "https://github.com/razorpay/razorpay-python/blob/master/tests/test_client_utility.py",
        secret: ["key_", "secret"], now: 1_479_978_483_000, expect: "valid",
        request: post(RAZORPAY, { "X-Razorpay-Signature": "d60e67fd884556c045e9be7dad57903e33efc7172c17c6e3ef77db42d2b366e9" }),
        verified: { type: "payment.authorized" },
      },
    ],
  },
  {
    scheme: "paystack",
    reference: "https://paystack.com/docs/payments/webhooks/",
    secret: ["paystack_secret_", "key_of_vectors"],
    request: post({ event: "charge.success", data: { id: 302961, reference: "qTPrJoy9Bx", amount: 10000 } }),
    sign: signBody("x-paystack-signature", { algorithm: "sha512" }),
    covers: ["body"],
    expect: { id: null, type: "charge.success", ...UTF8 },
  },
  {
    scheme: "checkout-com",
    reference: "https://www.checkout.com/docs/developer-resources/webhooks/manage-webhooks/set-up-your-webhook-receiver",
    secret: ["checkout-", "workflow-action-key"],
    request: post({ id: "evt_az5sblvku4ge3dwpztvyizgcau", type: "payment_approved", data: { id: "pay_1", amount: 100, note: "©®™" } }),
    sign: signBody("Cko-Signature"),
    covers: ["body"],
    expect: { id: "evt_az5sblvku4ge3dwpztvyizgcau", type: "payment_approved", ...UTF8 },
  },
  {
    scheme: "mollie",
    reference: "https://github.com/mollie/mollie-api-php/blob/master/src/Webhooks/SignatureValidator.php",
    secret: ["mollie_signing_", "secret_vectors"],
    request: post({ resource: "event", id: "whe_1", type: "payment-link.paid", entityId: "pl_1" }),
    sign: signBody("X-Mollie-Signature", { prefix: "sha256=" }),
    list: ",",
    bare: true,
    covers: ["body"],
    expect: { id: "whe_1", type: "payment-link.paid", ...UTF8 },
  },
  {
    scheme: "mercado-pago",
    reference: "https://github.com/mercadopago/sdk-nodejs/blob/master/src/utils/webhook/index.ts",
    secret: ["mercado_pago_", "secret_signature_1"],
    request: {
      ...post({ action: "payment.updated", api_version: "v1", data: { id: "ORD01J" }, type: "payment" }, { "x-request-id": "f7b2a1d4-0b1c-4ec2" }),
      url: `${URL_HERE}?data.id=ORD01J&type=payment`,
    },
    sign({ secret, request, at }) {
      const id = new URL(request.url).searchParams.get("data.id");
      const requestId = headerOf(request, "x-request-id");
      const time = millis(at);
      const parts = [...(id ? [`id:${id}`] : []), ...(requestId ? [`request-id:${requestId}`] : []), `ts:${time}`];
      return withHeaders(request, { "x-signature": `ts=${time},v1=${hmac("sha256", secret, [`${parts.join(";")};`]).toString("hex")}` });
    },
    covers: ["timestamp", "query", "headers"],
    optional: ["x-request-id"],
    expect: { id: null, type: "payment", ...UTF8 },
    constructed: mercadoPagoConstructed(),
  },
  {
    scheme: "authorize-net",
    reference: "https://developer.authorize.net/api/reference/features/webhooks.html",
    secret: ["A0B1C2D3E4F5061728394A5B6C7D8E9F", "00112233445566778899AABBCCDDEEFF"],
    request: post({ notificationId: "d0e8e7fe-c3e7-4add-a480-27bc5ce28a18", eventType: "net.authorize.payment.authcapture.created", payload: { entityName: "transaction", id: "60020981676" } }),
    // The vendor writes the tag in upper case.
    sign: ({ secret, request }) => withHeaders(request, {
      "X-ANET-Signature": `sha512=${hmac("sha512", hexKey(secret), [request.body]).toString("hex").toUpperCase()}`,
    }),
    covers: ["body"],
    expect: { id: "d0e8e7fe-c3e7-4add-a480-27bc5ce28a18", type: "net.authorize.payment.authcapture.created", form: "hex" },
  },
  {
    scheme: "modern-treasury",
    reference: "https://github.com/Modern-Treasury/modern-treasury-node/blob/main/src/resources/webhooks.ts",
    secret: ["modern_treasury_", "webhook_key_1"],
    request: post({ event: "created", data: { id: "po_1", object: "payment_order" } }),
    sign: signBody("X-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
    published: modernTreasuryPublished(),
  },
  {
    scheme: "orb",
    reference: "https://github.com/orbcorp/orb-node/blob/main/src/resources/webhooks.ts",
    secret: ["orb_webhook_", "secret_of_vectors"],
    request: post({ id: "o4mmewpf", created_at: "2026-05-29T14:01:12+00:00", type: "resource_event.test" }),
    // Orb prints no zone.
    sign({ secret, request, at }) {
      const time = at.text ?? rfc3339(at).replace("Z", "");
      return withHeaders(request, {
        "X-Orb-Timestamp": time, "X-Orb-Signature": `v1=${hmac("sha256", secret, ["v1:", time, ":", request.body]).toString("hex")}`,
      });
    },
    list: " ",
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "o4mmewpf", type: "resource_event.test", ...UTF8 },
    published: orbPublished(),
  },
  {
    scheme: "airwallex",
    reference: "https://www.airwallex.com/docs/developer-tools__listen-for-webhook-events",
    secret: ["airwallex_", "webhook_secret_1"],
    request: post({ id: "evt_hk1", name: "payment_intent.succeeded", account_id: "acct_1", data: { object: { id: "int_1" } } }),
    sign({ secret, request, at }) {
      const time = millis(at);
      return withHeaders(request, { "x-timestamp": time, "x-signature": hmac("sha256", secret, [time, request.body]).toString("hex") });
    },
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "evt_hk1", type: "payment_intent.succeeded", ...UTF8 },
  },
  {
    scheme: "affirm",
    reference: "https://docs.affirm.com/developers/docs/checking-webhook-signatures",
    secret: ["affirm_private_", "key_of_vectors"],
    request: postForm("checkout_token=N8R79PUSKRP2UNAJ&created=2020-08-11T22%3A20%3A48.961423&event=opened"),
    sign: signPairs("X-Affirm-Signature", { tag: "v0", algorithm: "sha512" }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "worldpay",
    reference: "https://docs.worldpay.com/access/products/events/signature",
    secret: ["worldpay_shared_", "secret_vectors"],
    request: post({ eventId: "bb55ca5a-e05c-47e1", eventTimestamp: "2026-05-29T14:01:12.407", eventDetails: { classification: "payment", type: "sentForSettlement" } }),
    options: { encoding: "hex" },
    sign: signBody("Event-Signature", { prefix: "1/SHA256/" }),
    list: ",",
    covers: ["body"],
    expect: { id: "bb55ca5a-e05c-47e1", type: "sentForSettlement", ...UTF8 },
  },
  {
    scheme: "revolut",
    reference: "https://developer.revolut.com/docs/guides/manage-accounts/webhooks/verify-the-payload-signature",
    secret: ["wsk_", "vectors_of_revolut_signing_1"],
    request: post({ data: { id: "645a7696", new_state: "completed" }, event: "TransactionStateChanged", timestamp: "2026-05-29T14:01:12.028960Z" }),
    sign({ secret, request, at }) {
      const time = millis(at);
      return withHeaders(request, {
        "Revolut-Request-Timestamp": time, "Revolut-Signature": `v1=${hmac("sha256", secret, ["v1.", time, ".", request.body]).toString("hex")}`,
      });
    },
    list: ",",
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "TransactionStateChanged", ...UTF8 },
    published: [
      {
        slug: "documentation", comment: "the values of the page's sample in Python",
        secret: ["wsk_r59a4HfWVAKycb", "CaNO1RvgCJec02gRd8"], now: 1_683_650_202_360, expect: "valid",
        request: post(
          '{"data":{"id":"645a7696-22f3-aa47-9c74-cbae0449cc46","new_state":"completed","old_state":"pending","request_id":"app_charges-9f5d5eb3-1e06-46c5-b1c0-3914763e0bcb"},"event":"TransactionStateChanged","timestamp":"2023-05-09T16:36:38.028960Z"}',
          { "Revolut-Request-Timestamp": "1683650202360", "Revolut-Signature": "v1=bca326fb378d0da7f7c490ad584a8106bab9723d8d9cdd0d50b4c5b3be3837c0" },
        ),
        verified: { type: "TransactionStateChanged", timestamp: 1_683_650_202_360 },
      },
    ],
  },
  {
    scheme: "cashfree",
    reference: "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification",
    secret: ["cashfree_client_", "secret_vectors"],
    request: post({ data: { order: { order_id: "order_1", order_amount: 2.0 } }, event_time: "2026-05-29T14:01:12+05:30", type: "PAYMENT_SUCCESS_WEBHOOK" }),
    sign({ secret, request, at }) {
      const time = millis(at);
      return withHeaders(request, { "x-webhook-timestamp": time, "x-webhook-signature": hmac("sha256", secret, [time, request.body]).toString("base64") });
    },
    covers: ["body", "timestamp"],
    expect: { id: null, type: "PAYMENT_SUCCESS_WEBHOOK", ...UTF8 },
  },
  {
    scheme: "bigcommerce",
    reference: "https://github.com/bigcommerce/docs/blob/main/docs/integrations/webhooks/tutorial.mdx",
    secret: ["bigcommerce-custom-", "header-value-1"],
    request: post({ store_id: "1025646", producer: "stores/abcde", scope: "store/order/statusUpdated", hash: "3f9ea420af83450d7ef9f78b08c8af25b2213637", data: { type: "order", id: 173331 } }),
    options: { header: "x-store-secret" },
    sign: show("X-Store-Secret"),
    covers: [],
    expect: { id: "3f9ea420af83450d7ef9f78b08c8af25b2213637", type: "store/order/statusUpdated" },
  },
  {
    scheme: "wise",
    reference: "https://github.com/transferwise/digital-signatures-examples/tree/main/verify-webhook-signature",
    privateKey: KEYS.rsa.privateKey,
    key: KEYS.rsa.pem,
    request: post({ data: { resource: { id: 1, type: "transfer" }, current_state: "processing" }, subscription_id: "90aa8e14", event_type: "transfers#state-change", schema_version: "2.0.0" }),
    sign: ({ privateKey, request }) => withHeaders(request, { "X-Signature-SHA256": rsaSha256(privateKey, [request.body]).toString("base64") }),
    covers: ["body"],
    expect: { id: null, type: "transfers#state-change" },
    published: [
      {
        slug: "sandbox", comment: "the vendor's sample with the public key of its sandbox",
        reference: "https://github.com/transferwise/digital-signatures-examples/blob/main/verify-webhook-signature/verify-signature.js",
        key: WISE_SANDBOX_KEY, now: 1_629_713_570_000, expect: "valid",
        request: post(WISE_BODY, { "X-Signature-SHA256": WISE_SIGNATURE }),
        verified: { type: "transfers#state-change" },
      },
    ],
  },
  {
    scheme: "xendit",
    reference: "https://help.xendit.co/hc/en-us/articles/360038072991-How-to-validate-if-the-webhook-is-sent-from-Xendit",
    secret: ["xendit-callback-", "verification-token"],
    request: post({ event: "ewallet.capture", business_id: "59e0daf7", data: { id: "ewc_1", status: "SUCCEEDED" } }),
    sign: show("x-callback-token"),
    covers: [],
    expect: { id: null, type: null },
  },
  {
    scheme: "alchemy",
    reference: "https://docs.alchemy.com/reference/notify-api-faq",
    secret: ["whsec_", "alchemy_signing_key_1"],
    request: post({ webhookId: "wh_1", id: "whevt_55i2al4sc2ivp1m8", createdAt: "2026-05-29T14:01:12.379Z", type: "ADDRESS_ACTIVITY", event: { network: "ETH_MAINNET" } }),
    sign: signBody("X-Alchemy-Signature"),
    covers: ["body"],
    expect: { id: "whevt_55i2al4sc2ivp1m8", type: "ADDRESS_ACTIVITY", ...UTF8 },
  },
  {
    scheme: "moonpay",
    reference: "https://dev.moonpay.com/reference/reference-webhooks-signature",
    secret: ["moonpay_webhook_", "api_key_vectors"],
    request: post({ type: "transaction_updated", data: { id: "354b1f46", status: "completed" } }),
    sign: signPairs("Moonpay-Signature-V2", { tag: "s" }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "fintoc",
    reference: "https://docs.fintoc.com/guides/resources/webhooks-walkthrough/webhooks-validating",
    secret: ["whsec_", "fintoc_endpoint_secret"],
    request: post({ id: "evt_a4xK", type: "payment_intent.succeeded", mode: "test", data: { id: "pi_1" } }),
    sign: signPairs("Fintoc-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "payment_intent.succeeded", ...UTF8 },
  },
  {
    scheme: "coinify",
    reference: "https://coinify.readme.io/docs/webhook-signature",
    secret: ["coinify-shared-", "secret-vectors"],
    request: post({ event: "payment-intent.completed", context: { id: "5fe4c4a3" } }),
    sign: signBody("X-Coinify-Webhook-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
    published: [
      {
        slug: "documentation", comment: "the page's own values",
        secret: ["my-", "shared-secret"], now: 1_700_000_000_000, expect: "valid",
        request: post('{"examplePayload":true}', { "X-Coinify-Webhook-Signature": "bcdbb89e3031905f3cc1a20d16b5f969a17a7d8fa0c26e4a807c2193402d66f4" }),
      },
    ],
  },
  {
    scheme: "coinflow",
    reference: "https://docs.coinflow.cash/guides/developer-resources/webhooks/verifying-webhook-signatures",
    secret: ["coinflow_webhook_", "validation_key"],
    request: post({ eventType: "Settled", category: "Purchase", data: { id: "1" } }),
    sign: signPairs("Coinflow-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "strike",
    reference: "https://docs.strike.me/webhooks/signature-verification",
    secret: ["strike_", "subscription_secret"],
    request: post({ id: "c3e2", eventType: "invoice.updated", data: { entityId: "1", changes: ["state"] } }),
    sign: signBody("X-Webhook-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "fourthwall",
    reference: "https://docs.fourthwall.com/webhooks/signature-verification",
    secret: ["e3f93c7c-vectors-", "b1-5b70e0891abc"],
    request: post({ testMode: false, id: "weve_1", type: "ORDER_PLACED", data: { id: "ord_1" } }),
    sign: signBody("X-Fourthwall-Hmac-SHA256", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "fastspring",
    reference: "https://developer.fastspring.com/docs/message-security",
    secret: ["fastspring_", "hmac_secret_1"],
    request: post({ events: [{ id: "d2vJ", type: "order.completed" }, { id: "e3wK", type: "subscription.activated" }] }),
    sign: signBody("X-FS-Signature", { encoding: "base64" }),
    covers: ["body"],
    expect: { ids: ["d2vJ", "e3wK"], type: null, ...UTF8 },
  },
  {
    scheme: "circle",
    reference: "https://developers.circle.com/api-reference/verify-webhook-signatures",
    privateKey: KEYS.p256.privateKey,
    // Circle hands the key out as base64 of its SPKI.
    key: [KEYS.p256.spki.toString("base64").slice(0, 40), KEYS.p256.spki.toString("base64").slice(40)],
    request: post({ subscriptionId: "00000000-0000-0000-0000-000000000000", notificationId: "879dc113", notificationType: "cpn.payment.completed" }, { "X-Circle-Key-Id": "879dc113-5ca4-4ff7-a6b7-54652083fcf8" }),
    sign: ({ privateKey, request }) => withHeaders(request, { "X-Circle-Signature": ecdsaP256(privateKey, [request.body]).toString("base64") }),
    covers: ["body"],
    expect: { id: null, type: null },
  },
  {
    scheme: "dwolla",
    reference: "https://developers.dwolla.com/docs/balance/connect/process-validate",
    secret: ["dwolla_subscription_", "secret_vectors"],
    request: post({ id: "80d8ff7d-7e5a-4975-ade8-9e97306d6c15", resourceId: "36E9DCB2", topic: "customer_created", timestamp: "2026-05-29T14:01:12.407Z" }),
    sign: signBody("X-Request-Signature-SHA-256"),
    covers: ["body"],
    expect: { id: "80d8ff7d-7e5a-4975-ade8-9e97306d6c15", type: "customer_created", ...UTF8 },
  },
  {
    scheme: "zettle",
    reference: "https://github.com/iZettle/api-documentation/blob/master/pusher-api/user-guides/create-subscriptions.md",
    secret: ["zettle_signing_", "key_of_vectors"],
    request: post({ organizationUuid: "d3f03ffa", messageUuid: "a7c05d90-a111-11eb-b035", eventName: "InventoryTrackingStarted", messageId: "1", payload: '{"productUuid":"e4cc8750","name":"Caf\\u00e9 \\"1\\""}' }),
    sign({ secret, request, at }) {
      const event = { ...jsonOf(request), timestamp: rfc3339(at) };
      const tag = hmac("sha256", secret, [event.timestamp, ".", event.payload]).toString("hex");
      return { ...withHeaders(request, { "X-iZettle-Signature": tag }), body: JSON.stringify(event) };
    },
    covers: ["timestamp"],
    expect: { id: "a7c05d90-a111-11eb-b035", type: "InventoryTrackingStarted", ...UTF8 },
  },
  {
    scheme: "lago",
    reference: "https://github.com/getlago/lago-api/blob/main/app/models/webhook.rb",
    secret: ["lago-hmac-signature-", "token-vectors"],
    request: post({ webhook_type: "invoice.created", object_type: "invoice", invoice: { lago_id: "1a90" } }, { "X-Lago-Signature-Algorithm": "hmac", "X-Lago-Unique-Key": "8f1b5b2e-7e4d" }),
    sign: signBody("X-Lago-Signature", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: "8f1b5b2e-7e4d", type: "invoice.created", ...UTF8 },
  },
  {
    scheme: "easypost",
    reference: "https://github.com/EasyPost/easypost-node/blob/master/src/utils/util.js",
    secret: ["easypost_webhook_", "secret_vectors"],
    request: post({ description: "tracker.updated", mode: "test", id: "evt_1", object: "Event", result: { id: "trk_1", weight: 17.6 } }),
    sign: signBody("X-Hmac-Signature", { prefix: "hmac-sha256-hex=" }),
    covers: ["body"],
    expect: { id: "evt_1", type: "tracker.updated", ...UTF8 },
    published: [
      {
        slug: "fixtures", comment: "the fixtures of the vendor's packages; the secret's accent stands decomposed, as EasyPost uses it",
        reference: "https://github.com/EasyPost/examples/blob/master/official/fixtures/client-library-fixtures.json",
        secret: ["se\u0301", "cret"], now: 1_722_626_812_000, expect: "valid",
        request: post(EASYPOST, { "X-Hmac-Signature": "hmac-sha256-hex=38f3f53c103713df81616a0a186d77141957323ec21d5fe9363db93840f527db" }),
        verified: { id: "evt_1", type: "tracker.updated" },
      },
    ],
  },
  {
    scheme: "worldline",
    reference: "https://docs.connect.worldline-solutions.com/documentation/webhooks/event-structure/",
    secret: ["worldline_secret_", "key_of_vectors"],
    request: post({ apiVersion: "v1", id: "97a4fcdf-9a08-4a59", created: "2026-05-29T14:01:12.688+0200", merchantId: "20000", type: "payment.created" }, { "X-GCS-KeyId": "dummy-key-id" }),
    sign: signBody("X-GCS-Signature", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: "97a4fcdf-9a08-4a59", type: "payment.created", ...UTF8 },
    published: [
      {
        slug: "connect-sdk-nodejs", comment: "the package's own test",
        reference: "https://github.com/Worldline-Global-Collect/connect-sdk-nodejs/blob/main/__tests__/unit/webhooks/webhooks.test.ts",
        secret: ["hello", "+world"], now: 1_486_031_054_000, expect: "valid",
        request: post(WORLDLINE, { "X-GCS-Signature": "2S7doBj/GnJnacIjSJzr5fxGM5xmfQyFAwxv1I53ZEk=", "X-GCS-KeyId": "dummy-key-id" }),
        verified: { id: "8ee793f6-4553-4749-85dc-f2ef095c5ab0", type: "payment.paid" },
      },
      {
        slug: "connect-sdk-nodejs-other-body", comment: "the package's own test with another body",
        reference: "https://github.com/Worldline-Global-Collect/connect-sdk-nodejs/blob/main/__tests__/unit/webhooks/webhooks.test.ts",
        secret: ["hello", "+world"], now: 1_486_031_054_000, expect: "signature_mismatch", twin: "connect-sdk-nodejs",
        request: post(
          WORLDLINE.replace("11:24:14", "11:25:14").replace("20170202112414", "20170202112514"),
          { "X-GCS-Signature": "2S7doBj/GnJnacIjSJzr5fxGM5xmfQyFAwxv1I53ZEk=", "X-GCS-KeyId": "dummy-key-id" },
        ),
      },
    ],
  },
  {
    scheme: "yampi",
    reference: "https://docs.yampi.com.br/api-reference/webhooks",
    secret: ["yampi_webhook_", "secret_of_vectors"],
    request: post({ event: "order.paid", time: "2026-05-29 14:01:12", resource: { id: 1 } }),
    sign: signBody("X-Yampi-Hmac-SHA256", { encoding: "base64" }),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "nmi",
    reference: "https://docs.nmi.com/reference/webhook-events-2",
    secret: ["nmi_subscription_", "secret_vectors"],
    request: post({ event: "application.approved", data: { id: 1 } }),
    sign: signBody("Signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "transfi",
    reference: "https://docs.transfi.com/docs/webhook-signature",
    secret: ["transfi_dedicated_", "secret_vectors"],
    request: post({ entityId: "OR-1", entityType: "order", status: "completed" }),
    sign: signBody("X-Transfi-Hmac-Hash"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "fincra",
    reference: "https://docs.fincra.com/docs/validating-webhook",
    secret: ["fincra_webhook_", "secret_key_vectors"],
    request: post({ event: "payout.successful", data: { id: 1, amountCharged: 100 } }),
    sign: signBody("signature", { algorithm: "sha512" }),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "monnify",
    reference: "https://developers.monnify.com/docs/webhooks",
    secret: ["monnify_client_", "secret_of_vectors"],
    request: post({ eventType: "SUCCESSFUL_TRANSACTION", eventData: { transactionReference: "MNFY|1", amountPaid: 100 } }),
    sign: signBody("monnify-signature", { algorithm: "sha512" }),
    covers: ["body"],
    expect: { id: null, type: "SUCCESSFUL_TRANSACTION", ...UTF8 },
  },
  {
    scheme: "billit",
    reference: "https://docs.accesspoint.billit.eu/docs/webhooks-signature",
    secret: ["billit_signing_", "secret_vectors"],
    request: post({ OrderID: 12345, EntityType: "Order" }),
    sign: signPairs("Billit-Signature", { tag: "s" }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "invoiless",
    reference: "https://docs.invoiless.com/guide/webhooks.html",
    secret: ["invoiless_", "secret_of_vectors"],
    request: post({ type: "InvoicePaid", data: { id: "1" } }),
    sign: signBody("invoiless-signature", { encoding: "base64", prefix: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: "InvoicePaid", ...UTF8 },
  },
  {
    scheme: "btcpay",
    reference: "https://github.com/btcpayserver/btcpayserver/blob/master/BTCPayServer/Plugins/Webhooks/WebhookSender.cs",
    secret: ["btcpay_webhook_", "secret_of_vectors"],
    request: post({ deliveryId: "D2", webhookId: "W1", originalDeliveryId: "D1", isRedelivery: true, type: "InvoiceSettled", timestamp: 1780063272 }),
    sign: signBody("BTCPay-Sig", { prefix: "sha256=" }),
    covers: ["body"],
    expect: { id: "D1", type: "InvoiceSettled", ...UTF8 },
  },
  {
    scheme: "openpix",
    reference: "https://developers.woovi.com/docs/tags/signature",
    privateKey: KEYS.rsa.privateKey,
    key: KEYS.rsa.pem,
    request: post({ event: "OPENPIX:CHARGE_COMPLETED", charge: { correlationID: "7777-6f71", value: 150 } }),
    sign: ({ privateKey, request }) => withHeaders(request, { "x-webhook-signature": rsaSha256(privateKey, [request.body]).toString("base64") }),
    covers: ["body"],
    expect: { id: null, type: "OPENPIX:CHARGE_COMPLETED" },
  },
  {
    scheme: "moov",
    reference: "https://docs.moov.io/guides/webhooks/check-webhook-signatures",
    secret: ["moov_signing_", "secret_of_vectors"],
    request: post({ eventID: "d9d18a42-d1ea-4e4c", type: "event.test", data: { ping: true } }, { "X-Timestamp": "2026-05-29T14:01:12Z", "X-Nonce": "7c1f0e", "X-Webhook-ID": "b1c9" }),
    sign({ secret, request }) {
      const parts = ["X-Timestamp", "X-Nonce", "X-Webhook-ID"].map((name) => headerOf(request, name) ?? "");
      return withHeaders(request, { "X-Signature": hmac("sha512", secret, [parts.join("|")]).toString("hex") });
    },
    covers: ["headers"],
    expect: { id: "d9d18a42-d1ea-4e4c", type: "event.test", ...UTF8 },
  },
  {
    scheme: "hitpay",
    reference: "https://github.com/hit-pay/claude-code-plugin/blob/main/skills/webhook-handler/SKILL.md",
    secret: ["hitpay_account_", "salt_of_vectors"],
    request: post({ id: "9ef68e4c", status: "completed", amount: 10.0 }, { "Hitpay-Event-Type": "created", "Hitpay-Event-Object": "charge" }),
    sign: signBody("Hitpay-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
  {
    scheme: "creem",
    reference: "https://docs.creem.io/code/webhooks",
    secret: ["creem_webhook_", "secret_of_vectors"],
    request: post({ id: "evt_5WHHcZPv7VS0YUsberIuOz", eventType: "checkout.completed", created_at: 1780063272000, object: { id: "ch_1" } }),
    sign: signBody("creem-signature"),
    covers: ["body"],
    expect: { id: null, type: null, ...UTF8 },
  },
];

function adyenBody(...items) {
  return { live: "false", notificationItems: items.map((item) => ({ NotificationRequestItem: item })) };
}

/** What is absent is signed as an empty text between its colons. */
function adyenTag(key, { pspReference = "", originalReference = "", merchantAccountCode = "", merchantReference = "", amount, eventCode, success }) {
  const fields = [pspReference, originalReference, merchantAccountCode, merchantReference, amount.value, amount.currency, eventCode, success];
  return hmac("sha256", key, [fields.join(":")]).toString("base64");
}

function adyenPublished() {
  const reference = "https://github.com/Adyen/adyen-node-api-library/blob/main/src/__tests__/hmacValidator.spec.ts";
  const item = (eventCode, hmacSignature) => ({
    pspReference: "pspReference", originalReference: "originalReference", merchantAccountCode: "merchantAccount", merchantReference: "reference",
    amount: { currency: "EUR", value: 1000 }, eventCode, success: "true", additionalData: { hmacSignature },
  });
  const own = (slug, comment, made, expect = "valid", verified = undefined) => ({
    slug, comment, reference, secret: ["DFB1EB5485895CFA84146406857104AB", "B4CBCABDC8AAF103A624C8F6A3EAAB00"], now: 1_569_066_324_637, expect, verified,
    twin: expect === "valid" ? undefined : "adyen-node-event", request: post(adyenBody(made)),
  });
  return [
    own("adyen-node-event", "the package's own test", item("EVENT", "ipnxGCaUZ4l8TUW75a71/ghd2Fe5ffvX0pV4TLTntIc="), "valid", { type: "EVENT" }),
    own("adyen-node-report", "the package's own test of a report", item("REPORT_AVAILABLE", "ZNBPtI+oDyyRrLyD1XirkKnQgIAlFc07Vj27TeHsDRE=")),
    own("adyen-node-invalid", "the package's own test of a signature that is none", item("EVENT", "notValidSign"), "signature_malformed"),
    own("adyen-node-33-bytes", "44 letters that are 33 bytes", item("EVENT", "A".repeat(44)), "signature_malformed"),
  ];
}

function adyenConstructed() {
  const key = hexKey("0123456789ABCDEF0123456789ABCDEFFEDCBA9876543210FEDCBA9876543211");
  const item = (change) => {
    const made = { amount: { currency: "EUR", value: 5 }, eventCode: "REFUND", merchantAccountCode: "M", merchantReference: "R", pspReference: "P2", success: "true", ...change };
    return { ...made, additionalData: { hmacSignature: adyenTag(key, made) } };
  };
  const own = (slug, comment, items, expect = "valid", change = {}) => ({ slug, comment, request: post(adyenBody(...items)), now: 1_780_063_272_250, expect, ...change });
  const refused = (slug, comment, items, expect) => own(slug, comment, items, expect, { twin: "original" });
  const genuine = item({ originalReference: "P1" });
  return [
    own("original", "a refund names the payment", [genuine]),
    own("empty", "empty texts are signed like absent ones", [item({ originalReference: "", merchantReference: "" })]),
    refused("original-altered", "another original payment under the same signature", [{ ...genuine, originalReference: "P0" }], "signature_mismatch"),
    refused("amount-altered", "another amount under the same signature", [{ ...genuine, amount: { currency: "EUR", value: 50 } }], "signature_mismatch"),
    refused("second-item", "a second item rides along, rightly signed itself", [genuine, item({ pspReference: "P3" })], "signature_malformed"),
    refused("second-item-unsigned", "a second item rides along without a signature", [genuine, { ...genuine, additionalData: {} }], "signature_malformed"),
    refused("second-item-event", "a second item of nothing but an event code", [genuine, { eventCode: "AUTHORISATION" }], "signature_malformed"),
    refused("colon", "a colon in a reference, rightly signed: the border could be moved", [item({ merchantReference: "R:1" })], "signature_malformed"),
    refused("colon-moved", "the border moved: the signed bytes are the same", [{ ...item({ merchantReference: "R:1" }), merchantAccountCode: "M:R", merchantReference: "1" }], "signature_malformed"),
  ];
}

function mercadoPagoConstructed() {
  // The documentation's header has ten digits, the package's test thirteen.
  const request = (id, time) => {
    const tag = hmac("sha256", "mercado_pago_secret_signature_1", [`id:${id};ts:${time};`]).toString("hex");
    return { ...post({ type: "payment" }, { "x-signature": `ts=${time},v1=${tag}` }), url: `${URL_HERE}?data.id=${id}&type=payment` };
  };
  const lowered = { ...request("ORD01J", "1742505638"), headers: request("ord01j", "1742505638").headers };
  const valid = (slug, comment, made, timestamp) => ({ slug, comment, request: made, now: 1_742_505_640_000, expect: "valid", verified: { timestamp } });
  return [
    valid("seconds", "a timestamp in seconds", request("ORD01J", "1742505638"), 1_742_505_638_000),
    valid("milliseconds", "a timestamp in milliseconds", request("ORD01J", "1742505638683"), 1_742_505_638_683),
    { slug: "id-lowered", comment: "a tag over the id in lower case, as the packages made it until June 2026", request: lowered, now: 1_742_505_640_000, expect: "signature_mismatch", twin: "seconds" },
    { slug: "eight-digits", comment: "eight digits are neither", request: request("ORD01J", "17425056"), now: 1_742_505_640_000, expect: "timestamp_malformed", twin: "seconds" },
  ];
}

function paddlePublished() {
  const reference = "https://github.com/PaddleHQ/paddle-node-sdk/blob/main/src/__tests__/notifications/webhooks-validator.node.test.ts";
  const header = "ts=1698796800;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9";
  const hash = "28981e941fae76e53db32f3d2a83cb69db41476595e84e1970a1b5d98f62b261";
  const own = (slug, comment, body, signature, expect, change = {}) => ({
    slug, comment, reference, secret: ["VALID", "_SECRET"], now: 1_698_796_800_000, expect, twin: expect === "valid" ? undefined : "paddle-node-sdk",
    request: post(body, { "Paddle-Signature": signature }), ...change,
  });
  const body = '{"data": ["1", "2"]}';
  return [
    own("paddle-node-sdk", "the package's own test", body, header, "valid"),
    own("paddle-node-sdk-list", "several hashes and one of another version", '{"data": "value"}', `ts=1698796800;h1=${hash};h1=${hash};h2=RANDOM_HASH`, "valid"),
    own("paddle-node-sdk-other-secret", "another secret", body, header, "signature_mismatch", { secret: ["INVALID_VALID", "_SECRET"] }),
    own("paddle-node-sdk-other-time", "the test's timestamp of four digits, which is none here", body, header.replace("1698796800", "9876"), "timestamp_malformed"),
    own("paddle-node-sdk-other-body", "spaces in the body", '{ "data": [ "1", "2" ]}', header, "signature_mismatch"),
    own("paddle-node-sdk-days-later", "four days later", body, header, "timestamp_stale", { now: 1_699_142_400_000 }),
    own("paddle-node-sdk-six-seconds", "six seconds later: beyond the package's five, within this window", body, header, "valid", { now: 1_698_796_806_000 }),
  ];
}

function recurlyPublished() {
  const reference = "https://github.com/recurly/recurly-client-ruby/blob/v3/spec/recurly/webhooks_spec.rb";
  const body = '{"id":"rjxwmwedwqug","object_type":"account","site_id":"qc326l1hl8k9","event_type":"created","event_time":"2022-09-13T21:18:40Z","account_code":"adfas23zzz14123"}';
  const tag = "ad24699f3beaa24c9af2cc7ada3ce4c835da0090194241b9d3add83d27f14bc3";
  const own = (slug, comment, signature, expect, change = {}) => ({
    slug, comment, reference, secret: ["354fab5bd35f5a0d50845ee7e3016524", "4468b13c2c343f104e4e730a59326d9d"], now: 1_663_103_925_004, expect,
    twin: expect === "valid" ? undefined : "recurly-client-ruby", request: post(body, { "recurly-signature": signature }), ...change,
  });
  return [
    own("recurly-client-ruby", "the package's own test, in milliseconds", `1663103925004,${tag}`, "valid", { verified: { timestamp: 1_663_103_925_004, type: "created" } }),
    own("recurly-client-ruby-siblings", "a sibling that is no tag", `1663103925004,de1ec7ab1e,${tag}`, "valid"),
    own("recurly-client-ruby-old", "more than five minutes later", `1663103925004,${tag}`, "timestamp_stale", { now: 1_663_104_225_005 }),
    own("recurly-client-ruby-key", "another secret", `1663103925004,${tag}`, "signature_mismatch", { secret: ["ke", "y"] }),
    own("recurly-client-ruby-abc", "a timestamp that is none", `abc,${tag}`, "timestamp_malformed"),
  ];
}

function squarePublished() {
  const reference = "https://github.com/square/square-php-sdk/blob/master/tests/Integration/WebhooksTest.php";
  const body = '{"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification","event_id":"ac3ac95b-f97d-458c-a6e6-18981597e05f","created_at":"2022-07-13T20:30:59.037339943Z","data":{"type":"webhooks","id":"bc368e64-01aa-407e-b46e-3231809b1129"}}';
  const url = "https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9";
  const own = (slug, comment, change) => ({
    slug, comment, reference, secret: ["Ibxx_5AKakO-", "3qeNVR61Dw"], now: 1_657_744_259_000, expect: "valid",
    request: { ...post(body, { "x-square-hmacsha256-signature": "GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=" }), url }, ...change,
  });
  const short = (id, signature) => ({
    secret: ["signature", "-key"],
    request: { ...post(`{"data":{"type":"webhooks","id":"${id}"}}`, { "x-square-hmacsha256-signature": signature }), url: "https://webhook.site/webhooks" },
  });
  const wrong = (slug, comment, change) => own(slug, comment, { expect: "signature_mismatch", twin: "square-php-sdk", ...change });
  return [
    own("square-php-sdk", "the packages' own test", { verified: { id: "ac3ac95b-f97d-458c-a6e6-18981597e05f", type: "webhooks.test_notification" } }),
    own("square-php-sdk-plain", "a short body", short("fake_id", "W3FlCNk5IA3ZQ2LHTWoajvzfaDu/OwY2tNHIHC3IUOA=")),
    own("square-php-sdk-angles", "signs that some encoders escape", short(">id<", "Cxt7+aTi4rKgcA0bC4g9EHdVtLSDWdqccmL5MvihU4U=")),
    wrong("square-python-sdk-url", "another address", { request: { ...own().request, url: "https://webhook.site/79a4f3a-dcfa-49ee-bac5-9d0edad886b9" } }),
    wrong("square-python-sdk-key", "another key", { secret: ["MCmhFRxGX82xMw", "g5FsaoQA"] }),
  ];
}

function modernTreasuryPublished() {
  const reference = "https://github.com/Modern-Treasury/modern-treasury-node/blob/main/tests/api-resources/webhooks.test.ts";
  const own = (slug, comment, body, signature, change = {}) => ({
    slug, comment, reference, secret: ["fo", "o"], now: 1_700_000_000_000, expect: "valid", request: post(body, { "X-Signature": signature }), ...change,
  });
  const two = "57e14f6f354543f0101fb06ea24df7731d90087b76651e3497345e22a3622940";
  const wrong = { twin: "node-object" };
  return [
    own("node-object", "the package's own test", '{"foo":"bar"}', two),
    own("node-word", "a body that is no JSON", "foo", "08ba357e274f528065766c770a639abf6809b39ccfd37c2a3157c7f51954da0a"),
    own("node-three", "three members", '{"foo":"bar","bar":"baz","a": true}', "ec1c86d16075e6937fc26d55b7dc60bac9b1178a2f714312f7c5cb13a319b0ac"),
    own("node-nested", "nested", '{"a":{"b":{"c":{"d":[null,1,true,false,["foo",{"bar":[true, false]}]]}}}}', "39b6fc0f5b02a5aefbdd7fb337245b4209036334e837d8c5b6a4092965ebc0a5"),
    own("node-other-key", "a key with a space", '{"foo":"bar"}', "07e118b4a9818c9242baf9009e76a78c29aeb015da93f600d514b77185247069", { secret: ["hello,", " world"] }),
    own("node-altered", "a longer body", '{"foo":"bar"}foo', two, { ...wrong, expect: "signature_mismatch" }),
    own("node-hello", "a signature that is none", '{"foo":"bar"}', "hello", { ...wrong, expect: "signature_malformed" }),
  ];
}

function orbPublished() {
  const reference = "https://github.com/orbcorp/orb-node/blob/main/tests/api-resources/webhooks.test.ts";
  const body = '{"id": "o4mmewpfNNTnjfZc", "created_at": "2024-03-27T15:42:29+00:00", "type": "resource_event.test", "properties": {"message": "A test webhook from Orb. Happy testing!"}}';
  const tag = "9d25de966891ab0bc18754faf8d83d0980b44ae330fcc130b41a6cf3daf1f391";
  const sent = 1_711_554_149_551;
  const own = (slug, comment, signature, change = {}) => ({
    slug, comment, reference, secret: ["c-UGKYdnhHh436B_sMou", "YAPUvXyWpzOdunZBV5dFSD8"], now: sent, expect: "valid",
    request: post(body, { "X-Orb-Timestamp": "2024-03-27T15:42:29.551", "X-Orb-Signature": signature }), ...change,
  });
  const wrong = (expect, change = {}) => ({ expect, twin: "orb-node", ...change });
  return [
    own("orb-node", "the package's own test", `v1=${tag}`, { verified: { id: "o4mmewpfNNTnjfZc", type: "resource_event.test", timestamp: sent } }),
    own("orb-node-two", "a sibling that is no tag", `v1=my-invalid-signature v1=${tag}`),
    own("orb-node-versions", "a sibling of another version", `v2=${tag} v1=${tag}`),
    own("orb-node-too-old", "six minutes later", `v1=${tag}`, wrong("timestamp_stale", { now: sent + 360_000 })),
    own("orb-node-too-new", "six minutes earlier", `v1=${tag}`, wrong("timestamp_future", { now: sent - 360_000 })),
    own("orb-node-other-secret", "another secret", `v1=${tag}`, wrong("signature_mismatch", { secret: ["fo", "o"] })),
    own("orb-node-other-version", "another version alone", `v2=${tag}`, wrong("signature_unsupported")),
    own("orb-node-no-version", "no version", tag, wrong("signature_unsupported")),
  ];
}
