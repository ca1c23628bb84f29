// `fc-identity`: who is signed in, as a JWT for one upstream (N76).
// Comes in: a session, the gateway's key, who it is for. Goes out: a token of a minute. Never: a token that is kept, or one for two upstreams;
// `raw`, which says the same again and would double the header; a claim that is read here: the core writes them all.

import { FcPivotError } from "../shared/errors.js";
import { IDENTITY_CHARS, IDENTITY_SECONDS, IDENTITY_STEP_SECONDS } from "../shared/limits.js";
import type { GatewayKeys } from "./keys.js";

/** Between whom a token goes: the origins of gateway and upstream. */
export interface Ends {
  readonly iss: string;
  readonly aud: string;
}

/** Gives the registered claims (RFC 7519 §4.1) of a token that begins now, as JSON: the core adds who is signed in. */
export function claimsBetween({ iss, aud }: Ends): () => string {
  let begins = 0;
  let claims = "";
  return () => {
    const now = Math.floor(Date.now() / 1000);
    const iat = now - (now % IDENTITY_STEP_SECONDS);
    if (iat !== begins) claims = JSON.stringify({ iss, aud, iat, exp: iat + IDENTITY_SECONDS });
    begins = iat;
    return claims;
  };
}

/** The token; `undefined` where the identity does not fit into a header. */
export async function identityToken(claims: string, { sign }: GatewayKeys): Promise<string | undefined> {
  try {
    const token = await sign(claims);
    return token.length > IDENTITY_CHARS ? undefined : token;
  } catch {
    throw new FcPivotError("crypto_unavailable");
  }
}
