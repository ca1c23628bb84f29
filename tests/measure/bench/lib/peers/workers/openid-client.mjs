/**
 * A sign-in through FranceConnect+ at the edge with openid-client.
 *
 * In: the settings of application.mjs. Out: a Worker. Never: PKCE, which FranceConnect+ refuses.
 */
import { importJWK } from "jose";
import * as client from "openid-client";
import { application, settings } from "./application.mjs";

const { clientId, clientSecret, scope, acr } = settings;
let discovered;

async function discover() {
  const keys = await Promise.all(settings.decryptionKeys.map(async (jwk) => ({ key: await importJWK(jwk, jwk.alg), kid: jwk.kid, alg: jwk.alg })));
  return client.discovery(
    settings.issuer, clientId, { id_token_signed_response_alg: "ES256", userinfo_signed_response_alg: "ES256" }, client.ClientSecretPost(clientSecret),
    {
      execute: [
        client.allowInsecureRequests, client.enableNonRepudiationChecks,
        (configuration) => client.enableDecryptingResponses(configuration, ["A256GCM"], ...keys),
      ],
    },
  );
}

export default application({
  async begin(redirectUri) {
    discovered ??= await discover();
    const kept = { state: client.randomState(), nonce: client.randomNonce() };
    const url = client.buildAuthorizationUrl(discovered, { redirect_uri: redirectUri, scope, acr_values: acr, ...kept });
    return { url: url.href, kept };
  },

  async finish(url, { state, nonce }) {
    discovered ??= await discover();
    const tokens = await client.authorizationCodeGrant(discovered, url, { expectedState: state, expectedNonce: nonce });
    const claims = tokens.claims();
    if (claims.acr !== acr && claims.acr !== "eidas3") throw new Error("refused");
    return client.fetchUserInfo(discovered, tokens.access_token, claims.sub);
  },
});
