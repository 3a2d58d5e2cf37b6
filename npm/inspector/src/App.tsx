import { useEffect, useState } from "preact/hooks";

import { useNow } from "./clock.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { draftFromAddress } from "./link.ts";
import { startOrder, type Order } from "./order.ts";
import { CheckPage } from "./parts/CheckPage.tsx";
import { Footer } from "./parts/Footer.tsx";
import { Masthead, type Mode } from "./parts/Masthead.tsx";
import { SignPage } from "./parts/SignPage.tsx";

/** The page: what was received on one side, what it is worth on the other. */
export const App = () => {
  const [mode, setMode] = useState<Mode>("check");
  const [opened] = useState(() => draftFromAddress(location.hash));
  const [draft, setDraft] = useState<Draft>(opened.draft ?? emptyDraft);
  const [order, setOrder] = useState<Order>(startOrder);
  const [problem, setProblem] = useState(opened.problem);
  const now = useNow();
  useEffect(() => {
    const open = (): void => {
      const { draft: brought, problem: why } = draftFromAddress(location.hash);
      setProblem(why);
      if (brought === null) return;
      setDraft(brought);
      setMode("check");
    };
    addEventListener("hashchange", open);
    return () => removeEventListener("hashchange", open);
  }, []);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const checkIt = (signed: Draft): void => {
    setDraft(signed);
    setMode("check");
  };
  return (
    <>
      <Masthead mode={mode} choose={setMode} />
      {problem !== null && <p class="warning banner" role="alert">The link could not be opened: {problem}</p>}
      <main>
        {mode === "check"
          ? <CheckPage draft={draft} now={now} change={change} replace={setDraft} />
          : <SignPage order={order} change={(part) => setOrder((before) => ({ ...before, ...part }))} check={checkIt} />}
      </main>
      <Footer />
    </>
  );
};
