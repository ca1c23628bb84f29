// The Worker's half of the browser-verified way.
// Comes in: the page's `{code, redirect_uri, nonce, code_verifier?}`. Goes out: the inner signed tokens, for the page to verify.
// Never: an access token, or a session; an identity for a code alone.

import { PageRequest, UserinfoAnswer } from "#edge";
import { FcPivotError } from "../errors.js";
import type { Deployment } from "./deployment.js";
import { exchange } from "./provider.js";

/** Where the Worker's routes lie. */
export interface Site {
  readonly origin: string;
  readonly prefix: string;
}

/** Exchanges a page's code. Gives the JSON to answer with. */
export async function exchangeForPage({ edge, cache, transport }: Deployment, body: Uint8Array, { origin, prefix }: Site): Promise<string> {
  const page = PageRequest.parse(body, origin, prefix);
  const provider = await cache.provider();

  // 1. The code against tokens.
  const request = page.request(edge, provider, origin, prefix);
  const tokens = page.read(await exchange(request, transport));
  // 2. The ID token, decrypted.
  const idToken = await edge.open(provider, tokens.idToken);
  // 3. Userinfo, decrypted: for the page alone whose login the ID token answers.
  const userinfoRequest = tokens.userinfoRequest(provider, idToken);
  if (userinfoRequest === undefined) throw new FcPivotError("discovery_unsupported", "userinfo_endpoint");
  const { token } = UserinfoAnswer.read(provider, await exchange(userinfoRequest, transport));
  if (token === undefined) throw new FcPivotError("token_not_signed", "userinfo");
  return tokens.answer(idToken, await edge.open(provider, token));
}
