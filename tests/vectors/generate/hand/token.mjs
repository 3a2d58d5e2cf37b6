// A static token: nothing is signed, so whoever saw one request can send any other.
import { tokenHeader as headerOf, tokenQuery as queryOf } from "./parts.mjs";
import { GENUINE } from "./bodies.mjs";
import { bytesSecret } from "../bytes.mjs";
import { NOW } from "../clock.mjs";
import { HOSTILE } from "./hostile.mjs";
import { BAD_NAMES, BAD_POINTERS, NO_TIMESTAMP, rejectOptions } from "./options.mjs";
import { Suite } from "../suite.mjs";

const TOKEN = "pb_7Hq2xV9nK4mR8sT1wY6z";
const OTHER = "pb_0Lc5jD3gB7vF2eX8uA1o";
const HEADER = "x-postback-token";
const BEARER = { header: "authorization", prefix: "Bearer " };

const build = (change) => {
  const { now = NOW, secrets = [TOKEN], options = { header: HEADER }, method, url } = change;
  const headers = change.headers ?? (options.header === undefined ? [] : [[options.header, headerOf(TOKEN, options.prefix)]]);
  return {
    options,
    secrets,
    request: { method, url, headers, body: change.body ?? GENUINE.value },
    now,
    verified: {
      id: null,
      type: null,
      timestamp: null,
      matched: { secret: 0 },
      assurance: "token",
      covers: { body: false, id: false, type: false, timestamp: false, url: false },
    },
  };
};

const inHeader = (...values) => ({ headers: values.map((value) => [HEADER, value]) });
const inQuery = (query) => ({ options: { query: "token" }, method: "GET", url: `/in/postback?${query}`, body: "", headers: [] });
const genuineQuery = `event=ftd&click_id=c1&${queryOf("token", TOKEN)}&payout=10`;

