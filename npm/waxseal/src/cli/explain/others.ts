import type { OtherSecret } from "../../diagnose-config.js";
import { Failure } from "../failure.js";
import type { Chosen } from "../scheme.js";
import type { Call, Flags } from "../verb.js";

/** The flag that says where secrets stand that could have been meant. */
export const OTHERS_FLAG: Flags = {
  "others-env": { value: "NAME", several: true, about: "an environment variable that holds another secret at hand: was it this one? It never makes a request genuine" },
};

/**
 * Reads them. Each is kept out of all output from here on.
 *
 * @throws Failure where one is not set; its text does not repeat the name, which could be the secret.
 */
export const readOthers = ({ given, env, out }: Call, { takes }: Chosen): readonly OtherSecret[] =>
  given.texts("others-env").map((name) => {
    const secret = env[name];
    if (secret === undefined || secret === "") {
      throw new Failure("configuration", `an environment variable that --others-env names is ${secret === undefined ? "not set" : "empty"}: it takes the variable's name, not the secret`, "secret_empty");
    }
    if (takes === "secrets") out.hide(secret);
    return { name, secret };
  });
