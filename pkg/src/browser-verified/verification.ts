// From a grant to a verified person, in the page.
// Comes in: the grant that a checked callback gives, the provider and its keys. Goes out: who is signed in, and the ID token. Never: an
// unverified claim; the time by the person's clock, where the answer that brings the tokens tells it.

import { type Answer, type Grant, type Provider, SignedToken, Userinfo, UserinfoAnswer } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import type { HttpRequest } from "../shared/http.js";
import type { WithKeys } from "./keys.js";
import type { Verified } from "./person.js";

/** An answer, and its date in seconds since the epoch, where the browser lets a page read it. */
export interface Asked {
  readonly answer: Answer;
  readonly date: number | undefined;
}

/** Sends a request of the core's; `answers` is of how many of the provider's the answer is made: each may take its time. */
export type Ask = (request: HttpRequest, answers?: number) => Promise<Asked>;

/** Behind the Worker's answer: discovery document, tokens, userinfo. A page that gave up before would lose a code that is used up. */
const WORKER_ASKS = 3;

/** The Worker swaps the code and decrypts, and tells the time; this page verifies. */
export async function withTheWorker(grant: Grant, provider: Provider, withKeys: WithKeys, ask: Ask, hold: Hold, worker: string): Promise<Verified> {
  const elapsed = stopwatch();
  const { answer } = await ask(grant.exchangeRequest(worker), WORKER_ASKS).catch(ofOurWorker);
  const exchanged = hold(grant.readExchanged(answer));
  const { idToken, ...signedIn } = await withKeys((keys) => exchanged.verify(keys, provider, elapsed()));
  return { signIn: { ...signedIn, returnTo: exchanged.returnTo }, idToken };
}

/** It is our Worker that was not reached, not the provider. */
function ofOurWorker(thrown: unknown): never {
  const error = FcPivotError.from(thrown);
  throw ["provider_unreachable", "provider_timeout"].includes(error.code) ? new FcPivotError("network_error") : error;
}

/** The provider lets browsers call its token endpoint: no Worker. The code is bound by PKCE. */
export async function byThePageAlone(grant: Grant, provider: Provider, withKeys: WithKeys, ask: Ask, hold: Hold): Promise<Verified> {
  const { returnTo } = grant;
  const elapsed = stopwatch();
  const { answer, date } = await ask(grant.publicRequest(provider));
  if (date !== undefined) grant.moveTo(date);
  const now = (): number | undefined => date && date + elapsed();
  const tokens = hold(grant.readTokens(answer));
  const received = hold(SignedToken.received(provider, tokens.idToken));
  const idToken = hold(await withKeys((keys) => tokens.verifyAt(received, keys, provider, now())));
  const userinfo = hold(await userinfoOf());
  const signIn = { identity: tokens.identity(provider, idToken, userinfo), assurance: idToken.assurance(), returnTo };
  return { signIn, idToken: idToken.jws };

  async function userinfoOf(): Promise<Userinfo> {
    const request = tokens.userinfoRequest(provider, idToken);
    if (request === undefined) return Userinfo.fromIdToken(idToken);
    const read = UserinfoAnswer.read(provider, (await ask(request)).answer);
    const { token } = read;
    if (token === undefined) return read.plain(provider, idToken);
    hold(read);
    const signed = hold(SignedToken.received(provider, token));
    return withKeys((keys) => Userinfo.verifyAt(signed, keys, idToken, now()));
  }
}

/** Seconds from now on, by a clock that nobody sets. */
function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}
