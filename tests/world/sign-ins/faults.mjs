/**
 * Faults of a provider that several suites need, as functions of `wrongs` (tests/world/standin/wrongs.mjs).
 *
 * In: a token, or an answer. Out: what is sent in its place. Never: two faults in one.
 */

/** The token with a signature that nobody made. */
export const badlySigned = ({ jws }) => `${jws.slice(0, jws.lastIndexOf("."))}.${"A".repeat(86)}`;

/** The token under a signature of the provider's, which names a key that the provider does not publish. */
export const underAnUnknownKid = ({ header, claims, sign }) => sign({ ...header, kid: "nobody's" }, claims);

/** No answer, ever. */
export const unanswered = () => new Promise(() => {});
