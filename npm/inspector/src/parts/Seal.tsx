export type SealState = "blank" | "waiting" | "whole" | "broken" | "unset";

const OUTLINE =
  "M32 3c4 0 5.900 3.400 9.200 4.600 3.400 1.200 7.200-.8 10.200 1.400 3 2.100 2.600 6.200 4.600 9.200s5.800 4.400 6.600 8c.8 3.600-2.200 6.200-2.800 9.800-.6 3.600 1.400 7.200-.4 10.400-1.800 3.200-5.800 3-8.600 5.200-2.800 2.200-3.600 6.200-7 7.600-3.400 1.200-6.400-1.600-10-1.600s-7 2.600-10.400 1.200c-3.400-1.400-3.800-5.600-6.400-8-2.600-2.400-6.600-2.600-8.200-5.800-1.600-3.200.6-6.800.2-10.400-.4-3.600-3.400-6.600-2.400-10.200 1-3.600 5-4.600 7.200-7.400 2.200-2.800 2-7 5.200-8.800C22.200 6.400 28.400 3 32 3z";

const MARKS: Record<SealState, string> = {
  blank: "",
  waiting: "M20 32v.5M32 32v.5M44 32v.5",
  whole: "m20.500 33 7.800 7.800 15.200-16.600",
  broken: "M23 23l18 18M41 23 23 41",
  unset: "M32 20v14M32 42.500v.5",
};

/** The seal: whole, broken, or not yet pressed. Its shape tells the state without its colour. */
export const Seal = ({ state }: { state: SealState }) => (
  <svg class={`seal seal-${state}`} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <path class="seal-wax" d={OUTLINE} />
    {state === "broken" && <path class="seal-crack" d="M36 1l-5 11 6 7-7 8M28 63l3-12-6-6 7-8" />}
    {MARKS[state] !== "" && <path class="seal-mark" d={MARKS[state]} />}
  </svg>
);
