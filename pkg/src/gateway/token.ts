// `fc-identity`: who is signed in, as a JWT for one upstream (N76).
// Comes in: a session, the gateway's key, who it is for. Goes out: a token of a minute. Never: a token that is kept, or one for two upstreams;
// `raw`, which says the same again and would double the header; a claim that is read here: the core writes them all.

import { FcPivotError } from "../shared/errors.js";
import { IDENTITY_CHARS, IDENTITY_SECONDS, IDENTITY_STEP_SECONDS } from "../shared/limits.js";
import type { Telling } from "../worker/sessions.js";
import type { GatewayKeys } from "./keys.js";

/** Between whom a token goes: the origins of gateway and upstream. */
export interface Ends {
  readonly iss: string;
  readonly aud: string;
}

/** Gives what is told of a session here: the claims of a token that begins now. */
export function claimsBetween({ iss, aud }: Ends): () => Telling {
  let begins = 0;
  let telling: Telling | undefined;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    const iat = now - (now % IDENTITY_STEP_SECONDS);
    if (telling === undefined || iat !== begins) {
      const registered = JSON.stringify({ iss, aud, iat, exp: iat + IDENTITY_SECONDS });
      begins = iat;
      telling = {
        atOnce: (edge, cookies, demanded) => edge.claimsAtOnce(cookies, demanded, registered),
        of: (open) => open.claims(registered),
      };
    }
    return telling;
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
