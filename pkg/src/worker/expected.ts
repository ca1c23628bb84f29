// What is expected of the options at the Worker's side: see options.ts.

import { type Expectation, type Expectations, aFunction, aText } from "../shared/options.js";
import type { AuthOptions, Demand } from "./shapes.js";

/** A prefix as `URL.pathname` has it: routes are found below it by their characters. */
const aPrefix: Expectation = [
  (value) => typeof value === "string" && /^(\/[\w.~-]+)+$/.test(value),
  "a path such as /auth, without a slash at its end",
];

/** A path of the own origin that a header can hold; a browser takes `//` and `/\` for another host, and a fragment would swallow the code. */
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
  labels: [(value) => typeof (value as AuthOptions["labels"])?.openLabels === "function", "fc-pivot/labels"],
};

export const DEMAND: Expectations<Demand> = { acr: aText };
