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
    <div class="bytes code" role="group" tabIndex={0} aria-label={`${name} bytes`} data-side={own}>
      {found.skipped > 0 && <span class="more">… </span>}
      {found.pieces.map((piece, index) => <PieceView key={index} piece={piece} own={own} isHex={isHex} isAlone={!isBeside(found.pieces, index, own)} />)}
      {rest > 0 && <span class="more"> … {rest.toLocaleString("en")} more</span>}
    </div>
  </div>
);

/** Whether one's own bytes stand at the same place as the other side's. */
const isBeside = (pieces: readonly Piece[], index: number, own: Piece["kind"]): boolean =>
  pieces[index - 1]?.kind === own || pieces[index + 1]?.kind === own;

interface PieceProps {
  readonly piece: Piece;
  readonly own: Piece["kind"];
  readonly isHex: boolean;
  /** Whether the other side alone has bytes at this place. */
  readonly isAlone: boolean;
}

const PieceView = ({ piece, own, isHex, isAlone }: PieceProps) => {
  if (piece.kind === "same") return <span><Bytes bytes={piece.bytes} isHex={isHex} /></span>;
  if (piece.kind !== own) return isAlone ? <span class="gap" aria-hidden="true" /> : null;
  const content = <Bytes bytes={piece.bytes} isHex={isHex} spaces />;
  return own === "received" ? <del>{content}</del> : <ins>{content}</ins>;
};
