// `fc-identity`: who is signed in, as a JWT for one upstream (N76).
// Comes in: a session, the gateway's key, who it is for. Goes out: a token of a minute. Never: a token that is kept, or one for two upstreams;
// `raw`, which says the same again and would double the header.

import { base64urlJson } from "../shared/base64url.js";
import { FcPivotError } from "../shared/errors.js";
import { IDENTITY_CHARS, IDENTITY_SECONDS, IDENTITY_STEP_SECONDS } from "../shared/limits.js";
import type { AnySession } from "../shared/session.js";
import type { GatewayKeys } from "./keys.js";

/** Between whom a token goes: the origins of gateway and upstream. */
export interface Ends {
  readonly iss: string;
  readonly aud: string;
}

const ascii = new TextEncoder();

/** The token; `undefined` where the identity does not fit into a header. `session` is a `Session`, as JSON. */
export async function identityToken(session: string, { header, sign }: GatewayKeys, { iss, aud }: Ends): Promise<string | undefined> {
  const { identity, agent, assurance } = JSON.parse(session) as AnySession;
  const { raw: _, ...who } = identity ?? agent;
  const now = Math.floor(Date.now() / 1000);
  const iat = now - (now % IDENTITY_STEP_SECONDS);
  const fc = agent === undefined ? { identity: who, assurance } : { agent: who, assurance };
  const claims = { iss, aud, iat, exp: iat + IDENTITY_SECONDS, sub: who.sub, fc };
  const message = `${header}.${base64urlJson(claims)}`;
  let signature: string;
  try {
    signature = await sign(ascii.encode(message));
  } catch {
    throw new FcPivotError("crypto_unavailable");
  }
  const token = `${message}.${signature}`;
  return token.length > IDENTITY_CHARS ? undefined : token;
}
