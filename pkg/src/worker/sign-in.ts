// The callback, from the code to the session.
// Comes in: a person's return from the provider. Goes out: the cookies of her session, and where she wanted to go.
// Never: a session before every check has held. The core's types allow these calls in this order only.

import { type Edge, type Provider, type Return, type SignedToken, Userinfo, UserinfoAnswer } from "#edge";
import type { IdToken, Tokens } from "#edge";
import type { Transport } from "../http.js";
import { type ProviderCache, exchange } from "./provider.js";

/** A sign-in, done. */
export interface SignedIn {
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** A path of our own origin. */
  readonly returnTo: string;
}

/** What the steps work with. */
export interface Desk {
  readonly edge: Edge;
  readonly cache: ProviderCache;
  readonly transport: Transport;
}

/** Finishes a sign-in. `cookies` is the request's `Cookie` header. */
export async function finishSignIn(desk: Desk, returned: Return, cookies: string): Promise<SignedIn> {
  const { edge, cache, transport } = desk;
  const provider = await cache.provider();

  // 1. The callback answers a login of this browser.
  const grant = returned.check(provider);
  const { returnTo } = grant;
  // 2. The code against tokens. Never sent twice: the provider may have used it up even where no answer came.
  const request = grant.request(edge, provider);
  const tokens = grant.readTokens(await exchange(request, transport));
  // 3. The ID token, decrypted and verified.
  const received = await edge.open(provider, tokens.idToken);
  const idToken = await cache.withKeys(provider, (keys) => tokens.verify(received, keys, provider));
  // 4. Userinfo at once (the access token lives for 60 seconds), decrypted and verified, of the same person.
  const userinfo = await fetchUserinfo(desk, provider, tokens, idToken);
  // 5. The session.
  return { cookies: edge.openSession(provider, tokens, idToken, userinfo, cookies), returnTo };
}

async function fetchUserinfo(desk: Desk, provider: Provider, tokens: Tokens, idToken: IdToken): Promise<Userinfo> {
  const request = tokens.userinfoRequest(provider, idToken);
  if (request === undefined) return Userinfo.fromIdToken(idToken);
  const answer = UserinfoAnswer.read(provider, await exchange(request, desk.transport));
  const { token } = answer;
  if (token === undefined) return answer.plain(provider, idToken);
  const received: SignedToken = await desk.edge.open(provider, token);
  return desk.cache.withKeys(provider, (keys) => Userinfo.verify(received, keys, idToken));
}
