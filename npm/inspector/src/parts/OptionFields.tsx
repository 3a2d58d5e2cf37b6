import type { ComponentChildren } from "preact";

import { schemes } from "../core/index.ts";
import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly scheme: string;
  readonly values: Readonly<Record<string, string>>;
  readonly change: (values: Readonly<Record<string, string>>) => void;
  readonly complaint: string | null;
  /** Only what `sign` takes. */
  readonly isForSigning?: boolean;
  /** Settings that every scheme has. */
  readonly children?: ComponentChildren;
  /** Whether one of those is set, or cannot be read. */
  readonly isUsed?: boolean;
}

interface Setting {
  readonly label: string;
  readonly example: string;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  header: { label: "Header with the signature", example: "x-signature" },
  query: { label: "Query parameter with the token", example: "token" },
  url: { label: "URL as registered with the sender", example: "https://example.com/webhooks" },
  prefix: { label: "Text before the token", example: "Bearer " },
  id: { label: "Pointer to the event id", example: "/data/id" },
  type: { label: "Pointer to the event type", example: "/type" },
  version: { label: "Pointer to the schema version", example: "/schema_version" },
};

const FOR_SIGNING: readonly string[] = ["header", "query", "prefix"];

/** What the vendor leaves open, and the tolerance; only what the scheme has. */
export const OptionFields = ({ scheme, values, change, complaint, isForSigning = false, children, isUsed = false }: Props) => {
  const row = schemes.find(({ id }) => id === scheme);
  const set = (name: string, value: string): void => change({ ...values, [name]: value });
  const opens: readonly string[] = row?.opens ?? [];
  const texts = opens.filter((name) => name in SETTINGS && (!isForSigning || FOR_SIGNING.includes(name)));
  const hasWindow = row?.covers.timestamp === true && !isForSigning;
  if (texts.length === 0 && !hasWindow && !opens.includes("encoding") && children === undefined) return null;
  return (
    <details class="field options" open={opens.length > 0 || complaint !== null || isUsed}>
      <summary>Settings</summary>
      <div class="grid">
        {texts.map((name) => (
          <TextOption key={name} name={name} label={SETTINGS[name]!.label} example={exampleOf(name, row?.reads ?? [])} value={values[name] ?? ""} set={set} />
        ))}
        {opens.includes("encoding") && <EncodingOption value={values["encoding"] ?? ""} set={set} />}
        {hasWindow && (
          <Field id="tolerance" label="Tolerance in seconds" complaint={complaint}>
            <input {...describedBy("tolerance", false, complaint)} class="code" inputMode="numeric" autocomplete="off" value={values["toleranceSeconds"] ?? ""} placeholder="as the scheme says" onInput={(event) => set("toleranceSeconds", event.currentTarget.value)} />
          </Field>
        )}
        {children}
      </div>
    </details>
  );
};

/** What is read if nothing is set, or what a setting may look like. */
const exampleOf = (name: string, reads: readonly string[]): string =>
  (name === "header" ? reads[0] : SETTINGS[name]?.example) ?? "";

interface OptionProps {
  readonly value: string;
  readonly set: (name: string, value: string) => void;
}

const TextOption = ({ name, label, example, value, set }: OptionProps & { name: string } & Setting) => (
  <Field id={`option-${name}`} label={label}>
    <input id={`option-${name}`} class="code" value={value} placeholder={example} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(event) => set(name, event.currentTarget.value)} />
  </Field>
);

const EncodingOption = ({ value, set }: OptionProps) => (
  <Field id="option-encoding" label="Encoding of the signature">
    <select id="option-encoding" value={value} onChange={(event) => set("encoding", event.currentTarget.value)}>
      <option value="">as the scheme says</option>
      <option value="hex">hex</option>
      <option value="base64">base64</option>
      <option value="base64url">base64url</option>
    </select>
  </Field>
);
