// `fc-identity`: who is signed in, as a JWT for one upstream (N76).
// Comes in: a session, the gateway's key, who it is for. Goes out: a token of a minute. Never: a token that is kept, or one for two upstreams;
// `raw`, which says the same again and would double the header.

import { base64url } from "../shared/base64url.js";
import { FcPivotError } from "../shared/errors.js";
import { IDENTITY_CHARS, IDENTITY_SECONDS } from "../shared/limits.js";
import type { AnySession } from "../shared/session.js";
import type { GatewayKeys } from "./keys.js";

/** Between whom a token goes: the origins of gateway and upstream. */
export interface Ends {
  readonly iss: string;
  readonly aud: string;
}

const utf8 = new TextEncoder();
const encoded = (value: unknown): string => base64url(utf8.encode(JSON.stringify(value)));

/** The token; `undefined` where the identity does not fit into a header. `session` is a `Session`, as JSON. */
export async function identityToken(session: string, { kid, key }: GatewayKeys, { iss, aud }: Ends): Promise<string | undefined> {
  const { identity, agent, assurance } = JSON.parse(session) as AnySession;
  const { raw: _, ...who } = identity ?? agent;
  const iat = Math.floor(Date.now() / 1000);
  const fc = agent === undefined ? { identity: who, assurance } : { agent: who, assurance };
  const claims = { iss, aud, iat, exp: iat + IDENTITY_SECONDS, sub: who.sub, fc };
  const message = `${encoded({ alg: "ES256", typ: "JWT", kid })}.${encoded(claims)}`;
  let signature: ArrayBuffer;
  try {
    signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, utf8.encode(message));
  } catch {
    throw new FcPivotError("crypto_unavailable");
  }
  const token = `${message}.${base64url(new Uint8Array(signature))}`;
  return token.length > IDENTITY_CHARS ? undefined : token;
}
