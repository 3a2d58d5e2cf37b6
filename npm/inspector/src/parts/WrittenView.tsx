import type { Written } from "../write/types.ts";
import { CopyButton } from "./CopyButton.tsx";

interface Props {
  readonly written: Written;
  /** What it is, for the buttons' names. */
  readonly what: string;
  readonly fileName: string;
}

/** What is drawn of a long text; all of it is copied. */
const SHOWN = 8 * 1024;

/** A request written in some form: to read, to copy, to keep as a file. */
export const WrittenView = ({ written: { text, bytes, notes }, what, fileName }: Props) => (
  <>
    {text !== null && (
      <div class="written">
        <pre class="code" tabIndex={0} role="group" aria-label={what}>{text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text}</pre>
      </div>
    )}
    <p class="actions">
      {text !== null && <CopyButton text={text} what={what} />}
      <button type="button" class="copy" onClick={() => keep(bytes, fileName)}>Save as a file<span class="unseen"> {what}</span></button>
    </p>
    {notes.map((note) => <p key={note} class="hint note">{note}</p>)}
  </>
);

/** Hands the bytes to the browser as a file. They come from the page's own memory. */
const keep = (bytes: Uint8Array, name: string): void => {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};
