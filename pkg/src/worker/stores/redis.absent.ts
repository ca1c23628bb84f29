// `SESSION_STORE=redis` where no connection to Redis can be opened by name: in workerd, and in a page's bundle.
// Comes in: an environment. Goes out: an error that says what to do. Never: a look at the environment.

import { FcPivotError } from "../../shared/errors.js";
import type { HeldStore } from "./store.js";

/** Refuses. */
export async function sharedStore(_environment: object): Promise<HeldStore> {
  throw new FcPivotError("invalid_settings", "SESSION_STORE: redis is for Node, Deno and Bun; elsewhere hand a store over as the option store");
}
