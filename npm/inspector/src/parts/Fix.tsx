import type { ComponentChildren } from "preact";

import type { Cause, Framework } from "../../../waxseal/src/diagnose.ts";
import { sentence } from "../sentence.ts";
import { CopyButton } from "./CopyButton.tsx";

interface Props {
  readonly fix: Cause["fix"];
  readonly lines: Cause["lines"];
  readonly framework: Framework | null;
  readonly choose: (framework: Framework) => void;
  /** False where the line is one press away: of several guesses, one is enough to read. */
  readonly isOpen: boolean;
}

/** What to change, and the line of code for the framework that the reader has. */
export const Fix = ({ fix, lines, framework, choose, isOpen }: Props) => {
  const shown = lines.find((line) => line.framework === framework) ?? lines[0];
  return (
    <div class="fix">
      <p><strong>Fix</strong> {sentence(fix)}</p>
      {shown !== undefined && (
        <Folded isOpen={isOpen}>
          <div class="fix-head">
            <div class="choices wraps" role="group" aria-label="Framework">
              {lines.map((line) => (
                <button key={line.framework} type="button" class="choice" aria-pressed={line === shown} data-on={line === shown} onClick={() => choose(line.framework)}>
                  {line.framework}
                </button>
              ))}
            </div>
            <CopyButton text={shown.line} what={`the line for ${shown.framework}`} />
          </div>
          <pre class="code" tabIndex={0} role="group" aria-label={`Code for ${shown.framework}`}>{shown.line}</pre>
        </Folded>
      )}
    </div>
  );
};

const Folded = ({ isOpen, children }: { isOpen: boolean; children: ComponentChildren }) =>
  isOpen ? <div class="fix-code">{children}</div> : <details class="fix-code"><summary>The line to change</summary>{children}</details>;
