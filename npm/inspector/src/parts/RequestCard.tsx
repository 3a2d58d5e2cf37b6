import { fieldsOf, type Draft } from "../draft.ts";
import type { Reading } from "../reading.ts";
import { BodyField } from "./BodyField.tsx";
import { Field, describedBy } from "./Field.tsx";
import { HeadersField } from "./HeadersField.tsx";
import { PasteField } from "./PasteField.tsx";

interface Props {
  readonly draft: Draft;
  readonly reading: Reading;
  readonly change: (part: Partial<Draft>) => void;
  readonly clear: () => void;
}

/** The request: one place to paste anything, and the fields behind it. */
export const RequestCard = ({ draft, reading, change, clear }: Props) => {
  const complaint = (field: string): string | null => (reading.state === "wrong" && reading.field === field ? reading.message : null);
  return (
    <section class="card request" aria-labelledby="request-title">
      <div class="section-head">
        <h2 id="request-title">The request</h2>
        <div class="head-actions">
          <div class="choices" role="group" aria-label="How the request is given">
            <Choice isOn={draft.view === "paste"} choose={() => change({ view: "paste" })}>Paste</Choice>
            <Choice isOn={draft.view === "fields"} choose={() => change(openFields(draft, reading))}>Fields</Choice>
          </div>
          <button type="button" class="quiet" onClick={clear}>Clear</button>
        </div>
      </div>
      {draft.view === "paste" ? <PasteField draft={draft} reading={reading} change={change} /> : <FieldsForm draft={draft} change={change} complaint={complaint} />}
    </section>
  );
};

/** The fields hold what was pasted, until they are changed themselves. */
const openFields = (draft: Draft, reading: Reading): Partial<Draft> =>
  draft.source === "paste" && reading.state === "read" ? { view: "fields", fields: fieldsOf(reading.request) } : { view: "fields" };

const Choice = ({ isOn, choose, children }: { isOn: boolean; choose: () => void; children: string }) => (
  <button type="button" class="choice" aria-pressed={isOn} data-on={isOn} onClick={choose}>{children}</button>
);

interface FormProps {
  readonly draft: Draft;
  readonly change: Props["change"];
  readonly complaint: (field: string) => string | null;
}

const FieldsForm = ({ draft, change, complaint }: FormProps) => {
  const { fields } = draft;
  const set = (part: Partial<Draft["fields"]>): void => change({ source: "fields", fields: { ...fields, ...part } });
  return (
    <>
      <div class="method-url">
        <Field id="method" label="Method">
          <input {...describedBy("method", false, null)} class="code" value={fields.method} autocomplete="off" autocapitalize="characters" spellcheck={false} onInput={(event) => set({ method: event.currentTarget.value })} />
        </Field>
        <Field id="url" label="URL">
          <input {...describedBy("url", false, null)} class="code" value={fields.url} placeholder="https://example.com/webhooks" autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(event) => set({ url: event.currentTarget.value })} />
        </Field>
      </div>
      <HeadersField value={fields.headers} change={(headers) => set({ headers })} complaint={complaint("headers")} />
      <BodyField value={fields.body} change={(body) => set({ body })} complaint={complaint("body")} />
    </>
  );
};
