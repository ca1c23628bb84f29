// From a grant to a verified person, in the page.
// Comes in: the grant that a checked callback gives, the provider. Goes out: who is signed in, and the ID token. Never: an unverified claim.

import { type Answer, type Grant, type Provider, ProviderKeys, SignedToken, Userinfo, UserinfoAnswer } from "#browser";
import type { HttpRequest } from "../http.js";
import type { Verified } from "./person.js";

/** Sends a request of the core's. */
export type Ask = (request: HttpRequest) => Promise<Answer>;

/** The Worker swaps the code and decrypts; this page verifies. */
export async function withTheWorker(grant: Grant, provider: Provider, ask: Ask, worker: string): Promise<Verified> {
  const exchanged = grant.readExchanged(await ask(grant.exchangeRequest(worker)));
  const keys = await keysOf(provider, ask);
  const { idToken, ...signedIn } = exchanged.verify(keys, provider);
  return { signIn: { ...signedIn, returnTo: exchanged.returnTo }, idToken };
}

/** The provider lets browsers call its token endpoint: no Worker. The code is bound by PKCE. */
export async function byThePageAlone(grant: Grant, provider: Provider, ask: Ask): Promise<Verified> {
  const { returnTo } = grant;
  const request = grant.publicRequest(provider);
  const tokens = grant.readTokens(await ask(request));
  const keys = await keysOf(provider, ask);
  const idToken = tokens.verify(SignedToken.received(provider, tokens.idToken), keys, provider);
  const userinfoRequest = tokens.userinfoRequest(provider, idToken);
  let userinfo = Userinfo.fromIdToken(idToken);
  if (userinfoRequest !== undefined) {
    const answer = UserinfoAnswer.read(provider, await ask(userinfoRequest));
    const { token } = answer;
    userinfo = token === undefined ? answer.plain(provider, idToken) : Userinfo.verify(SignedToken.received(provider, token), keys, idToken);
  }
  const signIn = { identity: tokens.identity(provider, idToken, userinfo), assurance: idToken.assurance(), returnTo };
  return { signIn, idToken: idToken.jws };
}

async function keysOf(provider: Provider, ask: Ask): Promise<ProviderKeys> {
  return ProviderKeys.read(await ask(provider.keysRequest()));
}
