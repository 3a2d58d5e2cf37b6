import { emptyBody, type BodyDraft } from "../draft.ts";
import { describedBy } from "./Field.tsx";

interface Props {
  readonly value: BodyDraft;
  readonly change: (body: BodyDraft) => void;
  readonly complaint: string | null;
}

/** The raw body: as text, as base64, or from a file where every byte counts. */
export const BodyField = ({ value, change, complaint }: Props) => (
  <div class="field">
    <div class="label-row">
      <label for="body">Body, raw</label>
      <div class="choices" role="group" aria-label="How the body is given">
        <Choice isOn={value.form === "text" && value.lineEnds === "lf"} choose={() => change({ form: "text", text: textOf(value), lineEnds: "lf" })}>Text</Choice>
        <Choice isOn={value.form === "text" && value.lineEnds === "crlf"} choose={() => change({ form: "text", text: textOf(value), lineEnds: "crlf" })}>Text, CRLF</Choice>
        <Choice isOn={value.form === "base64"} choose={() => change({ form: "base64", text: "" })}>Base64</Choice>
        <label class="choice" data-on={value.form === "file"}>
          <input type="file" class="unseen" aria-label="Body from a file" onChange={(event) => void readFile(event.currentTarget, change)} />
          File
        </label>
      </div>
    </div>
    {value.form === "file" ? <FileBody value={value} change={change} /> : <TextBody value={value} change={change} complaint={complaint} />}
    {complaint !== null && <p class="complaint" id="body-complaint">{complaint}</p>}
    <p class="hint" id="body-hint">{hintFor(value)}</p>
  </div>
);

const Choice = ({ isOn, choose, children }: { isOn: boolean; choose: () => void; children: string }) => (
  <button type="button" class="choice" aria-pressed={isOn} data-on={isOn} onClick={choose}>{children}</button>
);

const TextBody = ({ value, change, complaint }: Props & { value: Exclude<BodyDraft, { form: "file" }> }) => (
  <textarea
    {...describedBy("body", true, complaint)}
    class="code"
    rows={9}
    placeholder={value.form === "base64" ? "eyJpZCI6…" : '{"id":"evt_…","type":"commission.created",…}'}
    autocomplete="off"
    autocapitalize="none"
    spellcheck={false}
    value={value.text}
    onInput={(event) => change({ ...value, text: event.currentTarget.value })}
  />
);

const FileBody = ({ value, change }: { value: Extract<BodyDraft, { form: "file" }>; change: Props["change"] }) => (
  <div class="file">
    <span class="code" id="body">{value.name}</span>
    <span>{value.bytes.length.toLocaleString("en")} bytes</span>
    <button type="button" onClick={() => change(emptyBody)}>Remove</button>
  </div>
);

const textOf = (body: BodyDraft): string => (body.form === "text" ? body.text : "");

const hintFor = (body: BodyDraft): string => {
  if (body.form === "base64") return "The bytes as base64 or base64url.";
  if (body.form === "file") return "The file's bytes, unchanged. It is read here and sent nowhere.";
  return "Exactly as received, not printed anew. A text field cannot hold CRLF: say so above, or give Base64 or a file.";
};

const readFile = async (input: HTMLInputElement, change: Props["change"]): Promise<void> => {
  const file = input.files?.[0];
  input.value = "";
  if (file !== undefined) change({ form: "file", name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
};
