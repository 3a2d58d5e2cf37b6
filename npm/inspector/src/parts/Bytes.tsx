import { hex, runsOf } from "../visible.ts";

interface Props {
  readonly bytes: Uint8Array;
  readonly isHex?: boolean;
  /** Marks every space, where spaces are what differs. */
  readonly spaces?: boolean;
}

/** Bytes made visible: as text with marks for what an eye would miss, or in hex. */
export const Bytes = ({ bytes, isHex = false, spaces = false }: Props) =>
  isHex ? (
    <>{Array.from(bytes, hex).join(" ")} </>
  ) : (
    <>
      {runsOf(bytes, { spaces }).map((run, index) =>
        run.kind === "text" ? run.text : <abbr key={index} class={run.kind} title={run.name}>{run.text}</abbr>,
      )}
    </>
  );
