import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly change: (text: string) => void;
  readonly complaint: string | null;
}

/** The time of the check: now, unless an old request is looked at. */
export const ClockField = ({ value, change, complaint }: Props) => (
  <Field id="clock" label="Time of the check" hint="Empty: now, or when what you pasted says that it came. Unix seconds, ISO 8601 or “now”." complaint={complaint}>
    <input
      {...describedBy("clock", true, complaint)}
      class="code"
      placeholder="now"
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
    />
  </Field>
);
