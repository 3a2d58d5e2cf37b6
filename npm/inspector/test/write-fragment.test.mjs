// What a share link carries: all but secrets. What is read of one: nothing that is not as it should be.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { loadSource, plain } from "./load-source.mjs";

const { read } = await loadSource("read/index.ts");
const { toFragment, fromFragment } = await loadSource("write/index.ts");

fc.configureGlobal({ includeErrorInReport: true });

const bytes = (text) => new Uint8Array(Buffer.from(text, "utf8"));
const SECRET = ["whsec_", "c2l4dGVlbi1ieXRlcy1h", "cmUtbm90LWVub3VnaC4u"].join("");
const REQUEST = { method: "POST", url: "https://a.test/hook?a=1", headers: [["content-type", "application/json"], ["stripe-signature", "t=1,v1=ab"]], body: bytes('{"a":"é"}') };

const valueOf = (text) => JSON.parse(Buffer.from(text.replace(/^#?request=/, ""), "base64url").toString());
const linkOf = (value) => `#request=${Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;
const VALID = { v: 1, method: "POST", url: "/hook", headers: [["a", "b"]], body: "e30=" };

test("a link holds what the contract names", () => {
  const { text, notes } = toFragment({ ...REQUEST, scheme: "stripe", options: { toleranceSeconds: 60 }, now: 1_780_063_272_250, code: "signature_mismatch", from: "share" }, { secrets: [SECRET] });
  assert.match(text, /^request=[A-Za-z0-9_-]+$/);
  assert.deepEqual(notes, []);
  assert.deepEqual(valueOf(text), { v: 1, method: "POST", url: REQUEST.url, headers: REQUEST.headers, body: Buffer.from(REQUEST.body).toString("base64"), scheme: "stripe", options: { toleranceSeconds: 60 }, now: 1_780_063_272_250, code: "signature_mismatch", from: "share" });
});

const header = fc.tuple(fc.stringMatching(/^x-[a-z]{1,8}$/), fc.oneof(fc.stringMatching(/^([!-~]([ -~]{0,20}[!-~])?)?$/), fc.uint8Array({ maxLength: 8 }).map((list) => Buffer.from(list.filter((byte) => ![0, 10, 13].includes(byte))).toString("latin1"))));
test("every request comes back from its link", () => {
  fc.assert(
    fc.property(
      fc.record({ method: fc.constantFrom("POST", "GET"), url: fc.webUrl({ withQueryParameters: true, withFragments: false }), headers: fc.array(header, { maxLength: 5 }), body: fc.uint8Array({ maxLength: 200 }) }),
      fc.record({ scheme: fc.constantFrom("stripe", "standard-webhooks"), options: fc.constantFrom({ header: "x-sig" }, { toleranceSeconds: 5 }, { toleranceSeconds: { past: 300, future: 5 } }), now: fc.nat(), code: fc.constant("signature_mismatch"), from: fc.constantFrom("share", "capture"), isCut: fc.constant(true) }, { requiredKeys: [], noNullPrototype: true }),
      (request, facts) => {
        fc.pre(!/token|secret|passw|pwd|api.?key|access.key|credential|session|jwt/i.test(request.url + request.headers.map(([name]) => name)));
        const { text, notes } = toFragment({ ...request, ...facts }, { secrets: [SECRET] });
        assert.deepEqual(notes, []);
        const { shared, problems } = fromFragment(`#${text}`);
        assert.deepEqual(problems, []);
        assert.deepEqual(plain(shared), plain(request));
        const { method, url, headers, body, ...rest } = shared;
        assert.deepEqual(rest, facts);
        const pasted = read(`https://a.test/inspect#${text}`);
        assert.equal(pasted.format, "url");
        assert.deepEqual(plain(pasted.request), plain(request));
        assert.deepEqual([pasted.hints.scheme, pasted.hints.options], [facts.scheme, facts.options]);
        assert.deepEqual([method, url, headers.length, body.length], [request.method, request.url, request.headers.length, request.body.length]);
      },
    ),
    { numRuns: 300 },
  );
});

