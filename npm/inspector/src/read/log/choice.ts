import type { Taken } from "../taken.ts";
import type { Choice } from "../types.ts";
import { type Context, fieldsOf, known, momentOf, textOf } from "./value.ts";

/** Reads the wanted one of several; the first one unless told. */
export const chosenOf = <T>(all: readonly T[], context: Context, label: (one: T) => Choice, read: (one: T, index: number) => Taken, standard = 0): Taken => {
  const wanted = context.given.choice ?? standard;
  const chosen = Number.isInteger(wanted) && wanted >= 0 && wanted < all.length ? wanted : 0;
  const one = all[chosen];
  if (one === undefined) {
    context.findings.error("there is no request in it", { start: 0, end: 0 });
    return {};
  }
  return { ...read(one, chosen), ...(all.length > 1 ? { choices: all.map(label), chosen } : {}) };
};

/** What a request of a list is called. */
export const labelOf = (value: unknown): Choice => {
  const { at, method, url, code, id, request } = fieldsOf(value);
  const { method: inner, url: address } = fieldsOf(request);
  const moment = momentOf(at);
  const parts = [textOf(id), textOf(method) ?? textOf(inner), textOf(url) ?? textOf(address), moment === undefined ? undefined : new Date(moment).toISOString()];
  const said = textOf(code);
  return { label: [...parts.filter((part) => part !== undefined), ...(said === undefined ? [] : [`(${said})`])].join(" ") || "request", ...known("code", said) };
};
