import { schemes } from "../core/index.ts";
import type { Chosen } from "../reading.ts";
import { sentence } from "../sentence.ts";
import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly chosen: Chosen | null;
  readonly change: (scheme: string) => void;
}

/** Others that are offered beside the recognised one. */
const OTHERS = 3;

const SORTED = [...schemes].sort((one, other) => one.name.localeCompare(other.name, "en"));

const nameOf = (scheme: string): string => schemes.find(({ id }) => id === scheme)?.name ?? scheme;

/** Whose rules the request is checked by: the recognised one, or the one that is chosen. */
export const SchemeField = ({ value, chosen, change }: Props) => (
  <Field id="scheme" label="Sent by" hint={<Why value={value} chosen={chosen} change={change} />}>
    <select {...describedBy("scheme", true, null)} value={value} onChange={(event) => change(event.currentTarget.value)}>
      <option value="">{value !== "" ? "Recognise it" : chosen === null ? "Recognised from the request" : `${nameOf(chosen.scheme)} (recognised)`}</option>
      {SORTED.map(({ id, name }) => <option key={id} value={id}>{name === id ? id : `${name} (${id})`}</option>)}
    </select>
  </Field>
);

const Why = ({ value, chosen, change }: Props) => {
  if (chosen === null) return <>Nothing pasted so far looks like a known sender. Choose one, if you know.</>;
  const reference = schemes.find(({ id }) => id === chosen.scheme)?.reference ?? "";
  const others = chosen.others.slice(0, OTHERS);
  return (
    <>
      {value === "" && chosen.because !== null && <>{sentence(`recognised: ${chosen.because}`)} </>}
      <Reference text={reference} />
      {others.length > 0 && (
        <>
          {" "}Also like:{" "}
          {others.map(({ scheme, because }, index) => (
            <span key={scheme}>{index > 0 && ", "}<button type="button" class="link" title={because} onClick={() => change(scheme)}>{nameOf(scheme)}</button></span>
          ))}
        </>
      )}
    </>
  );
};

const Reference = ({ text }: { text: string }) =>
  /^https:/.test(text)
    ? <>Rule: <a href={text} target="_blank" rel="noreferrer noopener">{text.replace(/^https:\/\//, "")}</a>.</>
    : <>Rule: {text}.</>;
