// Affiliate, partner, referral and loyalty platforms.
import { hmac, millis, rfc3339, seconds, whsecKey, withHeaders } from "./words.mjs";

const URL_IN = "https://hooks.example.test/in";
const AT = 1780063272250;
const WINDOW = [300, 300];

const json = (body) => ({ method: "POST", url: URL_IN, headers: { "content-type": "application/json" }, body });
const utf8 = (prefix, name) => [prefix, name, "_test_secret_", "of_32_bytes_or_more"];
const whsec = ["whsec_", Buffer.from("waxseal vectors, a key of 32 byt").toString("base64")];

/** The body alone under HMAC-SHA256 with the secret's text, in one header; `event` repeats the type in another one. */
const bodyAlone = ({ header, encoding = "hex", prefix = "", event, ...entry }) => {
  const sign = ({ secret, request }) => withHeaders(request, { [header]: prefix + hmac("sha256", secret, request.body).toString(encoding) });
  const constructed = event === undefined ? [] : [otherEvent(entry, sign, event)];
  return { covers: ["body"], tolerance: null, sign, constructed, ...entry };
};

/** The header that nobody signed names another event than the body: the body's counts. */
const otherEvent = (entry, sign, header) => ({
  slug: "event-header-forged",
  comment: `${header} is not signed and names another event: the type is the body's`,
  request: withHeaders(sign({ secret: entry.secret.join(""), request: entry.request }), { [header]: `${entry.expect.type}.forged` }),
  now: AT,
  expect: "valid",
  verified: { type: entry.expect.type, matched: { secret: 0, form: "utf8" } },
});

/** What Svix signs; `key` makes the MAC's key of the secret's text. */
const svix = (key) => ({ secret, request, at }) => {
  const id = request.headers["svix-id"];
  const tag = hmac("sha256", key(secret), [`${id}.${seconds(at)}.`, request.body]).toString("base64");
  return withHeaders(request, { "svix-timestamp": seconds(at), "svix-signature": `v1,${tag}` });
};

const affiliatebase = {
  ...json('{"id":"evt_8Qd2","type":"commission.created","occurred_at":"2026-05-29T14:21:12Z","data":{"id":"com_31","state":"due","amount_cents":1000,"currency":"USD"}}'),
  headers: { "content-type": "application/json", "user-agent": "AffiliateBase-Webhooks/1.0", "svix-id": "whd_2b7Kq9RzPfQm4XwUeJ1s" },
};

