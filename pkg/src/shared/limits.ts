// Every bound of the package's TypeScript, with its unit and its reason. The core's stand in `src/base/limits.rs`.
// Comes in: nothing. Goes out: constants; a name ends in its unit, or is what it counts. Never: what a format fixes, such as a status code.

// The page of an edge session

/** Milliseconds after which a Worker that does not answer counts as out of reach. Callers share a request, and must not hang on it. */
export const SESSION_ANSWER_MILLISECONDS = 10_000;

/** Milliseconds after a session's end at which a page asks again: clocks and timers differ by less. */
export const AFTER_END_MILLISECONDS = 1000;

/** Milliseconds of the longest timer: browsers fire a longer one at once. */
export const TIMER_MILLISECONDS = 2 ** 31 - 1;

// The page of a browser-verified sign-in

/** Logins, and sign-outs, that may wait in one tab; the newest stay. A page that makes an address with each rendering must not fill the storage. */
export const PENDING_IN_A_TAB = 20;

// The provider's documents

/** Milliseconds that a discovery document stays fresh: what its `max-age` says, within these bounds. */
export const DISCOVERY_MILLISECONDS = { min: 300_000, default: 3_600_000, max: 86_400_000 } as const;

/** Milliseconds that a key set stays fresh, likewise. FranceConnect+ says `max-age=600`. */
export const KEYS_MILLISECONDS = { min: 60_000, default: 600_000, max: 3_600_000 } as const;

/** Milliseconds that a document that is no longer fresh is used while the provider gives no new one: a day. */
export const STALE_MILLISECONDS = 86_400_000;

/** Milliseconds after a failure of the provider's in which a stale document is used without asking again: sign-ins must not all wait for it. */
export const PROVIDER_FAILURE_MILLISECONDS = 10_000;

/** Milliseconds between two looks for newer keys, however many tokens seem to need one: with an unknown `kid` (N15), a bad signature (N85). */
export const NEWER_KEYS_MILLISECONDS = 30_000;

/** Milliseconds that a request waits for another request's fetch; where there is a stale document, for its own fetch too. */
export const FETCH_WAIT_MILLISECONDS = 2000;

/** Times that a request waits so before it fetches for itself. */
export const FETCH_WAITS = 5;

/** Milliseconds that the cache of the data centre may take: a request to the provider takes little longer. */
export const SHARED_COPY_MILLISECONDS = 1000;

// The Worker

/** Cores that are kept, those used last. Most programs have one; a program that serves several clients has some. Each may hold 500 KB. */
export const CORES_IN_USE = 16;

/** Seconds after which a client may try again where a store does not answer. */
export const RETRY_AFTER_SECONDS = 5;

/** Seconds that a value in KV is kept at least: KV takes no less. */
export const KV_MIN_SECONDS = 60;

/** Milliseconds to wait before each further try at a Durable Object. */
export const OBJECT_PAUSES_MILLISECONDS = [50, 250] as const;

/** Milliseconds that a store may take for one answer: longer than each of ours tries, and no request may hang on one of yours. */
export const STORE_MILLISECONDS = 10_000;

/** Milliseconds that Redis may take for one command, and for a connection: a server that hangs must not hold a request. */
export const REDIS_MILLISECONDS = 2000;

/** Milliseconds to wait before each further try at Redis: clients need about that long to connect again. */
export const REDIS_PAUSES_MILLISECONDS = [50, 250, 500] as const;

/** Seconds for which a deleted value stays deleted: no request that read it before runs longer. */
export const DELETED_SECONDS = 60;

/** Bytes that are still read of a body after it was refused, in Node: a client that only writes would not see the answer. */
export const UNREAD_BYTES = 1_048_576;

/** Milliseconds for which they are awaited. Then the connection ends. */
export const UNREAD_MILLISECONDS = 1000;

/** Seconds that our published keys may be cached, by FranceConnect+ too. */
export const KEY_SET_SECONDS = 600;

// The gateway

/** Seconds that a token of the gateway's is valid: the upstream reads it at once, and clocks differ by less. */
export const IDENTITY_SECONDS = 60;

/** Seconds for which tokens say the same time: the requests of one page then carry one token, which a host can sign once. */
export const IDENTITY_STEP_SECONDS = 10;

/** Names of headers whose other spelling a process keeps, and their characters at the most: browsers and applications send some hundred. */
export const NAMES_KEPT = 1024;
export const NAME_CHARS = 64;

/** Signatures that a process keeps for that long: a page's requests, of so many people at a time. One takes some 200 bytes. */
export const SIGNATURES_KEPT = 4096;

/** Characters of a token at the most: Apache and gunicorn take 8,190 octets in one header field, Tomcat 8,192 in all of them. */
export const IDENTITY_CHARS = 8000;

/** Milliseconds that the upstream has for the head of its answer: as nginx and browsers wait, and what `GATEWAY_TIMEOUT` may say. */
export const UPSTREAM_MILLISECONDS = { min: 100, default: 60_000, max: 600_000 } as const;

/** Bytes of a request's body beyond which, in workerd, its upload may take longer than the upstream has for its answer. */
export const UPLOAD_BYTES = 1_048_576;

/** Milliseconds that such an upload and its answer may take together in workerd, which does not tell when a body has been sent: an hour. */
export const UPLOAD_MILLISECONDS = 3_600_000;

/** Milliseconds between two looks at the session of an open WebSocket: a sign-out ends it that soon. */
export const SOCKET_LOOK_MILLISECONDS = 60_000;

/** Connections to the upstream that Node keeps open between two requests: each holds a descriptor on both sides. */
export const UPSTREAM_CONNECTIONS = 64;

/** Rules of `GATEWAY_RULES` at the most: each is looked at with each request. */
export const GATEWAY_RULES = 200;

// The commands

/** Bits of an RSA modulus that is strong enough beyond 2030 (NIST SP 800-57, ANSSI's guide to cryptographic mechanisms). */
export const RSA_MODULUS_BITS = 3072;

/** Seconds that a synchronised clock stays below. */
export const CLOCK_SECONDS = 5;

/** Milliseconds that FranceConnect+ waits for our keys. */
export const KEY_SET_MILLISECONDS = 6000;

/** Bytes of the page that may come with the redirect of a login. */
export const LOGIN_ANSWER_BYTES = 65_536;

/** Seconds of a session that the doctor recommends: a shorter one signs people out while they fill in a form, a longer one stays open on a desk. */
export const SESSION_SECONDS = { min: 300, max: 43_200 } as const;
