import { useMemo, useState } from "preact/hooks";

import { difference, type Difference, type Piece } from "../diff.ts";
import { Bytes } from "./Bytes.tsx";

interface Props {
  readonly received: Uint8Array;
  readonly signed: Uint8Array;
}

/** The body as received against the one that was signed, round the first byte that differs. */
export const BodyDiff = ({ received, signed }: Props) => {
  const [isHex, setHex] = useState(false);
  const found = useMemo(() => difference(received, signed), [received, signed]);
  if (found === null) return null;
  return (
    <section class="diff" aria-labelledby="diff-title">
      <div class="section-head">
        <h3 id="diff-title">What changed on the way</h3>
        <button type="button" class="quiet" aria-pressed={isHex} onClick={() => setHex(!isHex)}>Hex<span class="unseen"> of the difference</span></button>
      </div>
      <Side name="Received" sign="−" total={received.length} found={found} own="received" rest={found.restReceived} isHex={isHex} />
      <Side name="Signed" sign="+" total={signed.length} found={found} own="signed" rest={found.restSigned} isHex={isHex} />
      <p class="hint">The first difference is at byte {found.offset.toLocaleString("en")}. The signature holds for the second.</p>
    </section>
  );
};

interface SideProps {
  readonly name: string;
  readonly sign: string;
  readonly total: number;
  readonly found: Difference;
  readonly own: "received" | "signed";
  readonly rest: number;
  readonly isHex: boolean;
}

const Side = ({ name, sign, total, found, own, rest, isHex }: SideProps) => (
  <div class={`side side-${own}`}>
    <p class="side-name"><span aria-hidden="true">{sign}</span> {name} <span class="aside">{total.toLocaleString("en")} bytes</span></p>
    <div class="bytes code" role="region" tabIndex={0} aria-label={`${name} bytes`} data-side={own}>
      {found.skipped > 0 && <span class="more">… </span>}
      {found.pieces.map((piece, index) => <PieceView key={index} piece={piece} own={own} isHex={isHex} />)}
      {rest > 0 && <span class="more"> … {rest.toLocaleString("en")} more</span>}
    </div>
  </div>
);

const PieceView = ({ piece, own, isHex }: { piece: Piece; own: Piece["kind"]; isHex: boolean }) => {
  if (piece.kind === "same") return <span><Bytes bytes={piece.bytes} isHex={isHex} /></span>;
  if (piece.kind !== own) return <span class="gap" aria-hidden="true" />;
  const content = <Bytes bytes={piece.bytes} isHex={isHex} spaces />;
  return own === "received" ? <del>{content}</del> : <ins>{content}</ins>;
};
