import { useState } from "preact/hooks";

interface Props {
  readonly values: readonly string[];
  readonly change: (secrets: readonly string[]) => void;
}

const MOST = 4;

const SHOWN = { type: "text" } as const;
const MASKED = { type: "password" } as const;

/** The secrets, masked until they are asked for; two of them while one is being rotated. */
export const SecretFields = ({ values, change }: Props) => {
  const [isShown, setShown] = useState(false);
  const put = (index: number, text: string): void => change(values.map((old, at) => (at === index ? text : old)));
  return (
    <fieldset class="field secrets">
      <legend>{values.length === 1 ? "Secret" : "Secrets"}</legend>
      {values.map((value, index) => (
        <div class="secret" key={index}>
          <input
            id={`secret-${index}`}
            class="code"
            {...(isShown ? SHOWN : MASKED)}
            aria-label={values.length === 1 ? "Secret" : `Secret ${index + 1}`}
            aria-describedby="secrets-hint"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            data-1p-ignore
            data-lpignore="true"
            value={value}
            onInput={(event) => put(index, event.currentTarget.value)}
          />
          {index === 0
            ? <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>{isShown ? "Hide" : "Show"}</button>
            : <button type="button" aria-label={`Remove secret ${index + 1}`} onClick={() => change(values.filter((_, at) => at !== index))}>Remove</button>}
        </div>
      ))}
      <p class="hint" id="secrets-hint">
        As the vendor shows it, prefix included.{" "}
        {values.length < MOST && <button type="button" class="link" onClick={() => change([...values, ""])}>Add another</button>}
      </p>
    </fieldset>
  );
};
