/**
 * The steps that every page with oauth4webapi has in common.
 *
 * In: the settings; the page's address. Out: a login URL; a token answer whose claims were checked. Never: a look at the signature.
 */
import * as oauth from "oauth4webapi";

const KEPT = "login";
export const LOOPBACK = { [oauth.allowInsecureRequests]: true };

const clientOf = ({ clientId }) => ({ client_id: clientId, id_token_signed_response_alg: "ES256" });

async function discover({ issuer }) {
  const address = new URL(issuer);
  return oauth.processDiscoveryResponse(address, await oauth.discoveryRequest(address, LOOPBACK));
}

export async function begin(settings) {
  const server = await discover(settings);
  const kept = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    scope: "openid",
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
  });
  return url.href;
}

export async function receive(settings, { href }) {
  const client = clientOf(settings);
  const server = await discover(settings);
  const { verifier, state, nonce } = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  const parameters = oauth.validateAuthResponse(server, client, new URL(href), state);
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, settings.redirectUri, verifier, LOOPBACK);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true });
  return { server, tokens, response };
}
