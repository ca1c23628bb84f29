// From a grant to a verified person, in the page.
// Comes in: the grant that a checked callback gives, the provider. Goes out: who is signed in, and the ID token. Never: an unverified claim;
// a second look for an unknown key in one login: anyone can make tokens that name one.

import { type Answer, type Grant, type Provider, ProviderKeys, SignedToken, Userinfo, UserinfoAnswer } from "#browser";
import { FcPivotError } from "../errors.js";
import type { Hold } from "../held.js";
import type { HttpRequest } from "../http.js";
import type { Verified } from "./person.js";

/** Sends a request of the core's; `answers` is of how many of the provider's the answer is made: each may take its time. */
export type Ask = (request: HttpRequest, answers?: number) => Promise<Answer>;

/** Behind the Worker's answer: discovery document, tokens, userinfo. A page that gave up before would lose a code that is used up. */
const WORKER_ASKS = 3;

/** The Worker swaps the code and decrypts; this page verifies. */
export async function withTheWorker(grant: Grant, provider: Provider, ask: Ask, hold: Hold, worker: string): Promise<Verified> {
  const withKeys = keysOf(provider, ask, hold);
  const exchanged = hold(grant.readExchanged(await ask(grant.exchangeRequest(worker), WORKER_ASKS).catch(ofOurWorker)));
  const { idToken, ...signedIn } = await withKeys((keys) => exchanged.verify(keys, provider));
  return { signIn: { ...signedIn, returnTo: exchanged.returnTo }, idToken };
}

/** It is our Worker that was not reached, not the provider. */
function ofOurWorker(thrown: unknown): never {
  const error = FcPivotError.from(thrown);
  throw ["provider_unreachable", "provider_timeout"].includes(error.code) ? new FcPivotError("network_error") : error;
}

/** The provider lets browsers call its token endpoint: no Worker. The code is bound by PKCE. */
export async function byThePageAlone(grant: Grant, provider: Provider, ask: Ask, hold: Hold): Promise<Verified> {
  const { returnTo } = grant;
  const withKeys = keysOf(provider, ask, hold);
  const tokens = hold(grant.readTokens(await ask(grant.publicRequest(provider))));
  const received = hold(SignedToken.received(provider, tokens.idToken));
  const idToken = hold(await withKeys((keys) => tokens.verify(received, keys, provider)));
  const userinfo = hold(await userinfoOf());
  const signIn = { identity: tokens.identity(provider, idToken, userinfo), assurance: idToken.assurance(), returnTo };
  return { signIn, idToken: idToken.jws };

  async function userinfoOf(): Promise<Userinfo> {
    const request = tokens.userinfoRequest(provider, idToken);
    if (request === undefined) return Userinfo.fromIdToken(idToken);
    const answer = UserinfoAnswer.read(provider, await ask(request));
    const { token } = answer;
    if (token === undefined) return answer.plain(provider, idToken);
    hold(answer);
    const signed = hold(SignedToken.received(provider, token));
    return withKeys((keys) => Userinfo.verify(signed, keys, idToken));
  }
}

/** Runs a verification with the provider's keys; where they lack the token's, once more with newer ones. */
type WithKeys = <T>(verify: (keys: ProviderKeys) => T) => Promise<T>;

/**
 * The provider's keys, for one login; they come while the code is exchanged. They come through the browser's cache, where they stay as long as
 * the provider says; after a rotation that is too old, and the code is used up: so the second look goes past the cache, and renews it.
 */
function keysOf(provider: Provider, ask: Ask, hold: Hold): WithKeys {
  const read = async (request: HttpRequest) => hold(ProviderKeys.read(await ask(request)));
  const request: HttpRequest = provider.keysRequest();
  let keys = read(request);
  let renewed = false;
  // A failure is told to whoever needs them: nobody does where the exchange failed.
  keys.catch(() => {});
  return async (verify) => {
    try {
      return verify(await keys);
    } catch (thrown) {
      if (renewed || FcPivotError.from(thrown).code !== "key_unknown") throw thrown;
      renewed = true;
      keys = read({ ...request, cache: "reload" });
      return verify(await keys);
    }
  };
}
