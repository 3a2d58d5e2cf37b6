// Key pairs that sign nothing but vectors. Made for them; whoever reads this holds them.
import { createPrivateKey, createPublicKey } from "node:crypto";

const pieces = (text) => text.split(/(?<=-----BEGIN )|(?<=\n.{30})/);

/** The bytes of the key itself: 32 of Ed25519, the uncompressed point of P-256. RSA has no such form. */
const rawOf = (spki, kind) => ({ ed25519: spki.subarray(-32), ec: spki.subarray(-65) })[kind];

const pair = (der, type) => {
  const key = createPrivateKey({ key: der, format: "der", type });
  const own = createPublicKey(key);
  const spki = own.export({ format: "der", type: "spki" });
  return {
    kind: { ed25519: "ed25519", ec: "p256", rsa: "rsa" }[key.asymmetricKeyType],
    privateKey: pieces(key.export({ format: "pem", type: "pkcs8" })),
    pem: pieces(own.export({ format: "pem", type: "spki" })),
    spki,
    raw: rawOf(spki, key.asymmetricKeyType),
  };
};

/** RFC 8410 section 7: the seed behind a fixed beginning. */
const ed25519 = (seed) => pair(Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), "pkcs8");

/** RFC 5915: the scalar between version and the curve's name. */
const p256 = (scalar) =>
  pair(Buffer.concat([Buffer.from("30310201010420", "hex"), scalar, Buffer.from("a00a06082a8648ce3d030107", "hex")]), "sec1");

const rsa = (lines) => pair(Buffer.from(lines.join(""), "base64"), "pkcs8");

/** Those that the entries use. `pem` is public; all texts are in pieces to join. */
export const KEYS = {
  ed25519: ed25519(Buffer.alloc(32, 0x17)),
  p256: p256(Buffer.alloc(32, 0x2a)),
  rsa: rsa([
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDa8nCGKqGYHvR8X1LXQ6nwQ6dngfsIyMRh76OT+gRjgu/P9rWk",
    "pXN/5YU73mLk8jsuakxarPFDsDuJiROJX1mQd2okX8eRyVJHLvbROCcbbflrViTIvxnaNjP7iIqaF3vgQxHlBEcrqyhD5Cmeqp0f",
    "RizjLL31FdS8tpCbpajstlf9WTmuPBXOfpVv76RNiaGj9UEpcJqzByRWCbHbxDz9/P9yiTQ4pUPLLrfgma8Q9ti0ERyntR/iNGyi",
    "XRmS3CoBgOdSg4CiKcEflLRDRmkPs6hiwPHhOP4BcwWy+vNSEt10buNs22fRLjpJeuHKnwMAE4B0p1GKY+B08x1UDo8tAgMBAAEC",
    "ggEAAewNmiqW+ejmUzkwVvzHFHmOPKsNcx71amQE1vBjnXlcIEKVhvkqMb3oFNsiRHRD72e2J+L2HewBecxJmZ52q31WNzTdYaWX",
    "d/yCOi/4rUBNPOioBgMiIkzw2TfHpQv+Zbzw/puyVusiaAYsFLKBZ/GLxKrIjXWVmoUtG9CxJ517WxlAVzElL9iPZm4H5WVKhbvc",
    "OV98FKksEqgpa9IQs+My5yY48pUPZe4HtxFGyhTPvyxkQKJGdKfWNaWWcP3CvEgsFBRJm83jYnbA9aztUMqPBhrLS7r7JfRFObwn",
    "iu9H+st0nefqI5vOO7UA22A/+nysGZ+YujoDJ6yyoR+swQKBgQD3YN5UEInyMTo74Ou+5/72L/Iodd64cwXM0PtpTWsf6O6x8hks",
    "ZTMvN5lUfqEgvRwPg8ARg4FnpJ391CTSF2wfPpiZwu8A5X9jhI2cgkvskCLiiA0ZvIg56lespeacVne3bNfG0smHAPnKmOEXd/13",
    "3zc5GfEPBuQ+MgCYtHgBGQKBgQDik+drf/bKemBF1ipQcSz306gL/ZAM5sClBM2UzN72PlUlAPmg1KD1SRWxzOnJpQPMdV89tQYl",
    "SVK17qTPYdY1KXAA6nxQO9nka4D4tlmQM66E5EamqvHur9aYh5IjxdglZxAbGysSkHOw3utpcxDGIN4YDpxLycUGqj5SkhqdNQKB",
    "gDpQeniEoZAXLKwa3FfXZpHwQXxqNMN0UeSzSuDK4DrYdRQ7htWhUYyK5bk2VJNcIPZDT46RWnrtIlVIohlobhN7dQuiGScz8nCq",
    "OZuwV2d/nsmZ2sS7Xb2RUXOgdBlchMIXhVIYNGt/vmKU4VLf9T9BvknWpK2vKTTEIsHcoQFZAoGAZt0Q7iv9JbVjKbFuKnEHIkfz",
    "/eWS1ViZUxGYJ5rPCmoIC7GiotKFdHZGpB7McKA61kLfB0u8y4a7Rx9dsUzQi/gRAklyQJa7eEkaF0/p316nN2vPa3EmPt+ThFHg",
    "Fd+HHovosvWlm1r7OuwpYgk8L0bSrYdMi9fBXCJEAwaTkJUCgYEA0lJfeFysR2GmzC0cZj/wEN1bKXlP/NJw6QD/DUmp1SUoLIyk",
    "Vnwq55AcfAC4QwlvmaJhAmUUdkhVl/m5FPsz5BypMVehLNSFxYfWt3BQlyJfE7PEdWjfIfELzVhCjvNl7Gze5UDCgOGrTFSusx/s",
    "lsYwqtMzmg5aLmuwNgk0264=",
  ]),
};