export function tokenSuite() {
  const suite = new Suite("token", "https://www.rfc-editor.org/rfc/rfc6750", build);

  suite.valid("genuine", "the token in a header");
  suite.valid("bearer", "the token after the prefix that the user names", { options: BEARER });
  suite.valid("query", "the token in the query of a postback", inQuery(genuineQuery));
  suite.valid("query-only", "the token as only parameter", inQuery(queryOf("token", TOKEN)));
  suite.valid("query-absolute-url", "the token in an absolute URL", {
    ...inQuery(""), url: `https://receiver.example/in/postback?${genuineQuery}`,
  });
  suite.valid("query-with-fragment", "a fragment after the query", { ...inQuery(""), url: `/in/postback?${genuineQuery}#end` });
  suite.valid("query-percent-encoded", "a token whose characters need percent-encoding", {
    ...inQuery(queryOf("token", "pb/7Hq2+xV9n=K4mR8&sT1w")), secrets: ["pb/7Hq2+xV9n=K4mR8&sT1w"],
  });
  suite.valid("query-plus", "a plus in a query stays a plus: tokens are compared as text, not as form fields", {
    ...inQuery("token=pb+7Hq2xV9nK4mR8+sT1w"), secrets: ["pb+7Hq2xV9nK4mR8+sT1w"],
  });
  suite.valid("query-needlessly-encoded", "letters that need no percent-encoding, encoded", inQuery(`token=%70%62${TOKEN.slice(2)}`));
  suite.valid("query-encoded-lower-case", "percent-encoding in lower case", {
    ...inQuery("token=pb%2f7Hq2xV9nK4mR8%3dsT1w"), secrets: ["pb/7Hq2xV9nK4mR8=sT1w"],
  });
  suite.valid("query-twice-the-same", "the parameter twice with the same value", inQuery(`token=${TOKEN}&token=${TOKEN}`));
  suite.valid("header-twice-the-same", "the header twice with the same value", inHeader(TOKEN, TOKEN));
  suite.valid("header-name-upper-case", "header names are compared without case", { headers: [[HEADER.toUpperCase(), TOKEN]] });
  suite.valid("rotation-second-of-two", "two live tokens, the second sent", {
    secrets: [OTHER, TOKEN], verified: { matched: { secret: 1 } },
  });
  suite.valid("token-as-bytes", "a token given as bytes", { secrets: [bytesSecret(Buffer.from(TOKEN))] });
  suite.valid("body-changed", "the body is not covered: any other is accepted", { body: '{"amount_cents":999999999}' });
  suite.valid("body-empty", "no body", { body: "" });
  suite.valid("pointers", "id and type are read from the body and are labels", {
    options: { header: HEADER, id: "/id", type: "/type" }, verified: { id: GENUINE.facts.id, type: GENUINE.facts.type },
  });
  suite.valid("long-ago", "no time is signed", { now: NOW + 365 * 86_400_000 });
  suite.valid("unread-header-invalid-utf8", "a header that the scheme does not read may hold any bytes", {
    headers: [["x-other", Buffer.from([0xff, 0xfe])], [HEADER, TOKEN]],
  });

  suite.rejected("header-absent", "token_missing", "no token", inHeader());
  suite.rejected("header-empty", "token_missing", "an empty token", inHeader(""));
  suite.rejected("header-of-other-name", "token_missing", "the token under another name", { headers: [["x-token", TOKEN]] });
  suite.rejected("query-where-header-is-due", "token_missing", "the token in the query where the header is due", {
    url: `/hook?${queryOf("token", TOKEN)}`, headers: [],
  });
  suite.rejected("header-where-query-is-due", "token_missing", "the token in a header where the query is due", {
    ...inQuery("event=ftd"), headers: [["token", TOKEN], ["authorization", `Bearer ${TOKEN}`]],
  }, "query");
  suite.rejected("query-absent", "token_missing", "no parameter", inQuery("event=ftd"), "query");
  suite.rejected("query-none", "token_missing", "no query", { ...inQuery(""), url: "/in/postback" }, "query");
  suite.rejected("query-empty", "token_missing", "an empty parameter", inQuery("token=&event=ftd"), "query");
  suite.rejected("query-without-value", "token_missing", "a parameter without value", inQuery("token&event=ftd"), "query");
  suite.rejected("query-name-case", "token_missing", "the parameter's name in upper case", inQuery(`TOKEN=${TOKEN}`), "query");
  suite.rejected("query-name-longer", "token_missing", "a name that only ends like ours", inQuery(`xtoken=${TOKEN}`), "query");
  suite.rejected("query-in-fragment", "token_missing", "the token behind the fragment's mark", {
    ...inQuery(""), url: `/in/postback?event=ftd#token=${TOKEN}`,
  }, "query-with-fragment");
  suite.rejected("query-mark-in-fragment", "token_missing", "a question mark behind the fragment's mark begins no query", {
    ...inQuery(""), url: `/in/postback#end?token=${TOKEN}`,
  }, "query-with-fragment");
  suite.rejected("query-in-path", "token_missing", "the token in the path", { ...inQuery(""), url: `/in/token=${TOKEN}` }, "query");
  suite.rejected("query-in-body", "token_missing", "the token in a form body", { ...inQuery("event=ftd"), body: `token=${TOKEN}` }, "query");

  const letters = [...TOKEN];
  const wrong = [
    ["other", OTHER, "another token"],
    ["first-letter", `q${TOKEN.slice(1)}`, "the first letter changed"],
    ["last-letter", `${letters.slice(0, -1).join("")}y`, "the last letter changed"],
    ["case", TOKEN.toUpperCase(), "the token in upper case"],
    ["shorter", TOKEN.slice(0, -1), "one letter less"],
    ["longer", `${TOKEN}z`, "one letter more"],
    ["doubled", TOKEN + TOKEN, "the token twice"],
    ["one-letter", TOKEN[0], "only the first letter"],
    ["quoted", `"${TOKEN}"`, "quotes round the token"],
    ["joined", `${TOKEN}, ${TOKEN}`, "two tokens joined by an intermediary"],
    ["bearer", `Bearer ${TOKEN}`, "a prefix where none was agreed"],
    ["wildcard", "*", "a wildcard"],
    ["undefined", "undefined", "what a template prints for no token"],
  ];
  for (const [slug, value, attack] of wrong) suite.rejected(`token-${slug}`, "token_mismatch", attack, inHeader(value));
  for (const [slug, value, attack] of wrong.slice(0, 9)) {
    suite.rejected(`query-${slug}`, "token_mismatch", attack, inQuery(queryOf("token", value)), "query");
  }
  const undecodable = [
    ["percent", "%", "a percent sign alone"],
    ["percent-letters", "%zz", "a percent sign and no digits"],
    ["percent-cut", `${TOKEN}%2`, "a percent sign and one digit after the right token"],
    ["percent-nul", `${TOKEN}%00`, "a NUL after the right token, where C ends its texts"],
    ["percent-invalid-utf8", "%ff%fe", "bytes that are no UTF-8"],
    ["percent-twice", encodeURIComponent(encodeURIComponent("pb/7Hq2+xV9n=K4mR8&sT1w")), "encoded twice"],
  ];
  for (const [slug, value, attack] of undecodable) {
    suite.rejected(`query-${slug}`, "token_mismatch", attack, { ...inQuery(`token=${value}`), secrets: [TOKEN, "pb/7Hq2+xV9n=K4mR8&sT1w"] }, "query-percent-encoded");
  }
  suite.rejected("query-plus-for-space", "token_mismatch", "a plus where the token has a space", {
    ...inQuery("token=pb+7Hq2xV9nK4mR8"), secrets: ["pb 7Hq2xV9nK4mR8"],
  }, "query-plus");
  for (const [slug, bytes, what] of HOSTILE) {
    suite.rejected(`header-with-${slug}`, "token_mismatch", `${what} after the right token`, inHeader(Buffer.concat([Buffer.from(TOKEN), bytes])));
  }
  suite.rejected("header-twice", "token_mismatch", "two tokens, the first right", inHeader(TOKEN, OTHER), "header-twice-the-same");
  suite.rejected("header-twice-last-right", "token_mismatch", "two tokens, the last right", inHeader(OTHER, TOKEN), "header-twice-the-same");
  suite.rejected("header-twice-both-live", "token_mismatch", "two live tokens at once", {
    ...inHeader(TOKEN, OTHER), secrets: [TOKEN, OTHER],
  }, "rotation-second-of-two");
  suite.rejected("query-twice", "token_mismatch", "the parameter twice, the first right", inQuery(`token=${TOKEN}&token=${OTHER}`), "query-twice-the-same");
  suite.rejected("query-twice-last-right", "token_mismatch", "the parameter twice, the last right", inQuery(`token=${OTHER}&token=${TOKEN}`), "query-twice-the-same");
  suite.rejected("rotation-neither", "token_mismatch", "two live tokens, a third sent", {
    ...inHeader("pb_third_third_third_th"), secrets: [OTHER, TOKEN],
  }, "rotation-second-of-two");
  suite.rejected("bearer-other", "token_mismatch", "another token after the prefix", {
    options: BEARER, headers: [["authorization", headerOf(OTHER, "Bearer ")]],
  }, "bearer");

  suite.rejected("bearer-absent", "token_mismatch", "the right token without its prefix", {
    options: BEARER, headers: [["authorization", TOKEN]],
  }, "bearer");
  suite.rejected("bearer-alone", "token_mismatch", "the prefix and no token", {
    options: BEARER, headers: [["authorization", "Bearer"]],
  }, "bearer");
  suite.rejected("bearer-basic", "token_mismatch", "another kind of authorization", {
    options: BEARER, headers: [["authorization", `Basic ${Buffer.from(`user:${TOKEN}`).toString("base64")}`]],
  }, "bearer");
  suite.rejected("bearer-header-absent", "token_missing", "no authorization", { options: BEARER, headers: [] }, "bearer");

  rejectOptions(suite, [BAD_NAMES]);
  rejectOptions(suite, [BAD_POINTERS, NO_TIMESTAMP], { header: HEADER });
  rejectOptions(suite, [[
    ["nowhere", {}, "neither header nor query: a token would be looked for nowhere"],
    ["header-and-query", { header: HEADER, query: "token" }, "two places for one token"],
    ["prefix-in-query", { query: "token", prefix: "Bearer " }, "a prefix in a query"],
    ["query-empty", { query: "" }, "no name"],
    ["query-with-equals", { query: "token=" }, "the equals sign copied with the name"],
    ["query-encoded", { query: "to%6ben" }, "a name with a second spelling"],
    ["encoding", { header: HEADER, encoding: "hex" }, "an encoding for a text that is sent as it is"],
  ]]);

  suite.rejected("no-secret", "secret_empty", "a verifier without any token must not exist", { secrets: [] });
  suite.rejected("empty-secret", "secret_empty", "an unset variable as token: an empty header would match it", { secrets: [[""]] });
  suite.rejected("empty-secret-empty-header", "secret_empty", "an unset variable as token, and a request with an empty one", {
    ...inHeader(""), secrets: [[""]],
  });
  suite.rejected("empty-second-secret", "secret_empty", "an empty token behind a good one", { secrets: [TOKEN, [""]] });
  return suite;
}
