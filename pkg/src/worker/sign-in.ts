// The callback, from the code to the session.
// Comes in: a person's return from the provider. Goes out: the cookies of her session, and where she wanted to go.
// Never: a session before every check has held: the core runs them, in one machine.

import { type Edge, type Machine, type Provider, type Return, loginSeconds } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import { serve } from "../load/serve.js";
import type { Deployment } from "./deployment.js";
import { GrantLife } from "./grant-life.js";
import { hostOf } from "./host.js";
import { apply } from "./sessions.js";
import type { Trace } from "./trace.js";

/** A person who has come in. */
export interface Entered {
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
): Promise<Entered> {
  const { edge, cache, store } = deployment;
  const life = new GrantLife(deployment.transport, edge.grantMilliseconds);
  const provider = await trace.step("discovery", () => cache.provider());

  // 1. The callback answers a login of this browser, and no place of the world has seen that login used.
  const { loginKey } = returned;
  const machine = hold(checked(edge, provider, returned, spend));
  // A login waits no longer for its callback: after that its use need not be remembered.
  const first = await store.once(loginKey, loginSeconds());
  spend();
  if (!first) throw new FcPivotError("state_unknown");
  // 2. From the code to the person. The code is never sent twice: the provider may have used it up even where no answer came. The keys come
  //    meanwhile.
  const keysUnderWay = cache.keys(provider).then(() => {});
  keysUnderWay.catch(() => {});
  await trace.steps((at) => serve(machine, { ...hostOf(cache, provider, life, keysUnderWay), at }));
  // 3. The session.
  return trace.step("session_open", async () => {
    const { returnTo, change } = edge.openSession(machine, cookies);
    return { cookies: await apply(store, change), returnTo };
  });
}

/** A callback that is refused uses its login up as well. */
function checked(edge: Edge, provider: Provider, returned: Return, spend: () => void): Machine {
  try {
    return edge.signIn(provider, returned);
  } catch (thrown) {
    spend();
    throw thrown;
  }
}
