import { useState } from "preact/hooks";

interface Props {
  readonly values: readonly string[];
  readonly change: (secrets: readonly string[]) => void;
  /** What the scheme takes; a token, a shared secret, or the sender's public key. */
  readonly kind: "Secret" | "Public key" | "Token";
  /** Only one: nothing is signed with two. */
  readonly isSingle?: boolean;
}

const MOST = 4;

const SHOWN = { type: "text" } as const;
const MASKED = { type: "password" } as const;

/** The secrets, masked until they are asked for; two of them while one is being rotated. */
export const SecretFields = ({ values, change, kind, isSingle = false }: Props) => {
  const [isShown, setShown] = useState(false);
  const put = (index: number, text: string): void => change(values.map((old, at) => (at === index ? text : old)));
  const paste = (index: number, event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value } = event.currentTarget as HTMLInputElement;
    const isWhole = (selectionEnd ?? 0) - (selectionStart ?? 0) === value.length;
    // The field would drop a line break in silence, and that may be just what is wrong.
    if (!/[\r\n]/.test(text) || !isWhole) return;
    event.preventDefault();
    put(index, text);
  };
  const nameOf = (index: number): string => (values.length === 1 ? kind : `${kind} ${index + 1}`);
  return (
    <fieldset class="field secrets">
      <legend>{values.length === 1 ? kind : `${kind}s`}</legend>
      {values.map((value, index) => (
        <div class="secret" key={index}>
          <input
            id={`secret-${index}`}
            class="code"
            {...(isShown ? SHOWN : MASKED)}
            aria-label={nameOf(index)}
            aria-describedby="secrets-hint"
            placeholder={kind === "Public key" ? "as the sender shows it" : "whsec_…"}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            data-1p-ignore
            data-lpignore="true"
            value={value.replaceAll(/[\r\n]/g, "")}
            onPaste={(event) => paste(index, event)}
            onInput={(event) => put(index, event.currentTarget.value)}
          />
          {index === 0
            ? <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>{isShown ? "Hide" : "Show"}</button>
            : <button type="button" aria-label={`Remove ${nameOf(index)}`} onClick={() => change(values.filter((_, at) => at !== index))}>Remove</button>}
        </div>
      ))}
      {kind !== "Public key" && values.some((value) => /[\r\n]/.test(value)) && <p class="hint note">A line break came along with what was pasted, and is kept.</p>}
      <p class="hint" id="secrets-hint">
        As the sender shows it, prefix included. It stays in this tab: never stored, never in a link.{" "}
        {!isSingle && values.length < MOST && <button type="button" class="link" onClick={() => change([...values, ""])}>Add another</button>}
      </p>
    </fieldset>
  );
};
