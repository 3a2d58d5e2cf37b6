// The vectors that a fetch Request can carry, put through a real one of the host: the body is
// read as bytes by fromRequest, the headers come out of a Headers object. Runs in every host.

import { bytesOf, headerText } from "./written.mjs";
import { LACKING, judgeRequest } from "./suite.mjs";

const ORIGIN = "https://hooks.example.com";

/** The limit of fromRequest, which is not what is tested here. */
const LIMIT_BYTES = 1024 * 1024;

/** Those that come out of a Request as they went in: Headers trims and joins values, URLs are normalised. */
export const carriedByFetch = (vectors) => vectors.filter(({ request }) => isCarried(request));

/** As runVectors, for the vectors of `carriedByFetch`. */
export const runFetchRequests = (waxseal, vectors, lacking = LACKING) =>
  Promise.all(
    carriedByFetch(vectors).map(async (vector) => {
      const received = await waxseal.fromRequest(asFetchRequest(vector.request));
      return judgeRequest(waxseal, vector, [received], lacking);
    }),
  );

const asFetchRequest = ({ method, url, headers, body }) =>
  new Request(new URL(url, ORIGIN), {
    method,
    headers: headers.map(([name, value]) => [name, headerText(value)]),
    // A GET has no body, not even an empty one.
    body: method === "POST" ? bytesOf(body) : undefined,
  });

const isCarried = ({ method, url, headers, body }) => {
  const names = headers.map(([name]) => name.toLowerCase());
  const { href, username } = new URL(url, ORIGIN);
  return (
    (method === "POST" || (["GET", "HEAD"].includes(method) && bytesOf(body).length === 0)) &&
    [url, ORIGIN + url].includes(href) &&
    username === "" &&
    new Set(names).size === names.length &&
    names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)) &&
    headers.every(([, value]) => /^[!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?$/.test(headerText(value))) &&
    bytesOf(body).length <= LIMIT_BYTES
  );
};
