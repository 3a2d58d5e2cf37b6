// What an attacker without the secret can send. Each is an injection that must never be explained by a proof.
import { bodyForgeries } from "./bodies.mjs";
import { borderForgeries } from "./borders.mjs";
import { deliveryForgeries } from "./deliveries.mjs";
import { keyForgeries } from "./keys.mjs";
import { tagForgeries } from "./tags.mjs";

/** Every forgery. */
export const forgeryKinds = [...tagForgeries, ...keyForgeries, ...bodyForgeries, ...deliveryForgeries, ...borderForgeries].map((kind) => ({ cause: "forgery", ...kind }));
