/** What stands in place of a secret. */
const HIDDEN = "[secret]";

/** Texts shorter than this are words: hiding them would garble what is printed, and guard nothing. */
const SHORTEST = 6;

/** Takes secrets out of everything that is printed, in the ways in which they could be written. */
export class Redaction {
  readonly #forms = new Set<string>();

  /** Adds a secret. */
  add(secret: string): void {
    const bare = secret.replace(/^wh(sec|sk)_/, "");
    for (const text of [secret, secret.trim(), bare]) {
      const bytes = Buffer.from(text, "utf8");
      const forms = [text, bytes.toString("latin1"), JSON.stringify(text).slice(1, -1), encodeURIComponent(bytes.toString("utf8"))];
      for (const form of [...forms, bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")]) {
        if (form.length >= SHORTEST) this.#forms.add(form);
      }
    }
  }

  /** Returns the text without secrets. The longest forms go first: one may hold another. */
  clean(text: string): string {
    let clean = text;
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(form, HIDDEN);
    return clean;
  }
}
