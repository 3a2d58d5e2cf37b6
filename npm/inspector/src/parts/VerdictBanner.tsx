import { isNow, type Outcome } from "../check.ts";
import { schemes } from "../core/index.ts";
import { sentence } from "../sentence.ts";
import { Seal, type SealState } from "./Seal.tsx";

interface Face {
  readonly seal: SealState;
  readonly title: string;
}

const FACES: Readonly<Record<Exclude<Outcome["state"], "waiting">, Face>> = {
  empty: { seal: "blank", title: "Nothing to check yet" },
  valid: { seal: "whole", title: "Genuine" },
  rejected: { seal: "broken", title: "Rejected" },
  unusable: { seal: "unset", title: "Cannot be checked" },
};

const LACKS: Readonly<Record<"scheme" | "secret", string>> = { scheme: "Who sent it?", secret: "Now the secret" };

const faceOf = (outcome: Outcome): Face => (outcome.state === "waiting" ? { seal: "waiting", title: LACKS[outcome.lacks] } : FACES[outcome.state]);

/** The verdict in a few words, for those who cannot see it. */
export const wordsOf = (outcome: Outcome): string => {
  const code = outcome.state === "rejected" || outcome.state === "unusable" ? outcome.code : null;
  const { title } = faceOf(outcome);
  return code === null ? title : `${title}: ${code}`;
};

interface Props {
  readonly outcome: Outcome;
  readonly scheme: string | null;
  /** The user's own time of the check, as text; empty for now. */
  readonly clock: string;
  /** Sets the time of the check to when the request was signed. */
  readonly goBack: (() => void) | null;
}

/** The verdict in one glance: seal, word and code. */
export const VerdictBanner = ({ outcome, scheme, clock, goBack }: Props) => {
  const { seal, title } = faceOf(outcome);
  const code = outcome.state === "rejected" || outcome.state === "unusable" ? outcome.code : null;
  return (
    <div class={`verdict verdict-${outcome.state}`} data-state={outcome.state}>
      <div class="verdict-head">
        <Seal state={seal} />
        <div class="verdict-words">
          <strong class="verdict-title">{title}</strong>
          {code !== null && <code class="verdict-code">{code}</code>}
        </div>
        {outcome.state === "rejected" && <a class="see-why" href="#why" onClick={seeWhy}>See why</a>}
      </div>
      <div class="verdict-detail" id="why">
        <p>{detailOf(outcome)}</p>
        {outcome.state !== "empty" && scheme !== null && (
          <p class="aside">
            Checked as {schemes.find(({ id }) => id === scheme)?.name ?? scheme}, {isNow({ clock }) ? "now" : `as of ${clock.trim()}`}.
            {goBack !== null && <>{" "}<button type="button" class="link" onClick={goBack}>Check as of when it was signed</button></>}
          </p>
        )}
      </div>
    </div>
  );
};

/** Goes there without a change of the address. */
const seeWhy = (event: Event): void => {
  event.preventDefault();
  document.getElementById("why")?.scrollIntoView({ block: "start" });
};

const detailOf = (outcome: Outcome): string => {
  switch (outcome.state) {
    case "empty":
      return "Paste a request and its secret, or begin with an example.";
    case "valid":
      return outcome.verified.covers.body
        ? "The signature was made with this secret, over these bytes."
        : outcome.verified.assurance === "token"
          ? "The token is right. Nothing in the request is bound to it."
          : "What the sender signs is right. The body is not part of it.";
    case "waiting":
    case "rejected":
    case "unusable":
      return sentence(outcome.detail);
  }
};
