import type { Outcome } from "../check.ts";
import { sentence } from "../sentence.ts";
import { Seal, type SealState } from "./Seal.tsx";

interface Face {
  readonly seal: SealState;
  readonly title: string;
}

const FACES: Readonly<Record<Outcome["state"], Face>> = {
  empty: { seal: "blank", title: "Nothing to check yet" },
  valid: { seal: "whole", title: "Genuine" },
  rejected: { seal: "broken", title: "Rejected" },
  unusable: { seal: "unset", title: "Cannot be checked" },
};

/** The verdict in one glance: seal, word and code. Announced when it changes, not each second. */
export const VerdictBanner = ({ outcome }: { outcome: Outcome }) => {
  const { seal, title } = FACES[outcome.state];
  const code = outcome.state === "rejected" || outcome.state === "unusable" ? outcome.code : null;
  return (
    <div class={`verdict verdict-${outcome.state}`} data-state={outcome.state}>
      <div class="verdict-head">
        <Seal state={seal} />
        <div role="status" aria-live="polite" aria-atomic="true" class="verdict-words">
          <strong class="verdict-title">{title}</strong>
          {code !== null && <code class="verdict-code">{code}</code>}
        </div>
      </div>
      <p class="verdict-detail">{detailOf(outcome)}</p>
    </div>
  );
};

const detailOf = (outcome: Outcome): string => {
  switch (outcome.state) {
    case "empty":
      return "Paste headers, body and secret, or begin with a signed sample.";
    case "valid":
      return outcome.verified.covers.body
        ? "The signature was made with this secret, over these bytes."
        : "The token is right. Nothing in the request is bound to it.";
    case "rejected":
    case "unusable":
      return sentence(outcome.detail);
  }
};
