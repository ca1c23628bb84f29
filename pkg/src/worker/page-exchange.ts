// The Worker's half of a browser-verified sign-in.
// Comes in: the page's `{code, redirect_uri, nonce, code_verifier?}`. Goes out: the inner signed tokens, for the page to verify.
// Never: an access token, or a session; an identity for a code alone.

import { PageRequest } from "#edge";
import type { Hold } from "../shared/held.js";
import { serve } from "../load/serve.js";
import type { Deployment } from "./deployment.js";
import { GrantLife } from "./grant-life.js";
import { hostOf } from "./host.js";

/** Exchanges the code of a page of `origin`. Gives the JSON to answer with. */
export async function exchangeForPage(deployment: Deployment, body: Uint8Array, origin: string, hold: Hold): Promise<string> {
  const { edge, cache, prefix } = deployment;
  const life = new GrantLife(deployment.transport, edge.grantMilliseconds);
  const request = PageRequest.parse(body, origin, prefix);
  const provider = await cache.provider();
  const machine = hold(edge.exchange(provider, request, origin, prefix));
  await serve(machine, hostOf(cache, provider, life));
  return machine.answerToPage();
}
