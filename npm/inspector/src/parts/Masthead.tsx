import { Seal } from "./Seal.tsx";

/** What the page is used for. */
export type Mode = "check" | "sign";

interface Props {
  readonly mode: Mode;
  readonly choose: (mode: Mode) => void;
}

/** Name, promise, and the two things that the page does. */
export const Masthead = ({ mode, choose }: Props) => (
  <header class="masthead">
    <div class="masthead-name">
      <Seal state="whole" />
      <h1><span class="wordmark">waxseal</span> inspector</h1>
      <div class="choices modes" role="group" aria-label="What to do">
        <button type="button" class="choice" aria-pressed={mode === "check"} data-on={mode === "check"} onClick={() => choose("check")}>Check</button>
        <button type="button" class="choice" aria-pressed={mode === "sign"} data-on={mode === "sign"} onClick={() => choose("sign")}>Sign</button>
      </div>
    </div>
    <p class="promise">{mode === "check" ? "Is this webhook genuine, and if not, why?" : "Make a signed webhook to test a receiver with."}</p>
    <p class="aside">
      {mode === "check" ? "Paste the request, add the secret, read the cause. " : "Fill in what it should say, send it as you like. "}
      Nothing leaves this tab.
    </p>
  </header>
);
