interface Props<Id extends string> {
  readonly label: string;
  readonly forms: Readonly<Record<Id, string>>;
  readonly open: Id;
  readonly choose: (id: Id) => void;
}

/** One of a few, as a row of buttons. */
export const FormChooser = <Id extends string>({ label, forms, open, choose }: Props<Id>) => (
  <div class="choices wraps" role="group" aria-label={label}>
    {(Object.entries(forms) as [Id, string][]).map(([id, name]) => (
      <button key={id} type="button" class="choice" aria-pressed={id === open} data-on={id === open} onClick={() => choose(id)}>{name}</button>
    ))}
  </div>
);
