// The README quotes the summary of RESULTS.md, which is measured.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

const README = new URL("../../README.md", import.meta.url);

/** The first table of the page. */
const summary = (page) => /^\|[^]*?(?=\n\n)/m.exec(page)[0];

test("the README quotes what was measured", () => {
  const measured = summary(readFileSync(new URL("RESULTS.md", import.meta.url), "utf8"));
  const quoted = /(<!-- diagnose -->\n)([^]*?)(\n?<!-- diagnose end -->)/;
  const text = readFileSync(README, "utf8");
  assert.match(text, quoted);
  if (process.env.WAXSEAL_WRITE === "1") writeFileSync(README, text.replace(quoted, (_, begin, __, end) => `${begin}${measured}\n${end.trimStart()}`));
  assert.equal(quoted.exec(readFileSync(README, "utf8"))[2], measured, "write it with WAXSEAL_WRITE=1");
});
