// Whether newer keys of the provider's may mend a verification that failed: decided here, for the Worker and for the page.
// Comes in: what was thrown. Goes out: yes or no. Never: a look for them. How often one is made, each side says for itself.

import { type ErrorCode, FcPivotError } from "./errors.js";

/**
 * The token names a key that we do not have; it names none, and we have several of which some may be gone; or its key's name is an old one that
 * was given to another key (N85).
 */
const OF_OLD_KEYS: readonly ErrorCode[] = ["key_unknown", "key_ambiguous", "signature_invalid"];

/** Whether our copy of the keys may be too old for the token. */
export const wantsNewerKeys = (thrown: unknown): boolean => OF_OLD_KEYS.includes(FcPivotError.from(thrown).code);
