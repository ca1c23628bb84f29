// @axa-fr/oidc-client, without its service worker.
import { OidcClient, OidcLocation } from "@axa-fr/oidc-client";

/** Tells the login's address instead of leaving for it. */
class Told extends OidcLocation {
  constructor(open) {
    super();
    this.open = open;
  }
}

const clientOf = ({ issuer, clientId, redirectUri }, open) =>
  OidcClient.getOrCreate(() => fetch, new Told(open))({ authority: issuer, client_id: clientId, redirect_uri: redirectUri, scope: "openid", storage: sessionStorage });

export const begin = (settings) =>
  new Promise((resolve, reject) => { clientOf(settings, resolve).loginAsync("/").catch(reject); });

export async function finish(settings) {
  const client = clientOf(settings);
  await client.loginCallbackAsync();
  return client.tokens.idTokenPayload.sub;
}