test("no secret is in a link, wherever it stood and however it was written", () => {
  const bare = SECRET.slice("whsec_".length);
  const forms = [SECRET, bare, encodeURIComponent(SECRET), Buffer.from(SECRET).toString("base64")];
  for (const form of forms) {
    const request = { method: "POST", url: `https://a.test/${form}?q=${form}`, headers: [["x-a", `x ${form} y`]], body: bytes(`{"s":"${form}"}`) };
    const { text, notes } = toFragment(request, { secrets: [` ${SECRET}\n`] });
    const link = JSON.stringify(valueOf(text)) + Buffer.from(valueOf(text).body, "base64").toString();
    for (const one of forms) assert.equal(link.includes(one), false, one.slice(0, 3));
    assert.deepEqual(notes, ["The header x-a is masked: it holds a secret, or is named like one.", "A part of the URL is masked: it holds a secret, or is named like one.", "A secret that stood in the body is masked, so its signature cannot match."]);
    assert.equal(valueOf(text).isCut, true);
    assert.equal(notes.join().includes(bare), false);
  }
});

test("what is named like a secret is masked, and what a signature is made of stays if it is said", () => {
  const headers = [["Authorization", "Bearer abcdefgh"], ["Cookie", "a=1"], ["X-Gitlab-Token", "abc"], ["X-Api-Key", "k"], ["X-Signature", "ab"]];
  const { text, notes } = toFragment({ ...REQUEST, url: "https://user:pw@a.test/x?a=1&access_token=abc&%74oken=1", headers }, { secrets: [] });
  assert.deepEqual(valueOf(text).headers, [["Authorization", "***"], ["Cookie", "***"], ["X-Gitlab-Token", "***"], ["X-Api-Key", "***"], ["X-Signature", "ab"]]);
  assert.equal(valueOf(text).url, "https://a.test/x?a=1&access_token=***&%74oken=***");
  assert.equal(notes.length, 5);
  assert.deepEqual(valueOf(toFragment({ ...REQUEST, headers }, { secrets: [], keep: ["authorization"] }).text).headers[0], ["Authorization", "Bearer abcdefgh"]);
});

test("a request that is too large for a link says so", () => {
  for (const body of [new Uint8Array(200_000), new Uint8Array(5_000_000)]) {
    const { text, notes } = toFragment({ ...REQUEST, body }, { secrets: [] });
    assert.equal(text, null);
    assert.match(notes[0], /^The request makes a (link|body) of \d+ (characters|bytes), more than is passed on everywhere: export it as a test vector\.$/);
  }
});

test("what a reader would refuse is not in a link", () => {
  const { text, notes } = toFragment({ method: "a b", url: "/x y\n", headers: [["a", "1\r\n2"], ["b c", "1"], ["d", "1"]], body: bytes("") }, { secrets: [] });
  assert.deepEqual(notes, ["2 headers are left out: no request can carry the characters in it."]);
  const { shared } = fromFragment(text);
  assert.deepEqual([shared.method, shared.url, shared.headers], ["POST", "/x%20y%0A", [["d", "1"]]]);
  assert.match(toFragment({ ...REQUEST, headers: Array(1001).fill(["a", "b"]) }, { secrets: [] }).notes[0], /1001 headers/);
  assert.match(toFragment({ ...REQUEST, url: `/${"a".repeat(70_000)}` }, { secrets: [] }).notes[0], /URL of 70001 characters/);
});

test("a link of the Worker's captures is read", () => {
  const { shared, problems } = fromFragment(linkOf({ ...VALID, headers: [["x-name", "Zoë"], ["x-raw", { base64: "/w==" }]], now: 1_780_063_272_250, code: "signature_mismatch", from: "capture", isCut: true }));
  assert.deepEqual(problems, []);
  assert.deepEqual(shared.headers, [["x-name", Buffer.from("Zoë").toString("latin1")], ["x-raw", "\xff"]]);
  assert.equal(shared.isCut, true);
});

test("a fragment without a request is none, and no problem", () => {
  for (const hash of ["", "#", "#section", "#a=1&b=2"]) assert.deepEqual(fromFragment(hash), { shared: null, problems: [] });
});

