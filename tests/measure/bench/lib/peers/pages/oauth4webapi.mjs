// oauth4webapi alone, with its own check of the signature.
import { getValidatedIdTokenClaims, validateApplicationLevelSignature } from "oauth4webapi";
import { LOOPBACK, receive } from "../oauth4webapi.mjs";

export { begin } from "../oauth4webapi.mjs";

export async function finish(settings, location) {
  const { server, tokens, response } = await receive(settings, location);
  await validateApplicationLevelSignature(server, response, LOOPBACK);
  return getValidatedIdTokenClaims(tokens).sub;
}
