// The signers of tests/vectors/schemes: written from the vendors' pages on node:crypto alone.

import affiliate from "../../vectors/schemes/affiliate.mjs";
import messaging from "../../vectors/schemes/messaging.mjs";
import payments from "../../vectors/schemes/payments.mjs";
import platforms from "../../vectors/schemes/platforms.mjs";
import saas from "../../vectors/schemes/saas.mjs";
import standard from "../../vectors/schemes/standard.mjs";

const ENTRIES = new Map([affiliate, messaging, payments, platforms, saas, standard].flat().map((entry) => [entry.scheme, entry]));

/** The entry's signer and its usual request, whose header names come out in lower case. */
export const oracle = (scheme) => {
  const entry = ENTRIES.get(scheme);
  if (entry === undefined) throw new Error(`no oracle for ${scheme}`);
  return {
    request: entry.request,
    sign: ({ secret, body, url = entry.request.url, method = entry.request.method, at, headers = {} }) => {
      const request = { ...entry.request, headers: { ...lowered(entry.request.headers), ...headers }, method, url, body };
      const signed = entry.sign({ secret, privateKey: entry.privateKey?.join(""), request, at });
      return { ...signed, headers: lowered(signed.headers) };
    },
  };
};

const lowered = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
