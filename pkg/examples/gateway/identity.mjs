// identity.mjs
import { createRemoteJWKSet, jwtVerify } from "jose";

const { GATEWAY_JWKS, GATEWAY_ISSUER: issuer, GATEWAY_AUDIENCE: audience } = process.env;
const keys = createRemoteJWKSet(new URL(GATEWAY_JWKS));

/** Who is signed in; throws where the header was not made by the gateway, for this application, now. */
export async function signedIn({ headers }) {
  const expected = { algorithms: ["ES256"], issuer, audience, requiredClaims: ["exp", "iat", "sub", "fc"] };
  const { payload } = await jwtVerify(headers["fc-identity"] ?? "", keys, expected);
  return payload;
}
