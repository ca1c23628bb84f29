// All error codes, and the address of a page after a failed login, for an application's own tests.
// Comes in: a code. Goes out: the page's address after a login that failed with it. Never: a code that is not in the catalogue.

import { catalogue } from "../shared/catalogue.js";
import type { ErrorCode } from "../shared/errors.js";

export { errorAddress } from "../shared/error-address.js";

/** All codes of `FcPivotError`. */
export const errorCodes: readonly ErrorCode[] = Object.keys(catalogue) as ErrorCode[];
