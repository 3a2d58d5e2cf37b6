import { useRef, useState } from "preact/hooks";

import { emptyPaste, type Draft, type Paste } from "../draft.ts";
import { edited, shown } from "../exact-text.ts";
import type { Reading } from "../reading.ts";
import { FORMAT_NAMES, FORMATS, type Format, type Pasted, type Problem } from "../read/types.ts";

interface Props {
  readonly draft: Draft;
  readonly reading: Reading;
  readonly change: (part: Partial<Draft>) => void;
}

/** A longer text is read, but not drawn: a text field of a megabyte makes every keystroke slow. */
const LONGEST = 192 * 1024;

const EXAMPLE = `POST /webhooks HTTP/1.1
stripe-signature: t=1780063272,v1=5257a8…

{"id":"evt_1","type":"payout.paid"}`;

/** One place for anything: what it is, is recognised. */
export const PasteField = ({ draft, reading, change }: Props) => {
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { paste } = draft;
  const set = (part: Partial<Paste>): void => change({ source: "paste", origin: null, paste: { ...paste, ...part } });
  /** Another request: the time of the check belonged to the one before. */
  const replace = (whole: Paste): void => change({ source: "paste", origin: null, clock: "", paste: whole });
  const put = (text: string): void => replace({ ...paste, text, bytes: null, chosen: 0, name: text.length > LONGEST ? "the pasted text" : null });
  const drop = async (files: FileList | undefined | null): Promise<void> => {
    const file = files?.[0];
    if (file !== undefined) replace(await pasteOf(file));
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const target = event.currentTarget as HTMLTextAreaElement;
    const isWhole = target.selectionEnd - target.selectionStart === target.value.length;
    // The field itself would lose CR, and choke on a megabyte.
    if (text === "" || (!isWhole && text.length <= LONGEST)) return;
    event.preventDefault();
    put(text);
  };
  return (
    <div
      class="paste"
      data-over={isOver}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); void drop(event.dataTransfer?.files); }}
    >
      <label for="paste" class="unseen">The request, in any form</label>
      {paste.name !== null ? (
        <div class="file">
          <span><span class="code" id="paste">{paste.name}</span> <span class="aside">{sizeOf(paste)}</span></span>
          <button type="button" onClick={() => replace(emptyPaste)}>Remove</button>
        </div>
      ) : (
        <textarea
          id="paste"
          ref={field}
          class="code"
          rows={12}
          placeholder={EXAMPLE}
          aria-describedby="paste-hint paste-read"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={shown(paste.text)}
          onPaste={onPaste}
          onInput={(event) => set({ text: edited(paste.text, event.currentTarget.value) })}
        />
      )}
      <div class="paste-foot">
        <p class="hint" id="paste-hint">Raw HTTP, a curl command, HAR, fetch(), a postback URL, a hex dump or JSON from your logs.</p>
        <label class="choice file-choice">
          <input type="file" class="unseen" onChange={(event) => { void drop(event.currentTarget.files); event.currentTarget.value = ""; }} />
          Open a file
        </label>
      </div>
      {draft.source === "fields" && <p class="hint note">The fields were changed since: they count. Paste here to replace them.</p>}
      {draft.source === "paste" && reading.state === "read" && reading.pasted !== null && (
        <ReadAs pasted={reading.pasted} paste={paste} set={set} go={(problem) => goTo(field.current, problem, paste.text)} />
      )}
    </div>
  );
};

const pasteOf = async (file: File): Promise<Paste> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const isShown = bytes.length <= LONGEST && !text.includes("\ufffd") && !text.includes("\0");
  return { text, bytes, name: isShown ? null : file.name, format: "any", chosen: 0 };
};

const sizeOf = ({ text, bytes }: Paste): string => {
  const size = bytes?.length ?? text.length;
  return size < 10_000 ? `${size.toLocaleString("en")} bytes` : `${Math.round(size / 1024).toLocaleString("en")} KB`;
};

/** Selects the place of a problem in the field. */
const goTo = (field: HTMLTextAreaElement | null, { start, length }: Problem, exact: string): void => {
  if (field === null) return;
  const from = shown(exact.slice(0, start)).length;
  field.focus();
  field.setSelectionRange(from, from + Math.max(1, length));
  // Browsers scroll to the selection when it is set by typing alone.
  const lines = field.value.slice(0, from).split("\n").length;
  field.scrollTop = Math.max(0, (lines - 4) * (field.scrollHeight / Math.max(1, field.value.split("\n").length)));
};

interface ReadAsProps {
  readonly pasted: Pasted;
  readonly paste: Paste;
  readonly set: (part: Partial<Paste>) => void;
  readonly go: (problem: Problem) => void;
}

const ReadAs = ({ pasted, paste, set, go }: ReadAsProps) => (
  <div class="read" id="paste-read">
    <p class="read-line">
      <label for="format">Read as</label>{" "}
      <select id="format" value={paste.format} onChange={(event) => set({ format: event.currentTarget.value as Format | "any", chosen: 0 })}>
        <option value="any">{paste.format === "any" ? `${FORMAT_NAMES[pasted.format]} (recognised)` : "Recognise it"}</option>
        {FORMATS.map((format) => <option key={format} value={format}>{FORMAT_NAMES[format]}</option>)}
      </select>{" "}
      <span class="because">{pasted.because}</span>
    </p>
    {pasted.choices.length > 1 && (
      <p class="read-line">
        <label for="choice">Request</label>{" "}
        <select id="choice" value={String(pasted.chosen)} onChange={(event) => set({ chosen: Number(event.currentTarget.value) })}>
          {pasted.choices.map(({ label, code }, index) => <option key={index} value={String(index)}>{label}{code === undefined ? "" : ` (${code})`}</option>)}
        </select>
      </p>
    )}
    <p class="read-parts">{partsOf(pasted)}</p>
    {pasted.problems.length > 0 && (
      <ul class="problems">
        {pasted.problems.slice(0, 6).map((problem, index) => (
          <li key={index} data-severity={problem.severity}>
            <span class="problem-kind">{problem.severity === "error" ? "Problem" : "Note"}</span>{" "}
            <button type="button" class="link" disabled={paste.name !== null} onClick={() => go(problem)}>line {problem.line}, column {problem.column}</button>{" "}
            {problem.message}
          </li>
        ))}
      </ul>
    )}
  </div>
);

const partsOf = ({ request: { method, url, headers, body } }: Pasted): string =>
  [
    `${method} ${url === "" ? "(no URL)" : url.length > 60 ? `${url.slice(0, 60)}…` : url}`,
    `${headers.length} ${headers.length === 1 ? "header" : "headers"}`,
    `body of ${body.length.toLocaleString("en")} bytes`,
  ].join(" · ");
