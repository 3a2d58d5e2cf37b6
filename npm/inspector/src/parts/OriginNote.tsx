import { useEffect, useRef } from "preact/hooks";

import type { Origin } from "../draft.ts";

/** Where a request came from that a link brought. The secret is asked for first: all else is there. */
export const OriginNote = ({ origin, lacksSecret }: { origin: Origin; lacksSecret: boolean }) => {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (lacksSecret) document.getElementById("secret-0")?.focus();
  }, [origin]);
  return (
    <div class="origin" ref={note} role="note">
      <p>
        {origin.from === "capture" ? "A request that your Worker captured" : "A request from a link"}
        {origin.code !== null && <>, refused with <code>{origin.code}</code></>}.
        {lacksSecret && <> <strong>Paste its secret</strong> to see why. No link carries one.</>}
      </p>
      {origin.isCut && <p>Something in it was cut off or masked, so that it may not verify here although it did elsewhere.</p>}
    </div>
  );
};
