// The callback, from the code to the session.
// Comes in: a person's return from the provider. Goes out: the cookies of her session, and where she wanted to go.
// Never: a session before every check has held. The core's types allow these calls in this order only.

import { type IdToken, type Provider, type Return, type SignedToken, type Tokens, Userinfo, UserinfoAnswer } from "#edge";
import { FcPivotError } from "../errors.js";
import type { Deployment } from "./deployment.js";
import { exchange } from "./provider.js";
import { apply } from "./sessions.js";

/** Seconds that a started login waits for its callback: after them its use need not be remembered. */
const LOGIN_SECONDS = 600;

/** A sign-in, done. */
export interface SignedIn {
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** A path of our own origin. */
  readonly returnTo: string;
}

/** Finishes a sign-in. `cookies` is the request's `Cookie` header. */
export async function finishSignIn(deployment: Deployment, returned: Return, cookies: string): Promise<SignedIn> {
  const { edge, cache, store, transport } = deployment;
  const provider = await cache.provider();

  // 1. The callback answers a login of this browser, and no place of the world has seen that login used.
  const { loginKey } = returned;
  const grant = returned.check(provider);
  if (!(await store.once(loginKey, LOGIN_SECONDS))) throw new FcPivotError("state_unknown");
  const { returnTo } = grant;
  // 2. The code against tokens. Never sent twice: the provider may have used it up even where no answer came.
  const request = grant.request(edge, provider);
  const tokens = grant.readTokens(await exchange(request, transport));
  // 3. The ID token, decrypted and verified.
  const received = await edge.open(provider, tokens.idToken);
  const idToken = await cache.withKeys(provider, (keys) => tokens.verify(received, keys, provider));
  // 4. Userinfo at once (the access token lives for 60 seconds), decrypted and verified, of the same person.
  const userinfo = await fetchUserinfo(deployment, provider, tokens, idToken);
  // 5. The session.
  return { cookies: await apply(store, edge.openSession(provider, tokens, idToken, userinfo, cookies)), returnTo };
}

async function fetchUserinfo(deployment: Deployment, provider: Provider, tokens: Tokens, idToken: IdToken): Promise<Userinfo> {
  const request = tokens.userinfoRequest(provider, idToken);
  if (request === undefined) return Userinfo.fromIdToken(idToken);
  const answer = UserinfoAnswer.read(provider, await exchange(request, deployment.transport));
  const { token } = answer;
  if (token === undefined) return answer.plain(provider, idToken);
  const received: SignedToken = await deployment.edge.open(provider, token);
  return deployment.cache.withKeys(provider, (keys) => Userinfo.verify(received, keys, idToken));
}
