// The three doors of the service: one deployment of fc-pivot for each federation, each with its own prefix, client and sessions.
// Comes in: the environment. Goes out: for each door its deployment, its settings, where it leads. Never: a setting of one door that another reads.

import { type Auth, fcPivot } from "fc-pivot/worker";
import type { Federation } from "fc-pivot/dsfr";

export interface Door {
  federation: Federation;
  prefix: string;
  /** Where people go through it: a path of this service. */
  home: string;
  auth: Auth;
  settings: object;
}

/** The settings of a door begin so; FranceConnect+'s are `FC_…` themselves. */
const BEGINNINGS = ["FRANCECONNECT_", "PROCONNECT_"];

/** What is no door's own: `SESSION_KEYS`, `SESSION_STORE`, what browsers call the service. */
const SHARED = /^(?!FC_)|^FC_PUBLIC_ORIGIN$/;

export interface Doors {
  /** FranceConnect+: whoever changes bank details is known at eidas2 at least. */
  plus: Door;
  /** FranceConnect: whoever reads a file. */
  citizens: Door;
  /** ProConnect: whoever works on it. */
  agents: Door;
}

export const doorsOf = (env: object): Doors => ({
  plus: door(env, "franceconnect-plus", "", "/auth", "/bank-details"),
  citizens: door(env, "franceconnect", "FRANCECONNECT_", "/franceconnect", "/file"),
  agents: door(env, "proconnect", "PROCONNECT_", "/proconnect", "/desk"),
});

function door(env: object, federation: Federation, beginning: string, prefix: string, home: string): Door {
  const settings: Record<string, unknown> = { FC_PRESET: federation };
  for (const [name, value] of Object.entries(env)) {
    const whose = BEGINNINGS.find((each) => name.startsWith(each));
    if (whose === undefined && (beginning === "" || SHARED.test(name))) settings[name] = value;
    if (whose === beginning) settings[name.slice(beginning.length)] = value;
  }
  return { federation, prefix, home, settings, auth: fcPivot({ prefix, errorPath: `/failed${prefix}` }) };
}
