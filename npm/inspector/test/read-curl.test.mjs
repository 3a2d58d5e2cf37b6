// What the page says that a cURL command sends, and what curl sends.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import fc from "fast-check";

import { loadSource } from "./load-source.mjs";
import { receiver } from "./sent.mjs";

const { read } = await loadSource("read/index.ts");

let server;
before(async () => {
  server = await receiver();
});
after(() => server.close());

/** What curl writes by itself. */
const OWN = ["host", "user-agent", "accept", "content-length", "connection"];

/** Compares a command as read with what it sends. Headers that only one of them names must be curl's own. */
const compare = async (command) => {
  const { format, request, problems } = read(command);
  assert.equal(format, "curl");
  assert.deepEqual(problems.filter(({ severity }) => severity === "error"), []);
  const sent = await server.sent("bash", ["-c", command.replace("curl ", "curl -sS -m 20 ")]);
  const named = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const sorted = (headers) => headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
  assert.deepEqual(
    { method: request.method, url: request.url.replace(/^http:\/\/[^/?]*/i, "").replace(/^(?!\/)/, "/"), headers: sorted(request.headers), body: Buffer.from(request.body).toString("latin1") },
    {
      method: sent.method,
      url: sent.url,
      headers: sorted(sent.headers.filter(([name]) => named.has(name.toLowerCase()) || !OWN.includes(name.toLowerCase()))),
      body: sent.body.toString("latin1"),
    },
    command,
  );
};

const commands = [
  "curl U",
  "curl U/hook?a=1",
  "curl U/a/../b/./c",
  "curl --path-as-is U/a/../b",
  "curl 'U/x#fragment'",
  "curl -g 'U/x?a[]=1&b={2}'",
  "curl -d a=1 -d b=2 U",
  "curl -d '' -d x U",
  "curl -da=1 U",
  "curl --data 'two\nlines\r\n' U",
  "curl --data-raw @name U",
  "curl --data-binary $'a\\r\\nb\\t\\x01\\u00e9' U",
  "curl --data-urlencode 'n=a b&c~é' --data-urlencode '=x=y' --data-urlencode plain U",
  "curl -G -d a=1 -d b=2 U/x",
  "curl -G -d a=1 'U/x?b=2'",
  "curl -G -d a=1 'U/x?'",
  "curl -G -d '' U/x",
  "curl -X PUT -G -d a=1 U",
  "curl --url-query 'a=b c' U/x?z=1",
  "curl --json '{\"a\":1}' --json ' ' U",
  "curl --json '{}' -d a U",
  "curl -d a --json '{}' U",
  "curl --json '{}' -H 'Content-Type: application/cloudevents+json' U",
  "curl -I U",
  "curl -X DELETE U/1",
  "curl -H 'A: 1' -H 'A: 2' -H 'B;' -H 'C:' U",
  "curl -H 'A: 1' -H 'A:' U",
  "curl -H 'Content-Type:' -d x U",
  "curl -H 'content-type;' -d x U",
  "curl -H 'X-Name: Zoë 株式会社' U",
  "curl -u user:pass U",
  "curl -u é:pass U",
  "curl -u a:b -H 'authorization: own' U",
  "curl http://us%65r:pw@H/x",
  "curl --oauth2-bearer tok U",
  "curl -b a=1 -b b=2 U",
  "curl -b a=1 -H 'cookie: z=1' U",
  "curl -A agent -e 'http://r.test;auto' U",
  "curl -A '' U",
  "curl -X POST \\\n  -H 'A: it'\\''s' \\\n  --data-raw 'it'\\''s' \\\n  U",
  "curl -d a\\ b\"c d\"'e f' U",
  "curl -d \"\\$5 \\`x\\` \\\\ \\\" \\n\" U",
  "curl -d \"a\\\nb\" U",
  "curl -- U",
  "curl -XPOST -HA:1 U",
];
for (const command of commands) {
  test(`curl sends what is read: ${JSON.stringify(command)}`, () => compare(command.replaceAll(/\bU\b/g, server.origin).replace("http://us%65r:pw@H", server.origin.replace("//", "//us%65r:pw@"))));
}

const word = fc.string({ unit: fc.constantFrom(..."abé株🦭 \n\t\"'\\$`!#&;|<>(){}[]*?~=%@^:"), maxLength: 12 });
const quotedAs = (text, kind) => {
  if (kind === 0) return `'${text.replaceAll("'", "'\\''")}'`;
  if (kind === 1) return `"${text.replace(/[$`"\\]/g, "\\$&")}"`;
  return `$'${text.replace(/['\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}'`;
};

test("curl sends what is read, for any words however they are quoted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, fc.nat(2)), { minLength: 1, maxLength: 3 }), word, fc.nat(2), async (parts, value, kind) => {
      const data = parts.map(([text, how]) => `--data-raw ${quotedAs(text, how)}`).join(" \\\n ");
      const header = `X-Value: ${value.replaceAll("\n", "")}.`;
      await compare(`curl ${data} -H ${quotedAs(header, kind)} ${server.origin}/x`);
    }),
    { numRuns: 60 },
  );
});
