import { useState } from "preact/hooks";

import type { SignedBytes } from "../check.ts";
import { Bytes } from "./Bytes.tsx";

/** How much is drawn at first, and at most. More would only make the page slow: nobody reads it. */
const SHOWN_BYTES = 4 * 1024;
const MOST_BYTES = 64 * 1024;

type Stretch = { readonly name: string; readonly kind: string; readonly bytes: Uint8Array };

/** The exact bytes that the signature was made over, from the verifier's own plan. */
export const SignedBytesView = ({ signed }: { signed: SignedBytes }) => {
  const [isHex, setHex] = useState(false);
  const [most, setMost] = useState(SHOWN_BYTES);
  if ("none" in signed) return <p class="none">{signed.none}</p>;
  const stretches = stretchesOf(signed);
  const total = stretches.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return (
    <>
      <div class="section-head">
        <p class="hint">
          {total.toLocaleString("en")} bytes go under the signature: {stretches.map(({ name, bytes }) => `${bytes.length.toLocaleString("en")} ${name}`).join(", ")}.
        </p>
        <button type="button" class="quiet" aria-pressed={isHex} onClick={() => setHex(!isHex)}>Hex</button>
      </div>
      <div class="bytes code" role="group" tabIndex={0} aria-label="Signed bytes" data-form={isHex ? "hex" : "text"}>
        {stretches.map((stretch) => <StretchView key={stretch.kind} stretch={stretch} isHex={isHex} most={most} />)}
      </div>
      {signed.body.length > most && most < MOST_BYTES && <p class="hint"><button type="button" class="link" onClick={() => setMost(MOST_BYTES)}>Show more</button></p>}
      <p class="hint legend">
        {stretches.length > 1 && <><span class="swatch from-headers" /> from the headers <span class="swatch from-body" /> the body</>}
        <span class="mark">LF</span> a byte that an eye would miss
      </p>
    </>
  );
};

const stretchesOf = ({ prefix, body, suffix }: Exclude<SignedBytes, { none: string }>): Stretch[] =>
  [
    { name: "before the body", kind: "prefix", bytes: prefix },
    { name: "of the body", kind: "body", bytes: body },
    { name: "behind it", kind: "suffix", bytes: suffix },
  ].filter(({ kind, bytes }) => bytes.length > 0 || kind === "body");

const StretchView = ({ stretch, isHex, most }: { stretch: Stretch; isHex: boolean; most: number }) => {
  const shown = stretch.bytes.subarray(0, cutAt(stretch.bytes, most));
  const rest = stretch.bytes.length - shown.length;
  return (
    <span class={`stretch ${stretch.kind === "body" ? "from-body" : "from-headers"}`} data-stretch={stretch.kind}>
      <Bytes bytes={shown} isHex={isHex} />
      {rest > 0 && <span class="more"> … {rest.toLocaleString("en")} more bytes</span>}
    </span>
  );
};

/** Where to stop drawing: not within a character. */
const cutAt = (bytes: Uint8Array, most: number): number => {
  let at = most;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
};
