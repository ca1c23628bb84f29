/**
 * An exchange for a page, at the edge module.
 *
 * In: the edge module's settings and provider, the nonce of the page's login. Out: a machine that has not begun; what it hands out at its end is
 * decrypted and not verified. Never: a page; a test says what the provider answers.
 */
import { PageRequest } from "../../../pkg/dist/load/edge.node.js";
import { ORIGIN } from "./parties.mjs";

const PREFIX = "/auth";

export function exchangeAt(edge, provider, nonce) {
  const body = JSON.stringify({ code: "the-code", redirect_uri: `${ORIGIN}/signed-in`, nonce });
  return edge.exchange(provider, PageRequest.parse(Buffer.from(body), ORIGIN, PREFIX), ORIGIN, PREFIX);
}
