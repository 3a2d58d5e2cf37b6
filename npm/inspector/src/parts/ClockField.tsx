import { describedBy, Field } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly change: (text: string) => void;
  readonly complaint: string | null;
}

/** The time of the check: now, unless an old request is looked at. */
export const ClockField = ({ value, change, complaint }: Props) => (
  <Field id="clock" label="Time of the check" hint="Empty: now. For a request from your logs: when it arrived (Unix seconds or ISO 8601)." complaint={complaint}>
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
