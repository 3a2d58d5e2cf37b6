import { useState } from "preact/hooks";

import { spanOf } from "../clock.ts";
import type { DedupeKey, Retries, View } from "../core/index.ts";

/** What the Worker would do with the request, by its own code. */
export const WorkerView = ({ view, now }: { view: View; now: number }) => (
  <>
    {view.source.mistakes.length > 0 && <Mistakes mistakes={view.source.mistakes} />}
    <Answer answer={view.answer} />
    <Key dedupeKey={view.key} />
    <RetryDates retries={view.retries} now={now} />
  </>
);

const Mistakes = ({ mistakes }: { mistakes: View["source"]["mistakes"] }) => (
  <div class="warning">
    <p>The Worker would not start with this source:</p>
    <ul>{mistakes.map(({ path, code, detail }) => <li key={path + code}><code>{code}</code> at <code>{path}</code>: {detail}</li>)}</ul>
  </div>
);

const Answer = ({ answer }: { answer: View["answer"] }) => (
  <section class="part" aria-labelledby="answer-title">
    <h3 id="answer-title">It would answer</h3>
    <p class="answer">
      <strong class="status">{answer.status}</strong> <code>{answer.outcome ?? answer.code ?? ""}</code>{" "}
      <span class="aside">{meaningOf(answer.status)}</span>
    </p>
    <pre class="code" tabIndex={0} role="group" aria-label="Answer of the Worker">{[...answer.headers.map(([name, value]) => `${name}: ${value}`), "", answer.body].join("\n")}</pre>
  </section>
);

/** What the sender makes of a status. */
const meaningOf = (status: number): string => {
  if (status < 300) return "The sender is done.";
  if (status === 429 || status >= 500) return "The sender tries again later.";
  return "Most senders give up; some try again.";
};

const Key = ({ dedupeKey }: { dedupeKey: DedupeKey | null }) => (
  <section class="part" aria-labelledby="key-title">
    <h3 id="key-title">Dedupe key</h3>
    {dedupeKey === null ? (
      <p class="none">None: nothing is deduplicated before it is proved genuine.</p>
    ) : (
      <>
        <p class="hint">
          {dedupeKey.by === "id" ? "The event’s id tells repeats from new events." : "The event has no id that counts: its content tells repeats from new events."}{" "}
          {dedupeKey.isAuthenticated ? "All of it is signed." : "Not all of it is signed."}
        </p>
        <dl class="facts">
          {dedupeKey.parts.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd><code>{value}</code></dd></div>)}
          <div><dt>Dedupe key</dt><dd><code class="hash">{dedupeKey.dedupeKey}</code></dd></div>
          <div><dt>Content hash</dt><dd><code class="hash">{dedupeKey.contentHash}</code></dd></div>
        </dl>
      </>
    )}
  </section>
);

/** Dates that are shown of a schedule that goes on and on. */
const MOST_DATES = 16;

const PRESETS: Readonly<Record<Retries["preset"], string>> = { backoff: "Backoff", hourly: "Hourly", day: "One day" };

const RetryDates = ({ retries, now }: { retries: readonly Retries[]; now: number }) => {
  const [preset, choose] = useState<Retries["preset"]>("backoff");
  const shown = retries.find((one) => one.preset === preset) ?? retries[0];
  if (shown === undefined) return null;
  const dates = shown.at.slice(0, MOST_DATES);
  return (
    <section class="part" aria-labelledby="retries-title">
      <div class="section-head">
        <h3 id="retries-title">If your system is down, it would be retried</h3>
        <div class="choices" role="group" aria-label="Schedule of retries">
          {retries.map((one) => (
            <button key={one.preset} type="button" class="choice" aria-pressed={one === shown} data-on={one === shown} onClick={() => choose(one.preset)}>{PRESETS[one.preset]}</button>
          ))}
        </div>
      </div>
      <ol class="retries">
        {dates.map((at) => (
          <li key={at}><span class="retry-after">+ {spanOf((at - now) / 1000)}</span> <time dateTime={isoOf(at)}>{dateOf(at)}</time></li>
        ))}
      </ol>
      <p class="hint">
        {shown.at.length > dates.length && `${shown.at.length - dates.length} more follow. `}
        {shown.isRepeated && `It goes on like this until ${dateOf(shown.until)}. `}
        UTC. Jitter, which only adds, is left out.
      </p>
    </section>
  );
};

/** The last moment that a date can say. */
const LAST_MILLIS = 8.64e15;

const isoOf = (at: number): string => new Date(Math.min(at, LAST_MILLIS)).toISOString();

const dateOf = (at: number): string => isoOf(at).replace(/\.\d+Z$/, "").replace("T", " ");
