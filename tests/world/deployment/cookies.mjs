/**
 * The names of a client's cookies, by the rule that they follow.
 *
 * In: a deployment's settings. Out: the names. Never: the core's own code; a change of the rule signs everybody out, and must be seen.
 */
import { createHash } from "node:crypto";

/** The session's name (its parts have `-1` and `-2` behind it), what the logins' names begin with, and the sign-out's name. */
export function cookieNames(settings) {
  const tag = clientTag(settings);
  return { session: `__Host-fc-session-${tag}`, login: `__Host-fc-login-${tag}-`, logout: `__Host-fc-logout-${tag}` };
}

/** What tells one client of a host from another: in names of cookies, and in the data centre's cache. */
export function clientTag({ FC_ISSUER, FC_CLIENT_ID }) {
  const hash = createHash("sha256");
  for (const text of [FC_ISSUER, FC_CLIENT_ID]) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(text)));
    hash.update(length).update(text);
  }
  return hash.digest("base64url").slice(0, 8);
}