const refused = {
  "no base64url": ["#request=%%%", /not base64url: was it cut or changed\?/],
  "half a byte": ["#request=AAAAA", /cut off: its base64url is not whole/],
  "no JSON": [linkOf("{"), /does not hold JSON/],
  "bytes that are no UTF-8": [`#request=${Buffer.from([0x22, 0xff, 0x22]).toString("base64url")}`, /does not hold JSON/],
  "a list": [linkOf([]), /does not hold an object/],
  "another version": [linkOf({ ...VALID, v: 2 }), /of another version/],
  "no method": [linkOf({ ...VALID, method: undefined }), /^method must be/],
  "a method with a line end": [linkOf({ ...VALID, method: "POST\n" }), /^method must be/],
  "a URL that is none": [linkOf({ ...VALID, url: 1 }), /^url must be/],
  "headers as an object": [linkOf({ ...VALID, headers: {} }), /^headers must be/],
  "a header with a line end": [linkOf({ ...VALID, headers: [["a", "b\r\nc"]] }), /^headers must be/],
  "a header with a line end in base64": [linkOf({ ...VALID, headers: [["a", { base64: "Cg==" }]] }), /^headers must be/],
  "a header's name that is none": [linkOf({ ...VALID, headers: [["a b", "c"]] }), /^headers must be/],
  "too many headers": [linkOf({ ...VALID, headers: Array(1001).fill(["a", "b"]) }), /^headers must be/],
  "a body that is no base64": [linkOf({ ...VALID, body: "{}" }), /^body must be base64/],
  "a body whose base64 is cut": [linkOf({ ...VALID, body: "e30" }), /^body must be base64/],
  "a scheme that is none": [linkOf({ ...VALID, scheme: "<b>" }), /^scheme must be/],
  "an option that is not known": [linkOf({ ...VALID, options: { colour: "red" } }), /^options holds colour, which is not known here/],
  "an option that is an object": [linkOf({ ...VALID, options: { id: {} } }), /^an option must be/],
  "a tolerance that is none": [linkOf({ ...VALID, options: { toleranceSeconds: { past: -1, future: 5 } } }), /^an option must be/],
  "a clock that is none": [linkOf({ ...VALID, now: 1e300 }), /^now must be/],
  "a code that is none": [linkOf({ ...VALID, code: "<script>" }), /^code must be/],
  "a member that is not known": [linkOf({ ...VALID, more: 1 }), /^the link holds more, which is not known here/],
  "another origin": [linkOf({ ...VALID, from: "mail" }), /^from must be/],
};
for (const name of ["secret", "secrets", "key", "keys", "token", "apiKey", "password", "private_key", "verifyToken"]) {
  refused[`a member called ${name}`] = [linkOf({ ...VALID, [name]: "x" }), /^the link holds a member that looks like a secret, and is refused/];
  refused[`an option called ${name}`] = [linkOf({ ...VALID, options: { [name]: "x" } }), /^options holds a member that looks like a secret, and is refused/];
}
refused["a secret in an option"] = [linkOf({ ...VALID, options: { header: SECRET } }), /^options\/header looks like a secret, and is refused/];
for (const [name, [hash, message]] of Object.entries(refused)) {
  test(`a link is refused for ${name}`, () => {
    const { shared, problems } = fromFragment(hash);
    assert.equal(shared, null);
    assert.match(problems[0], message);
    assert.equal(problems.join().includes(SECRET), false);
    const pasted = read(`https://a.test/inspect${hash}`);
    assert.deepEqual([pasted.format, pasted.problems[0].severity, pasted.problems[0].message], ["url", "error", problems[0]]);
  });
}

test("every change of a link is refused or read whole", () => {
  const { text } = toFragment({ ...REQUEST, scheme: "stripe" }, { secrets: [] });
  for (let end = 0; end < text.length; end++) {
    const { shared, problems } = fromFragment(text.slice(0, end));
    assert.equal(shared, null);
    assert.ok(end < "request=".length || problems.length === 1);
  }
});
