// What is expected of the options on the Worker's side: see options.ts.
// Comes in: nothing. Goes out: expectations. Never: a check; options.ts makes it.

import { type Expectation, type Expectations, aFunction, aText } from "../shared/options.js";
import type { AuthOptions, Demand } from "./shapes.js";

/** A prefix as `URL.pathname` spells it, since routes are compared with it character by character. */
const aPrefix: Expectation = [
  (value) => typeof value === "string" && /^(\/[\w.~-]+)+$/.test(value),
  "a path such as /auth, without a slash at its end",
];

/** A path of the own origin that a header can hold. A browser takes `//` and `/\` for another host, and a fragment would hide the code. */
const aPath: Expectation = [
  (value) => typeof value === "string" && /^\/(?![/\\])[!-"$-[\]-~]*$/.test(value),
  "a path such as /error, in ASCII and without #",
];

export const AUTH_OPTIONS: Expectations<AuthOptions> = {
  prefix: aPrefix,
  errorPath: aPath,
  onEvent: aFunction,
  fetch: aFunction,
  wasm: [(value) => value !== null && (typeof value === "object" || typeof value === "string"), "fc-pivot/edge.wasm"],
  store: [
    (value) => ["get", "put", "delete", "once"].every((name) => typeof (value as Record<string, unknown> | null)?.[name] === "function"),
    "a store with get, put, delete and once",
  ],
  labels: [(value) => typeof (value as AuthOptions["labels"])?.openLabels === "function", "fc-pivot/labels"],
};

export const DEMAND: Expectations<Demand> = { acr: aText };
