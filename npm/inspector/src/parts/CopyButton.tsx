import { useEffect, useState } from "preact/hooks";

interface Props {
  readonly text: string;
  /** What is copied, for those who do not see what stands beside the button. */
  readonly what: string;
}

/** How long the button says that it was done. */
const SAID_MILLIS = 2000;

type Said = "no" | "copied" | "refused";

const WORDS: Readonly<Record<Said, string>> = { no: "Copy", copied: "Copied", refused: "Select it by hand" };

/** Puts a text on the clipboard, where the browser allows it. */
export const CopyButton = ({ text, what }: Props) => {
  const [said, say] = useState<Said>("no");
  useEffect(() => {
    if (said === "no") return;
    const timer = setTimeout(() => say("no"), SAID_MILLIS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    // Absent where the page is not served securely.
    if (navigator.clipboard === undefined) return say("refused");
    navigator.clipboard.writeText(text).then(() => say("copied"), () => say("refused"));
  };
  return (
    <button type="button" class="copy" onClick={copy}>
      {WORDS[said]}
      <span class="unseen"> {what}</span>
    </button>
  );
};
