// Work that is too long for a keystroke waits until the typing pauses.

import { useEffect, useState } from "preact/hooks";

/** What was made of an earlier input, and whether that is still the one that counts. */
export interface Later<Input, Result> {
  readonly input: Input;
  readonly result: Result;
}

/**
 * Makes something of `input` when it has stayed the same for so long. Until then the last result
 * is returned with the input that it was made of: what is shown does not flicker.
 */
export const useLater = <Input, Result>(input: Input | null, millis: number, make: (input: Input) => Result): Later<Input, Result> | null => {
  const [last, setLast] = useState<Later<Input, Result> | null>(null);
  useEffect(() => {
    if (input === null) {
      setLast(null);
      return;
    }
    const timer = setTimeout(() => setLast({ input, result: make(input) }), millis);
    return () => clearTimeout(timer);
  }, [input]);
  return input === null ? null : last;
};
