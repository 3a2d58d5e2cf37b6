import { VerificationError } from "./errors.js";
import { isHollow } from "./headers.js";
import { isThenable, nameOf } from "./name-of.js";

/** Says why a value is no request. */
export const whyNoRequest = (request: unknown): string =>
  isThenable(request)
    ? "the request is a promise: await fromRequest(…) or fromNode(…)"
    : `the request is ${nameOf(request)}: pass { headers, body }`;

/** Reads a method that is needed; `why` says what for. */
export const readMethod = (method: unknown, why: string): string => {
  if (typeof method === "string") return method.toUpperCase();
  throw new TypeError(`method is ${nameOf(method)}: ${why}, so pass the request's method`);
};

/** Reads a URL that is needed; `why` says what for. */
export const readUrl = (url: unknown, why: string): string => {
  if (typeof url === "string") return url;
  throw new TypeError(`url is ${nameOf(url)}: ${why}, so pass the URL as received`);
};

/** Says what a scheme needs the URL for. `query` is the parameter in which its token stands. */
export const whyUrl = (isCovered: boolean, query: string | undefined): string =>
  query !== undefined ? `the token stands in the query parameter ${query}` : isCovered ? "this scheme signs it" : "this scheme reads its query";

/** Adds to a reject what explains it where the headers lost their content on the way. */
export const hinted = (error: VerificationError, headers: unknown): VerificationError =>
  isHollow(headers)
    ? new VerificationError(
        error.code,
        `${error.detail}; the headers passed are empty: { ...headers } and Object.entries(headers) lose what a Headers object holds, so pass it itself`,
      )
    : error;
