import { useEffect, useState } from "preact/hooks";

/** The announcement waits until the typing pauses: a live region that chatters is turned off. */
const PAUSE_MILLIS = 700;

/** What to say aloud: the same words are said once, and none while they still change; `null` while they are not known. */
export const useAnnounced = (words: string | null): string => {
  const [said, say] = useState("");
  useEffect(() => {
    if (words === null) return;
    const timer = setTimeout(() => say(words), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [words]);
  return said;
};
