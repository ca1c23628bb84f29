// openid-client, with its check of the signature switched on.
import * as client from "openid-client";

const KEPT = "login";

const discover = ({ issuer, clientId }) =>
  client.discovery(new URL(issuer), clientId, { id_token_signed_response_alg: "ES256" }, client.None(), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });

export async function begin(settings) {
  const configuration = await discover(settings);
  const kept = { pkceCodeVerifier: client.randomPKCECodeVerifier(), expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  return client.buildAuthorizationUrl(configuration, {
    redirect_uri: settings.redirectUri,
    scope: "openid",
    state: kept.expectedState,
    nonce: kept.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(kept.pkceCodeVerifier),
    code_challenge_method: "S256",
  }).href;
}

export async function finish(settings, { href }) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  const tokens = await client.authorizationCodeGrant(await discover(settings), new URL(href), kept);
  return tokens.claims().sub;
}
