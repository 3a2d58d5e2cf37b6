import type { ComponentChildren } from "preact";

/** One tab: what it is called and what it shows. */
export interface Tab<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly show: () => ComponentChildren;
}

interface Props<Id extends string> {
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly open: Id;
  readonly choose: (id: Id) => void;
}

/** Tabs after the pattern of ARIA: arrows go from one to the next, one of them can be reached by Tab. */
export const Tabs = <Id extends string>({ name, label, tabs, open, choose }: Props<Id>) => {
  const at = Math.max(0, tabs.findIndex(({ id }) => id === open));
  const go = (event: KeyboardEvent): void => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next.id);
    document.getElementById(`${name}-tab-${next.id}`)?.focus();
  };
  return (
    <section class="tabs">
      <div role="tablist" aria-label={label} class="tablist" onKeyDown={go}>
        {tabs.map(({ id, name: title }, index) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${name}-tab-${id}`}
            aria-selected={index === at}
            aria-controls={`${name}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-tab-${tabs[at]?.id ?? ""}`} class="tabpanel" tabIndex={-1}>
        {tabs[at]?.show()}
      </div>
    </section>
  );
};
