import type { ComponentChildren } from "preact";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly complaint?: string | null;
  readonly children: ComponentChildren;
}

/** A labelled field with its hint and, if it cannot be read, the complaint. See `describedBy`. */
export const Field = ({ id, label, hint, complaint, children }: Props) => (
  <div class="field">
    <label for={id}>{label}</label>
    {children}
    {complaint != null && <p class="complaint" id={`${id}-complaint`}>{complaint}</p>}
    {hint !== undefined && <p class="hint" id={`${id}-hint`}>{hint}</p>}
  </div>
);

/** The attributes that tie a control to its field's texts. */
export const describedBy = (id: string, hint: boolean, complaint: string | null) => ({
  id,
  "aria-describedby": [complaint === null ? "" : `${id}-complaint`, hint ? `${id}-hint` : ""].join(" ").trim() || undefined,
  "aria-invalid": complaint !== null,
});
