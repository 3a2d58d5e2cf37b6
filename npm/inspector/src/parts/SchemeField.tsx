import { schemes } from "waxseal";

import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly change: (scheme: string) => void;
}

/** Whose rules the request is checked by. */
export const SchemeField = ({ value, change }: Props) => {
  const reference = schemes.find(({ id }) => id === value)?.reference ?? "";
  return (
    <Field id="scheme" label="Scheme" hint={<Reference text={reference} />}>
      <select {...describedBy("scheme", true, null)} value={value} onChange={(event) => change(event.currentTarget.value)}>
        {schemes.map(({ id }) => <option key={id} value={id}>{id}</option>)}
      </select>
    </Field>
  );
};

const Reference = ({ text }: { text: string }) =>
  /^https:/.test(text)
    ? <>Rule: <a href={text} target="_blank" rel="noreferrer noopener">{text.replace(/^https:\/\//, "")}</a></>
    : <>Rule: {text}</>;
