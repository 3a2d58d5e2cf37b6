import type { EventView as Event, Finding } from "../core/index.ts";

interface Props {
  readonly event: Event | null;
  /** True for what a sender asks before it sends any event. */
  readonly isHandshake: boolean;
  /** False where nothing was proved: then what the body says may be anyone's words. */
  readonly isProved: boolean;
}

/** What the catalogs say of the event. */
export const EventView = ({ event, isHandshake, isProved }: Props) => {
  if (isHandshake) return <p class="none">There is no event: the sender asks before it sends any.</p>;
  if (event === null) return <p class="none">There is no event to show: choose who sent the request.</p>;
  return (
    <>
      {!isProved && <p class="warning">Nothing of this is proved: anyone could have written it.</p>}
      <dl class="facts">
        <div><dt>Type</dt><dd><Type event={event} /></dd></div>
        {event.summary !== null && <div><dt>Meaning</dt><dd>{event.summary}</dd></div>}
        <div><dt>Id</dt><dd>{event.id === null ? <span class="none">none</span> : <code>{event.id}</code>}</dd></div>
        {event.version !== null && <div><dt>Schema version</dt><dd><code>{event.version}</code></dd></div>}
        <div><dt>Test event</dt><dd>{event.isTest ? <strong>Yes: it goes to no origin that does not ask for tests</strong> : "no"}</dd></div>
        <div><dt>Money</dt><dd><MoneyView money={event.money} /></dd></div>
      </dl>
      {event.catalog !== null && event.missing.length + event.wrong.length === 0 && <p class="hint"><span aria-hidden="true">✓</span> It has all that the catalog asks for.</p>}
      {event.missing.length > 0 && <Findings title="Missing" findings={event.missing} />}
      {event.wrong.length > 0 && <Findings title="Not as the catalog says" findings={event.wrong} />}
      {event.url !== null && <p class="hint">The catalog: <code>{event.url}</code></p>}
    </>
  );
};

const Type = ({ event: { type, catalog, isKnown } }: { event: Event }) => {
  if (type === null) return <span class="none">none</span>;
  const known = catalog === null ? "no catalog has it" : isKnown ? `known to the catalog of ${catalog}` : `not in the catalog of ${catalog}`;
  return <><code>{type}</code> <span class="aside">{known}</span></>;
};

const MoneyView = ({ money }: { money: Event["money"] }) =>
  money.length === 0 ? (
    <span class="none">none</span>
  ) : (
    <ul class="plain">
      {money.map(({ pointer, minor, currency, text }) => (
        <li key={pointer}><strong>{text}</strong> <span class="aside">{minor.toLocaleString("en")} minor units of {currency} at <code>{pointer}</code></span></li>
      ))}
    </ul>
  );

const Findings = ({ title, findings }: { title: string; findings: readonly Finding[] }) => (
  <section class="part">
    <h3>{title}</h3>
    <ul class="findings">{findings.map(({ pointer, why }) => <li key={pointer + why}><code>{pointer === "" ? "(body)" : pointer}</code> {why}</li>)}</ul>
  </section>
);
