// Requests whose body alone is signed, with the tag in one header.

import { alterBody, bodyOf } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { arrives, base64Value, checkedWith, hexValue, secretText } from "./tags.mjs";

export const NOW = 1780063272_000;

/**
 * Makes requests of a scheme: genuine, or changed in several places. `sign(secret, body)` is the
 * package's own signer where it has one; half of the requests are then signed by it. Some bodies are signed as
 * their decoded text.
 */
export const bodySigned = ({ scheme, header, prefix = "", encoding = "hex", secretOf = secretText, sign, more = {}, moreSecret }) => {
  const { sign: signByOracle, request: { url } } = oracle(scheme);
  const alterValue = encoding === "hex" ? hexValue : base64Value;
  return (random) => {
    const secret = secretOf(random);
    const arriving = bodyOf(random);
    const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
    const signed = signByOracle({ secret, body, at: NOW });
    const isSignedByPeer = sign !== undefined && body.length > 0 && random.below(2) === 0;
    const value = isSignedByPeer ? sign(secret, body) : signed.headers[header];
    return {
      secret: checkedWith(random, secret, moreSecret),
      url,
      now: NOW,
      headers: { ...signed.headers, ...more, [header]: arrives(random, alterValue(random, value.slice(prefix.length), prefix)) },
      body: alterBody(random, arriving),
    };
  };
};