export default [
  {
    scheme: "affiliatebase",
    reference: "https://www.affiliatebase.io/docs/api/outbound-webhooks",
    secret: whsec,
    request: affiliatebase,
    sign: svix((secret) => secret),
    bare: true,
    otherForm: "whsec",
    covers: ["id", "timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "evt_8Qd2", type: "commission.created", form: "utf8" },
    constructed: [
      {
        slug: "key-decoded",
        comment: "the key decoded as Svix decodes it, in case the platform's code is Svix's and its page is wrong",
        request: svix(whsecKey)({ secret: whsec.join(""), request: affiliatebase, at: AT }),
        now: AT,
        expect: "valid",
        verified: { id: "evt_8Qd2", matched: { secret: 0, form: "whsec" } },
      },
    ],
  },
  bodyAlone({
    scheme: "track360",
    reference: "https://track360.io/blog/affiliate-platform-webhook-configuration-event-notifications-guide",
    secret: utf8("", "track360"),
    request: json('{"event_id":"7d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e11","event_type":"commission.approved","schema_version":"1.2","affiliate_id":"aff_9","amount":"125.00","currency":"EUR"}'),
    options: { id: "/event_id", type: "/event_type", version: "/schema_version" },
    header: "X-Track360-Signature",
    expect: { id: "7d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e11", type: "commission.approved", form: "utf8" },
  }),
  {
    scheme: "tolt",
    reference: "https://docs.tolt.com/webhooks/verify",
    secret: whsec,
    request: {
      ...json('{"type":"commission.created","data":{"id":"comm_2nV8","amount":"1470","organization_id":"org_7"},"timestamp":"2026-10-19T12:15:00.000Z"}'),
      headers: { "content-type": "application/json", "svix-id": "msg_2nV8Kq9RzPfQm4XwUeJ1sT" },
    },
    sign: svix(whsecKey),
    covers: ["id", "timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "msg_2nV8Kq9RzPfQm4XwUeJ1sT", type: "commission.created", form: "whsec" },
  },
  bodyAlone({
    scheme: "rewardful",
    reference: "https://developers.rewardful.com/webhooks/signed-webhooks",
    secret: utf8("", "rewardful"),
    request: json('{"object":{"id":"d3b0","state":"lead"},"event":{"id":"e_41c0","type":"referral.lead","created_at":"2026-05-29T14:01:12.000Z","api_version":"v1"},"request":{"id":"r_5"}}'),
    header: "X-Rewardful-Signature",
    expect: { id: "e_41c0", type: "referral.lead", form: "utf8" },
  }),
  bodyAlone({
    scheme: "dub",
    reference: "https://github.com/dubinc/dub/blob/main/apps/web/lib/webhook/signature.ts",
    secret: utf8("whsec_", "dub"),
    request: json('{"id":"evt_KleiO4HuRaN7LJ5","event":"sale.created","createdAt":"2026-05-29T14:01:12.250Z","data":{"eventName":"Subscription","sale":{"amount":4900,"currency":"usd"}}}'),
    header: "Dub-Signature",
    expect: { id: "evt_KleiO4HuRaN7LJ5", type: "sale.created", form: "utf8" },
    constructed: [partnerPostback()],
  }),
  bodyAlone({
    scheme: "refersion",
    reference: "https://www.refersion.dev/reference/webhook-validation",
    secret: utf8("", "refersion"),
    request: {
      ...json('{"id":"991","order_id":"1001","affiliate_id":"77","total":"49.90","currency":"USD"}'),
      headers: { "content-type": "application/json", "Refersion-Topic": "conversion/created" },
    },
    header: "Refersion-Signature",
    encoding: "base64",
    expect: { id: null, type: "conversion/created", form: "utf8" },
  }),
  {
    scheme: "growsurf",
    reference: "https://docs.growsurf.com/developer-tools/webhooks/securing-your-webhooks",
    secret: utf8("", "growsurf"),
    request: json('{"event":"PARTICIPANT_REACHED_A_GOAL","createdAt":1780063272000,"data":{"reward":{"id":"rw_1"},"participant":{"id":"p_1"}}}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${millis(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "GrowSurf-Signature": `ts=${millis(at)},v=${tag}` });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: null, type: "PARTICIPANT_REACHED_A_GOAL", form: "utf8" },
  },
  {
    scheme: "affonso",
    reference: "https://docs.affonso.io/webhooks/setup",
    secret: utf8("whsec_", "affonso"),
    request: json('{"id":"evt_abc123","type":"referral.converted","createdAt":"2026-05-29T14:01:12.000Z","data":{"id":"ref_1"}}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${seconds(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "X-Affonso-Signature": `t=${seconds(at)},v1=${tag}` });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "evt_abc123", type: "referral.converted", form: "utf8" },
  },
  {
    scheme: "affonso-s2s",
    reference: "https://github.com/affonso-io/affonso-node/blob/main/src/http.ts",
    secret: utf8("whsec_", "affonso_s2s"),
    request: json('{"event_name":"kyc_passed","referral_id":"ref_1","event_type":"milestone","external_event_id":"crm-4711"}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${seconds(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "X-Affonso-Timestamp": seconds(at), "X-Affonso-Signature": tag });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "crm-4711", type: "kyc_passed", form: "utf8" },
  },
  bodyAlone({
    scheme: "uppromote",
    reference: "https://aff-api.uppromote.com/docs/v2/webhook-overview-1623756m0",
    secret: utf8("", "uppromote"),
    request: json('{"payment_id":26154,"affiliate_id":2014227,"status":"SUCCESS","total_referrals":1,"total_processed":100}'),
    header: "X-UpPromote-Signature",
    expect: { id: null, type: null, form: "utf8" },
    constructed: [inBase64("X-UpPromote-Signature")],
  }),
  bodyAlone({
    scheme: "mention-me",
    reference: "https://docs.mention-me.com/api-reference/webhooks/security",
    secret: utf8("", "mention_me"),
    request: json('{"referrer":{"id":"17"},"referee":{"id":"18"},"reward":{"amount":"10.00"}}'),
    header: "X-MentionMe-Signature",
    prefix: "sha256=",
    expect: { id: null, type: null, form: "utf8" },
    constructed: [inBase64("X-MentionMe-Signature", "sha256=")],
  }),
  bodyAlone({
    scheme: "reditus",
    reference: "https://docs.getreditus.com/webhooks/get_started",
    secret: utf8("", "reditus"),
    request: json('{"reward":{"uid":"rwd_1","amount_in_cents":2000,"currency":"EUR"}}'),
    header: "X-Signature",
    expect: { id: null, type: null, form: "utf8" },
  }),
  bodyAlone({
    scheme: "incenta",
    reference: "https://incenta.dev/docs/webhooks",
    secret: utf8("", "incenta"),
    request: json('{"event":"reward.issued","data":{"referral":"rf_1"}}'),
    header: "X-Webhook-Signature",
    expect: { id: null, type: null, form: "utf8" },
  }),
  {
    scheme: "navoswap",
    reference: "https://docs.navoswap.com/partners/webhooks",
    secret: utf8("", "navoswap"),
    request: json('{"event":"affiliate.commission_accrued","data":{"order_id":"ord_5","amount_usd":"1.25","commission_bps":40}}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${seconds(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "X-NavoSwap-Timestamp": seconds(at), "X-NavoSwap-Signature": `v1=${tag}` });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: null, type: null, form: "utf8" },
  },
  bodyAlone({
    scheme: "refgrow",
    reference: "https://refgrow.com/docs/webhooks",
    secret: utf8("", "refgrow"),
    request: json('{"event":"referral_converted","timestamp":1780063272,"project_id":"123","referrer":{"id":"456"},"referred":{"id":"789"}}'),
    header: "X-Refgrow-Signature",
    event: "X-Refgrow-Event",
    prefix: "sha256=",
    expect: { id: null, type: "referral_converted", form: "utf8" },
  }),
  bodyAlone({
    scheme: "sweetref",
    reference: "https://sweetref.apidog.io/doc-738006",
    secret: utf8("", "sweetref"),
    request: json('{"event":"referral.created","payload":{"id":123,"attributes":{"referral_code":"REF123","amount":100.0}}}'),
    header: "X-Signature",
    event: "X-Event",
    expect: { id: null, type: "referral.created", form: "utf8" },
  }),
  bodyAlone({
    scheme: "levanta",
    reference: "https://knowledge.levanta.io/creator-webhook-documentation",
    secret: utf8("", "levanta"),
    request: json('{"event":"product.access.gained","data":{"asin":"B000000000"}}'),
    header: "x-levanta-hmac-sha256",
    expect: { id: null, type: null, form: "utf8" },
  }),
  {
    scheme: "influencemart",
    reference: "https://shop.influencemart.com/developers/hmac",
    secret: utf8("", "influencemart"),
    request: json('{"externalOrderId":"ORD-1001","orderAmount":"2999.00"}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${seconds(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "X-Timestamp": seconds(at), "X-Signature": tag });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "ORD-1001", type: null, form: "utf8" },
  },
  {
    scheme: "attribloom",
    reference: "https://attribloom.com/guides/webhook",
    secret: utf8("", "attribloom"),
    request: {
      ...json('{"externalId":"order_12345","eventType":"sale","grossMinor":4999,"currency":"USD","occurredAt":"2026-05-29T14:01:12.250Z"}'),
      headers: { "content-type": "application/json", "x-ea-surface": "srf_1" },
    },
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${millis(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "x-ea-timestamp": millis(at), "x-ea-signature": tag });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "order_12345", type: "sale", form: "utf8" },
  },
  bodyAlone({
    scheme: "friendbuy",
    reference: "https://developers.friendbuy.com/#signature-validation",
    secret: utf8("", "friendbuy"),
    request: json('{"type":"advocateReward","data":[{"emailAddress":"anna@example.test","rewardAmount":10}]}'),
    header: "X-Friendbuy-Hmac-SHA256",
    encoding: "base64",
    expect: { id: null, type: null, form: "utf8" },
  }),
  bodyAlone({
    scheme: "loyaltylion",
    reference: "https://developers.loyaltylion.com/api/resources/webhooks",
    secret: utf8("", "loyaltylion"),
    request: json('{"id":"01HZX3","topic":"customers/update","created_at":"2026-05-29T14:01:12Z","payload":{"customer":{"id":7}}}'),
    header: "X-LoyaltyLion-Hmac-SHA256",
    encoding: "base64",
    expect: { id: "01HZX3", type: "customers/update", form: "utf8" },
  }),
  bodyAlone({
    scheme: "joy",
    reference: "https://devdocs.joy.so/webhook-api/security/",
    secret: utf8("", "joy"),
    request: json('{"customerId":"c_1","points":20,"event":"earn_point"}'),
    header: "X-Joy-Loyalty-Hmac-Sha256",
    encoding: "base64",
    expect: { id: null, type: null, form: "utf8" },
  }),
  bodyAlone({
    scheme: "rivo",
    reference: "https://developer-docs.rivo.io/reference/verifying-webhook-signatures",
    secret: utf8("", "rivo"),
    request: json('{"id":122573686,"points_amount":50,"customer":{"id":9}}'),
    header: "rivo-signature",
    encoding: "base64",
    expect: { id: null, type: null, form: "utf8" },
  }),
  bodyAlone({
    scheme: "loyalite",
    reference: "https://docs.loyalite.app/webhooks/security",
    secret: utf8("", "loyalite"),
    request: json('{"event":"points.earned","data":{"customer":"c_1","points":20}}'),
    header: "X-Loyalite-Signature-256",
    prefix: "sha256=",
    expect: { id: null, type: "points.earned", form: "utf8" },
  }),
  {
    scheme: "loyalty-now",
    reference: "https://dev.loyaltynow.com/docs/webhooks/security-and-signatures",
    secret: utf8("", "loyalty_now"),
    request: json('{"EventType":"PointsEarned","MemberId":"m_1","Points":20}'),
    sign({ secret, request, at, stamp }) {
      const date = stamp ?? rfc3339(at);
      const tag = hmac("sha256", secret, [request.body, request.url, date]).toString("base64");
      return withHeaders(request, { "x-l1-requestdate": date, "x-l1-signature": tag });
    },
    covers: ["body", "url", "timestamp"],
    tolerance: [60, 60],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "thrivecart",
    reference: "https://support.thrivecart.com/help/using-webhook-notifications/",
    secret: ["thrivecart", "SecretWord42"],
    request: {
      method: "POST",
      url: URL_IN,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "event=order.success&thrivecart_account=shop&base_product=7&order_id=1001&currency=USD&order%5Btotal%5D=1499",
    },
    sign: ({ secret, request }) => ({ ...request, body: `${request.body}&thrivecart_secret=${encodeURIComponent(secret)}` }),
    covers: [],
    tolerance: null,
    expect: { id: null, type: "order.success" },
  },
  bodyAlone({
    scheme: "eduzz",
    reference: "https://github.com/eduzz/eduzz-webhook-docs",
    secret: utf8("", "eduzz"),
    request: json('{"id":"z154l2pvk6jltotg0xy86glx","event":"nutror.lesson_started","data":{},"sentDate":"2026-05-29T14:01:12.023Z"}'),
    header: "x-signature",
    expect: { id: "z154l2pvk6jltotg0xy86glx", type: "nutror.lesson_started", form: "utf8" },
    constructed: [inBase64("x-signature")],
  }),
  {
    scheme: "hotmart",
    reference: "https://developers.hotmart.com/docs/en/1.0.0/webhook/using-webhook/",
    secret: ["hottok", "Test4x7Qm2Lp9Zr6"],
    request: json('{"id":"8d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e12","creation_date":1780063272000,"event":"PURCHASE_COMPLETE","version":"2.0.0","data":{"purchase":{"transaction":"HP0000000001"}}}'),
    sign: ({ secret, request }) => withHeaders(request, { "X-HOTMART-HOTTOK": secret }),
    covers: [],
    tolerance: null,
    expect: { id: "8d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e12", type: "PURCHASE_COMPLETE" },
  },
];

/** What Dub sends to a partner's postback: the same envelope under a secret of another prefix. */
function partnerPostback() {
  const secret = utf8("pbsec_", "dub");
  const request = json('{"id":"evt_Kq9RzPfQm4XwUeJ","event":"lead.created","createdAt":"2026-05-29T14:01:12.250Z","data":{"eventName":"Sign up"}}');
  const tag = hmac("sha256", secret.join(""), request.body).toString("hex");
  return {
    slug: "partner-postback",
    comment: "a partner's postback: the same header and envelope, a secret that begins with pbsec_",
    secret,
    request: withHeaders(request, { "Dub-Signature": tag }),
    now: AT,
    expect: "valid",
    verified: { id: "evt_Kq9RzPfQm4XwUeJ", type: "lead.created", matched: { secret: 0, form: "utf8" } },
  };
}

/** The encoding that the user may set where the vendor names none. */
function inBase64(header, prefix = "") {
  const secret = utf8("", "base64");
  const request = json('{"set":"base64"}');
  return {
    slug: "encoding-set",
    comment: "the encoding set to base64",
    options: { encoding: "base64" },
    secret,
    request: withHeaders(request, { [header]: prefix + hmac("sha256", secret.join(""), request.body).toString("base64") }),
    now: AT,
    expect: "valid",
    verified: { matched: { secret: 0, form: "utf8" } },
  };
}
