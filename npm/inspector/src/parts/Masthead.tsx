import { Seal } from "./Seal.tsx";

/** Name and promise. */
export const Masthead = () => (
  <header class="masthead">
    <div class="masthead-name">
      <Seal state="whole" />
      <h1>
        <span class="wordmark">waxseal</span> inspector
      </h1>
    </div>
    <p class="promise">
      Checks one webhook with the verifier that your server runs. This page connects to nothing and keeps nothing:
      what you paste stays in this tab.
    </p>
  </header>
);
