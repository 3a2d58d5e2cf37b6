// What the user has put into the page. It lives in memory only: nothing here is stored.

/** How the body was given. A text field cannot hold CRLF, so its line ends are said beside it. */
export type BodyDraft =
  | { readonly form: "text"; readonly text: string; readonly lineEnds: "lf" | "crlf" }
  | { readonly form: "base64"; readonly text: string }
  | { readonly form: "file"; readonly name: string; readonly bytes: Uint8Array };

/** Everything that the verdict depends on, besides the clock. */
export interface Draft {
  readonly scheme: string;
  /** Settings that the scheme opens, as typed; an empty one is unset. */
  readonly options: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly url: string;
  readonly headers: string;
  readonly body: BodyDraft;
  /** The time to check against: empty for now, else Unix seconds or ISO 8601. */
  readonly clock: string;
}

export const emptyBody: BodyDraft = { form: "text", text: "", lineEnds: "lf" };

export const emptyDraft = (scheme: string): Draft => ({
  scheme,
  options: {},
  secrets: [""],
  url: "",
  headers: "",
  body: emptyBody,
  clock: "",
});

/** True while there is nothing that a verdict could be about. */
export const isEmpty = ({ headers, url, body }: Draft): boolean =>
  headers.trim() === "" && url.trim() === "" && (body.form === "file" ? body.bytes.length : body.text.length) === 0;
