// From a grant to a verified person, in the page.
// Comes in: the grant that a checked callback gives, the provider. Goes out: who is signed in, and the ID token. Never: an unverified claim;
// a second look for an unknown key in one login: anyone can make tokens that name one.

import { type Answer, type Grant, type Provider, ProviderKeys, SignedToken, Userinfo, UserinfoAnswer } from "#browser";
import { FcPivotError } from "../errors.js";
import type { HttpRequest } from "../http.js";
import type { Verified } from "./person.js";

/** Sends a request of the core's; `answers` is of how many of the provider's the answer is made: each may take its time. */
export type Ask = (request: HttpRequest, answers?: number) => Promise<Answer>;

/** Behind the Worker's answer: discovery document, tokens, userinfo. A page that gave up before would lose a code that is used up. */
const WORKER_ASKS = 3;

/** The Worker swaps the code and decrypts; this page verifies. */
export async function withTheWorker(grant: Grant, provider: Provider, ask: Ask, worker: string): Promise<Verified> {
  const exchanged = grant.readExchanged(await ask(grant.exchangeRequest(worker), WORKER_ASKS));
  const withKeys = await keysOf(provider, ask);
  const { idToken, ...signedIn } = await withKeys((keys) => exchanged.verify(keys, provider));
  return { signIn: { ...signedIn, returnTo: exchanged.returnTo }, idToken };
}

/** The provider lets browsers call its token endpoint: no Worker. The code is bound by PKCE. */
export async function byThePageAlone(grant: Grant, provider: Provider, ask: Ask): Promise<Verified> {
  const { returnTo } = grant;
  const request = grant.publicRequest(provider);
  const tokens = grant.readTokens(await ask(request));
  const withKeys = await keysOf(provider, ask);
  const received = SignedToken.received(provider, tokens.idToken);
  const idToken = await withKeys((keys) => tokens.verify(received, keys, provider));
  const userinfoRequest = tokens.userinfoRequest(provider, idToken);
  let userinfo = Userinfo.fromIdToken(idToken);
  if (userinfoRequest !== undefined) {
    const answer = UserinfoAnswer.read(provider, await ask(userinfoRequest));
    const signed = answer.token === undefined ? undefined : SignedToken.received(provider, answer.token);
    userinfo = signed === undefined ? answer.plain(provider, idToken) : await withKeys((keys) => Userinfo.verify(signed, keys, idToken));
  }
  const signIn = { identity: tokens.identity(provider, idToken, userinfo), assurance: idToken.assurance(), returnTo };
  return { signIn, idToken: idToken.jws };
}

/** Runs a verification with the provider's keys; where they lack the token's, once more with newer ones. */
type WithKeys = <T>(verify: (keys: ProviderKeys) => T) => Promise<T>;

/**
 * The provider's keys, for one login. They come through the browser's cache, where they stay as long as the provider says; after a rotation
 * that is too old, and the code is used up: so the second look goes past the cache, and renews it.
 */
async function keysOf(provider: Provider, ask: Ask): Promise<WithKeys> {
  const read = async (request: HttpRequest) => ProviderKeys.read(await ask(request));
  const request: HttpRequest = provider.keysRequest();
  let keys = await read(request);
  let renewed = false;
  return async (verify) => {
    try {
      return verify(keys);
    } catch (thrown) {
      if (renewed || FcPivotError.from(thrown).code !== "key_unknown") throw thrown;
      renewed = true;
      keys = await read({ ...request, cache: "reload" });
      return verify(keys);
    }
  };
}
