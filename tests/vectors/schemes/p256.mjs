// ECDSA over P-256 with the nonce of RFC 6979, because node:crypto draws one at random and the vectors must not change.
// Plain and slow arithmetic in variable time: fit for test keys and nothing else.
import { createHash, createHmac, createPrivateKey } from "node:crypto";

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

const mod = (value, of) => ((value % of) + of) % of;

/** The inverse by Fermat: `of` is a prime. */
function inverse(value, of) {
  let [result, base, exponent] = [1n, mod(value, of), of - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % of;
    base = (base * base) % of;
  }
  return result;
}

/** Adds two points; null is the neutral one. The curve's a is -3. */
function add(left, right) {
  if (left === null) return right;
  if (right === null) return left;
  const [[x1, y1], [x2, y2]] = [left, right];
  if (x1 === x2 && mod(y1 + y2, P) === 0n) return null;
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * inverse(2n * y1, P) : (y2 - y1) * inverse(x2 - x1, P);
  const x3 = mod(slope * slope - x1 - x2, P);
  return [x3, mod(slope * (x1 - x3) - y1, P)];
}

function multiply(point, times) {
  let [result, base] = [null, point];
  for (; times > 0n; times >>= 1n) {
    if (times & 1n) result = add(result, base);
    base = add(base, base);
  }
  return result;
}

const number = (bytes) => BigInt(`0x${bytes.toString("hex")}`);
const octets = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");

/** RFC 6979 section 3.2, for SHA-256 and a curve of as many bits. */
function nonceOf(key, hash) {
  const mac = (k, ...parts) => createHmac("sha256", k).update(Buffer.concat(parts)).digest();
  const seed = Buffer.concat([octets(key), octets(mod(number(hash), N))]);
  let v = Buffer.alloc(32, 1);
  let k = Buffer.alloc(32);
  k = mac(k, v, Buffer.from([0]), seed);
  v = mac(k, v);
  k = mac(k, v, Buffer.from([1]), seed);
  v = mac(k, v);
  for (;;) {
    v = mac(k, v);
    const nonce = number(v);
    if (nonce > 0n && nonce < N) return nonce;
    k = mac(k, v, Buffer.from([0]));
    v = mac(k, v);
  }
}

function derInteger(value) {
  const hex = value.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const positive = digits[0] & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([2, positive.length]), positive]);
}

/** ECDSA with SHA-256 over parts (texts and buffers), as DER. */
export function ecdsaP256(privateKey, parts) {
  const key = number(Buffer.from(createPrivateKey(privateKey).export({ format: "jwk" }).d, "base64url"));
  const hash = createHash("sha256");
  for (const part of [parts].flat()) hash.update(part);
  const digest = hash.digest();
  const nonce = nonceOf(key, digest);
  const r = mod(multiply(G, nonce)[0], N);
  const s = mod(inverse(nonce, N) * (number(digest) + r * key), N);
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}
