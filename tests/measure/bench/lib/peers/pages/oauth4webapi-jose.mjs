// oauth4webapi for the flow, jose for the signature.
import { createRemoteJWKSet, jwtVerify } from "jose";
import { receive } from "../oauth4webapi.mjs";

export { begin } from "../oauth4webapi.mjs";

export async function finish(settings, location) {
  const { server, tokens } = await receive(settings, location);
  const { issuer, clientId: audience } = settings;
  const { payload } = await jwtVerify(tokens.id_token, createRemoteJWKSet(new URL(server.jwks_uri)), { issuer, audience, algorithms: ["ES256"] });
  return payload.sub;
}
