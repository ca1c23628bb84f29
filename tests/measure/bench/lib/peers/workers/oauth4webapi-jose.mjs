/**
 * A sign-in through FranceConnect+ at the edge with oauth4webapi, and jose for what is encrypted.
 *
 * In: the settings of application.mjs. Out: a Worker. Never: PKCE, which FranceConnect+ refuses.
 */
import { compactDecrypt, importJWK } from "jose";
import * as oauth from "oauth4webapi";
import { application, settings } from "./application.mjs";

const { issuer, clientId, clientSecret, scope, acr } = settings;
const authentication = oauth.ClientSecretPost(clientSecret);
const client = { client_id: clientId, id_token_signed_response_alg: "ES256", userinfo_signed_response_alg: "ES256" };
const decryptionKeys = new Map(await Promise.all(settings.decryptionKeys.map(async (jwk) => [jwk.kid, await importJWK(jwk, jwk.alg)])));
const options = { [oauth.allowInsecureRequests]: true, [oauth.jweDecrypt]: decrypt, [oauth.jwksCache]: {} };
let server;

async function decrypt(jwe) {
  const { plaintext } = await compactDecrypt(jwe, ({ kid }) => decryptionKeys.get(kid), { contentEncryptionAlgorithms: ["A256GCM"] });
  return new TextDecoder().decode(plaintext);
}

const discover = async () => oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));

export default application({
  async begin(redirectUri) {
    server ??= await discover();
    const kept = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() };
    const url = new URL(server.authorization_endpoint);
    url.search = new URLSearchParams({ response_type: "code", client_id: clientId, redirect_uri: redirectUri, scope, acr_values: acr, ...kept });
    return { url: url.href, kept };
  },

  async finish(url, { state, nonce }) {
    server ??= await discover();
    const parameters = oauth.validateAuthResponse(server, client, url, state);
    const redirectUri = url.origin + url.pathname;
    const redeemed = await oauth.authorizationCodeGrantRequest(server, client, authentication, parameters, redirectUri, oauth.nopkce, options);
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, redeemed, { expectedNonce: nonce, requireIdToken: true, ...options });
    await oauth.validateApplicationLevelSignature(server, redeemed, options);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims.acr !== acr && claims.acr !== "eidas3") throw new Error("refused");

    const answered = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    const person = await oauth.processUserInfoResponse(server, client, claims.sub, answered, options);
    await oauth.validateApplicationLevelSignature(server, answered, options);
    return person;
  },
});
