import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly change: (text: string) => void;
  readonly complaint: string | null;
}

/** The headers, one line each. */
export const HeadersField = ({ value, change, complaint }: Props) => (
  <Field id="headers" label="Headers" hint="One “name: value” a line, in any case and order." complaint={complaint}>
    <textarea
      {...describedBy("headers", true, complaint)}
      class="code"
      rows={5}
      wrap="off"
      placeholder={"svix-id: msg_…\nsvix-timestamp: 1780063272\nsvix-signature: v1,…"}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
    />
  </Field>
);
