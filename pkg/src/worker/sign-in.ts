// The callback, from the code to the session.
// Comes in: a person's return from the provider. Goes out: the cookies of her session, and where she wanted to go.
// Never: a session before every check has held. The core's types allow these calls in this order only.

import { type Grant, type IdToken, type Provider, type Return, type Tokens, Userinfo, UserinfoAnswer, loginSeconds } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import type { Transport } from "../shared/http.js";
import { decrypted } from "./decryption.js";
import type { Deployment } from "./deployment.js";
import { GrantLife } from "./grant-life.js";
import { exchange } from "./provider.js";
import { apply } from "./sessions.js";
import type { Trace } from "./trace.js";

/** A sign-in, done. */
export interface SignedIn {
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** A path of our own origin. */
  readonly returnTo: string;
}

/**
 * Finishes a sign-in. `cookies` is the request's `Cookie` header.
 *
 * `spend` uses the login up, in the person's browser. Where the provider's document or the store cannot be had, its code was not sent: the
 * login is left as it was, and the same callback may come again.
 */
export async function finishSignIn(
  deployment: Deployment,
  trace: Trace,
  returned: Return,
  spend: () => void,
  cookies: string,
  hold: Hold,
): Promise<SignedIn> {
  const { edge, cache, store } = deployment;
  const life = new GrantLife(deployment.transport, edge.grantMilliseconds);
  const provider = await trace.step("discovery", () => cache.provider());

  // 1. The callback answers a login of this browser, and no place of the world has seen that login used.
  const { loginKey } = returned;
  const grant = checked(returned, provider, spend);
  const { returnTo } = grant;
  // A login waits no longer for its callback: after that its use need not be remembered.
  const first = await store.once(loginKey, loginSeconds());
  spend();
  if (!first) throw new FcPivotError("state_unknown");
  // 2. The code against tokens. Never sent twice: the provider may have used it up even where no answer came. The keys come meanwhile.
  const keysAtHand = cache.fetchKeys(provider);
  keysAtHand.catch(() => {});
  const tokens = await trace.step("token", () => life.send((transport) => redeem(deployment, provider, grant, transport, hold)));
  // 3. The ID token, decrypted and verified.
  const idToken = await trace.step("id_token", async () => {
    const received = hold(await decrypted(edge, provider, tokens.idToken));
    await life.wait(keysAtHand);
    return hold(await cache.withKeys(provider, (keys) => tokens.verify(received, keys, provider)));
  });
  // 4. Userinfo, as long as the grant lives, decrypted and verified, of the same person.
  const userinfo = await trace.step("userinfo", () =>
    life.send((transport) => fetchUserinfo(deployment, provider, tokens, idToken, transport, hold)),
  );
  // 5. The session.
  const opened = await trace.step("session_open", () => apply(store, edge.openSession(provider, tokens, idToken, userinfo, cookies)));
  return { cookies: opened, returnTo };
}

/** A callback that is refused uses its login up as well. */
function checked(returned: Return, provider: Provider, spend: () => void): Grant {
  try {
    return returned.check(provider);
  } catch (thrown) {
    spend();
    throw thrown;
  }
}

async function redeem({ edge }: Deployment, provider: Provider, grant: Grant, transport: Transport, hold: Hold): Promise<Tokens> {
  const request = grant.request(edge, provider);
  return hold(grant.readTokens(await exchange(request, transport, hold)));
}

/** Not held: the session, when it is opened, consumes it. */
async function fetchUserinfo(
  { edge, cache }: Deployment,
  provider: Provider,
  tokens: Tokens,
  idToken: IdToken,
  transport: Transport,
  hold: Hold,
): Promise<Userinfo> {
  const request = tokens.userinfoRequest(provider, idToken);
  if (request === undefined) return Userinfo.fromIdToken(idToken);
  const answer = UserinfoAnswer.read(provider, await exchange(request, transport, hold));
  const { token } = answer;
  if (token === undefined) return answer.plain(provider, idToken);
  hold(answer);
  const received = hold(await decrypted(edge, provider, token));
  return cache.withKeys(provider, (keys) => Userinfo.verify(received, keys, idToken));
}