/** Those of somebody else. */
export const OTHER_KEYS = {
  ed25519: ed25519(Buffer.alloc(32, 0x71)),
  p256: p256(Buffer.alloc(32, 0x3b)),
  rsa: rsa([
    "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC0ayo51ac4ujymA55JIWMFTtDOjxFskp1NNQPm2lVqmIb0IPAN",
    "3PSjiqlTnMrWR76XpT3ZoUgr11dKWnT5HhLOMJEZ3uC5LqsjOY07mp/H1uAcZWR242CWl0sYfa4e73nBordThZQHk0GxG0vKzhVg",
    "7RfJisms2fU6GxUkI/srUiVxX8vRRNHXq+P0nH7vmcpPkVLInXYtb/Pc9s0engf9jLa7Ok6i6DhJteMu+cqPhFFvN45MhCs81x+L",
    "/whHmAietEDty7YUUa/aPs3wBDBE85S9f7xGy+gfGKKSHHzsm5EeLESZ2P9G61SqW9Dh4p+CSw6YulZQutzISa8HenUdAgMBAAEC",
    "ggEAHx+Lgb2XIsSR2Muv/wqY494ETFXG2jVymFKIcUcBzCkywqN59dJDi4DMlAVswklPGibhxAy8AAAeaU+wdRcYhGRBa7aUiq1/",
    "zUxMzlbusFEjiRJ+obm4vFGuHTP1GRYTqXEx8eENt77R6sT8LqidbIKKA3UDNGPHF3Z7j6f7WK4BQxIIPTHOpmacaJOX1ta28bAY",
    "zjRnCJgdRTWsWQfL3ks+ipjG13ssxFFqQUCNRwoGQMMprvk/qq1QpOM3bZ3VNv09AhEiWw/JilvJ47eah/qY/+mK8WTu3pNL4yik",
    "QJ+iMkEOJfvlyPXgCE9xRjrDZVpsYsDbl8s5voFCJMjK2wKBgQDlm/xX/pBKCtMfGDq6s/f6rgdlBmwM+mXhPDXPPLA1fQRPZY2p",
    "rYQxLZT4qtwxEyrGCU5rSkFd5q/a4HMFqA2DPPqV5W62ll+rWu8CWIRj+g1c7csmZzOg/8EsgEiOGaObAzE/2J5WPL57CXS+FXz6",
    "XCgtKKhtqYhFrRBQV5FhEwKBgQDJJ8tKRDe+Zq7h1zr6wsfYqCN3Knl7HFjMEt5qhemXFSRPbSYbe1++EoMcBec4PVvtRQW8tlCl",
    "SABb3TgnJslw1iNqOBT7I9HTuBs401jYUIjhbMMdYCh3xcUpAJhhsLjsyjz7eE24aCS+aAtkag3RcAzDdAy8+D56OAnQfoDHDwKB",
    "gQDDvazsXyom1P+SnJdEnzQiUsYfC9CFZ9n+n9PHrhcSIlfQT+Tq5++v9Qnwy8gXVh264igmMxFyubzlPT8RbWjHnu6JZyRxJ9S7",
    "QjRLraZ/jKZjuJzdSlGrSR0nkN1JtvXQqnIL2eFx5ysDvNX3Tl5TGMlvZh/gDQ0NSTKFK4HWXQKBgBSim20j8F/84qXSUX+V6bBl",
    "FzZLSikB8G4G5YAh+qOADLiFJuqczmaOOZrvVBfl239MnFkOjtlVuIuz9uW1SebkYL+tvyFAPG8urMQ4kh2mrVQKtz1VNvGKfT5G",
    "jFtBKMdJu9XEMpzfOh26SKjlZEN+7iBC0Ge2Q5qAEymrQISrAoGBALOFLmO4ZDYzj1fhzADaelVCrBApPJ2vJujTne//z8HI5pyK",
    "Z9OAYvvJVPce+bdHqx1U8jpPyiEofF2ng3ncyiuG6s77EaWUtQu+6SecM7nGfZ252bVxokdBWCDVtG32ugnMNvgMmS7AuGil3at0",
    "ckkk3webzVF5lgdo18hL/wYb",
  ]),
};
