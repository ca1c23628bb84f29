// The Worker's half of the browser-verified way.
// Comes in: the page's `{code, redirect_uri, nonce, code_verifier?}`. Goes out: the inner signed tokens, for the page to verify.
// Never: an access token, or a session; an identity for a code alone.

import { PageRequest, UserinfoAnswer } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import { decrypted } from "./decryption.js";
import type { Deployment } from "./deployment.js";
import { GrantLife } from "./grant-life.js";
import { exchange } from "./provider.js";

/** Where the Worker's routes lie. */
export interface Site {
  readonly origin: string;
  readonly prefix: string;
}

/** Exchanges a page's code. Gives the JSON to answer with. */
export async function exchangeForPage(deployment: Deployment, body: Uint8Array, { origin, prefix }: Site, hold: Hold): Promise<string> {
  const { edge, cache } = deployment;
  const life = new GrantLife(deployment.transport, edge.grantMilliseconds);
  const page = PageRequest.parse(body, origin, prefix);
  const provider = await cache.provider();

  // 1. The code against tokens.
  const request = page.request(edge, provider, origin, prefix);
  const tokens = hold(page.read(await life.send((transport) => exchange(request, transport, hold))));
  // 2. The ID token, decrypted.
  const idToken = hold(await decrypted(edge, provider, tokens.idToken));
  // 3. Userinfo, decrypted: for the page alone whose login the ID token answers.
  const userinfoRequest = tokens.userinfoRequest(provider, idToken);
  if (userinfoRequest === undefined) throw new FcPivotError("discovery_unsupported", "userinfo_endpoint");
  const answer = await life.send((transport) => exchange(userinfoRequest, transport, hold));
  const { token } = hold(UserinfoAnswer.read(provider, answer));
  if (token === undefined) throw new FcPivotError("token_not_signed", "userinfo");
  return tokens.answer(idToken, hold(await decrypted(edge, provider, token)));
}
