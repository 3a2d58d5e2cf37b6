import type { Cause, Framework } from "../../../waxseal/src/diagnose.ts";
import { sentence } from "../sentence.ts";
import { CopyButton } from "./CopyButton.tsx";

interface Props {
  readonly fix: Cause["fix"];
  readonly lines: Cause["lines"];
  readonly framework: Framework | null;
  readonly choose: (framework: Framework) => void;
}

/** What to change, and the line of code for the framework that the reader has. */
export const Fix = ({ fix, lines, framework, choose }: Props) => {
  const shown = lines.find((line) => line.framework === framework) ?? lines[0];
  return (
    <div class="fix">
      <p><strong>Fix</strong> {sentence(fix)}</p>
      {shown !== undefined && (
        <div class="fix-code">
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
        </div>
      )}
    </div>
  );
};
