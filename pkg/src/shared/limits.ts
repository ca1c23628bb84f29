// Every bound of the package's TypeScript, with its unit and its reason. The core's stand in `src/base/limits.rs`.
// Comes in: nothing. Goes out: constants; a name ends in its unit, or is what it counts. Never: what a format fixes, such as a status code.

// The page of an edge session

/** Milliseconds after which a Worker that does not answer counts as out of reach. Callers share a request, and must not hang on it. */
export const SESSION_ANSWER_MILLISECONDS = 10_000;

/** Milliseconds after a session's end at which a page asks again: clocks and timers differ by less. */
export const AFTER_END_MILLISECONDS = 1000;

/** Milliseconds of the longest timer: browsers fire a longer one at once. */
export const TIMER_MILLISECONDS = 2 ** 31 - 1;

// The commands

/** Bits of an RSA modulus that is strong enough beyond 2030 (NIST SP 800-57, ANSSI's guide to cryptographic mechanisms). */
export const RSA_MODULUS_BITS = 3072;

/** Seconds that a synchronised clock stays below. */
export const CLOCK_SECONDS = 5;

/** Milliseconds that FranceConnect+ waits for our keys. */
export const KEY_SET_MILLISECONDS = 6000;

/** Seconds that FranceConnect+ keeps our keys for, as the Worker's `max-age` says. */
export const KEY_SET_SECONDS = 600;

/** Bytes of the page that may come with the redirect of a login. */
export const LOGIN_ANSWER_BYTES = 65_536;

/** Seconds of a session, as the doctor recommends them: a shorter one signs people out while they fill in a form, a longer one stays open on a desk. */
export const SESSION_SECONDS = { min: 300, max: 43_200 } as const;
