// The callback, from the code to the session.
// Comes in: a person's return from the provider. Goes out: the cookies of her session, and where she wanted to go.
// Never: a session before every check has passed. The core runs them, in one machine.

import { type Edge, type Machine, type Provider, type Return, loginSeconds } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import { serve } from "../load/serve.js";
import type { Deployment } from "./deployment.js";
import { GrantLife } from "./grant-life.js";
import { hostOf } from "./host.js";
import { apply } from "./sessions.js";
import type { Trace } from "./trace.js";

/** The result of a finished sign-in, for the answer. */
export interface FinishedSignIn {
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** A path of our own origin. */
  readonly returnTo: string;
}

/**
 * Finishes a sign-in. `cookies` is the request's `Cookie` header.
 *
 * `spend` uses up the login in the person's browser. Where the provider's document or the store cannot be had, the code was not sent, so the
 * login is left as it was, and the same callback may come again.
 */
export async function finishSignIn(
  deployment: Deployment,
  trace: Trace,
  returned: Return,
  spend: () => void,
  cookies: string,
  hold: Hold,
): Promise<FinishedSignIn> {
  const { edge, cache, store } = deployment;
  const life = new GrantLife(deployment.transport, edge.grantMilliseconds);
  const provider = await trace.step("discovery", () => cache.provider());

  // 1. The callback answers a login of this browser, and that login was not used before, in any place that shares the store.
  const { loginKey } = returned;
  const machine = hold(checked(edge, provider, returned, spend));
  // Its use is remembered for as long as a login may wait for its callback.
  const first = (await store?.once(loginKey, loginSeconds())) ?? true;
  spend();
  if (!first) throw new FcPivotError("state_unknown");
  // 2. From the code to the person. The code is never sent twice: the provider may have used it up even where no answer came. The keys are
  //    fetched at the same time.
  const keysInFlight = cache.keys(provider).then(() => {});
  keysInFlight.catch(() => {});
  await trace.steps((at) => serve(machine, { ...hostOf(cache, provider, life, keysInFlight), at }));
  // 3. The session.
  return trace.step("session_open", async () => {
    const { returnTo, change } = edge.openSession(machine, cookies);
    return { cookies: await apply(store, change), returnTo };
  });
}

/** A callback that is refused uses up its login too. */
function checked(edge: Edge, provider: Provider, returned: Return, spend: () => void): Machine {
  try {
    return edge.signIn(provider, returned);
  } catch (thrown) {
    spend();
    throw thrown;
  }
}
