import { useMemo, useState } from "preact/hooks";

import type { Outcome } from "../check.ts";
import type { Draft } from "../draft.ts";
import type { Depth } from "../findings.ts";
import { shareable, shareLink, vectorOf } from "../share.ts";
import { toCurl, toFetch, toRaw } from "../write/index.ts";
import { CopyButton } from "./CopyButton.tsx";
import { FormChooser } from "./FormChooser.tsx";
import { WrittenView } from "./WrittenView.tsx";

interface Props {
  readonly depth: Depth;
  readonly draft: Draft;
  readonly outcome: Outcome;
}

const FORMS = { link: "Link", curl: "cURL", fetch: "fetch()", raw: "Raw HTTP", vector: "Test vector" } as const;

type Form = keyof typeof FORMS;

/** The request for someone else, or for a test: all of it but the secret. */
export const SharePanel = (props: Props) => {
  const [form, choose] = useState<Form>("link");
  return (
    <>
      <FormChooser label="Share as" forms={FORMS} open={form} choose={choose} />
      {form === "link" ? <Link {...props} /> : <Exported form={form} {...props} />}
    </>
  );
};

const Link = ({ depth, draft, outcome }: Props) => {
  const { link, notes } = useMemo(() => shareLink(depth, draft, outcome), [depth, outcome.state]);
  return (
    <>
      <p class="hint">Whoever opens it sees this request and these settings, and is asked for the secret. The part behind the # is sent to no server.</p>
      {link !== null && (
        <div class="link-row">
          <input class="code" readOnly aria-label="Link to this request" value={link} onFocus={(event) => event.currentTarget.select()} />
          <CopyButton text={link} what="the link" />
        </div>
      )}
      {notes.map((note) => <p key={note} class="hint note">{note}</p>)}
    </>
  );
};

const WRITE = { curl: toCurl, fetch: toFetch, raw: toRaw } as const;

const Exported = ({ form, depth, draft, outcome }: Props & { form: Exclude<Form, "link"> }) => {
  const written = useMemo(() => {
    if (form === "vector") return vectorOf(depth, draft, outcome);
    const { request, notes } = shareable(depth, draft);
    const made = WRITE[form](request);
    return { ...made, notes: [...notes, ...made.notes] };
  }, [form, depth, outcome.state]);
  return <WrittenView written={written} what={FORMS[form]} fileName={FILES[form]} />;
};

const FILES: Readonly<Record<Exclude<Form, "link">, string>> = { curl: "request.sh", fetch: "request.mjs", raw: "request.http", vector: "vector.json" };
