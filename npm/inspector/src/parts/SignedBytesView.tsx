import { useState } from "preact/hooks";

import type { SignedBytes } from "../check.ts";
import { hex, runsOf } from "../visible.ts";

/** How much is drawn. More would only make the page slow: nobody reads it. */
const SHOWN_BYTES = 16 * 1024;

type Stretch = { readonly name: string; readonly kind: string; readonly bytes: Uint8Array };

/** The exact bytes that the signature was made over, from the verifier's own plan. */
export const SignedBytesView = ({ signed }: { signed: SignedBytes }) => {
  const [isHex, setHex] = useState(false);
  if ("none" in signed) {
    return (
      <section aria-labelledby="signed-title" class="card">
        <h2 id="signed-title">Signed bytes</h2>
        <p class="none">{signed.none}</p>
      </section>
    );
  }
  const stretches = stretchesOf(signed);
  const total = stretches.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return (
    <section aria-labelledby="signed-title" class="card">
      <div class="section-head">
        <h2 id="signed-title">Signed bytes</h2>
        <button type="button" class="quiet" aria-pressed={isHex} onClick={() => setHex(!isHex)}>Hex</button>
      </div>
      <p class="hint">
        {total.toLocaleString("en")} bytes go under the MAC: {stretches.map(({ name, bytes }) => `${bytes.length.toLocaleString("en")} ${name}`).join(", ")}.
      </p>
      <div class="bytes code" role="region" tabIndex={0} aria-label="Signed bytes" data-form={isHex ? "hex" : "text"}>
        {stretches.map((stretch) => <StretchView key={stretch.kind} stretch={stretch} isHex={isHex} />)}
      </div>
      <p class="hint legend">
        {stretches.length > 1 && <><span class="swatch from-headers" /> from the headers <span class="swatch from-body" /> the body</>}
        <span class="mark">LF</span> a byte that an eye would miss
      </p>
    </section>
  );
};

const stretchesOf = ({ prefix, body, suffix }: Exclude<SignedBytes, { none: string }>): Stretch[] =>
  [
    { name: "before the body", kind: "prefix", bytes: prefix },
    { name: "of the body", kind: "body", bytes: body },
    { name: "behind it", kind: "suffix", bytes: suffix },
  ].filter(({ kind, bytes }) => bytes.length > 0 || kind === "body");

const StretchView = ({ stretch, isHex }: { stretch: Stretch; isHex: boolean }) => {
  const shown = stretch.bytes.subarray(0, cutAt(stretch.bytes));
  const rest = stretch.bytes.length - shown.length;
  return (
    <span class={`stretch ${stretch.kind === "body" ? "from-body" : "from-headers"}`} data-stretch={stretch.kind}>
      {isHex ? <HexBytes bytes={shown} /> : <TextBytes bytes={shown} />}
      {rest > 0 && <span class="more"> … {rest.toLocaleString("en")} more bytes</span>}
    </span>
  );
};

/** Where to stop drawing: not within a character. */
const cutAt = (bytes: Uint8Array): number => {
  let at = SHOWN_BYTES;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
};

const HexBytes = ({ bytes }: { bytes: Uint8Array }) => <>{Array.from(bytes, hex).join(" ")} </>;

const TextBytes = ({ bytes }: { bytes: Uint8Array }) => (
  <>
    {runsOf(bytes).map((run, index) =>
      run.kind === "text" ? run.text : <abbr key={index} class="mark" title={run.name}>{run.text}</abbr>,
    )}
  </>
);
