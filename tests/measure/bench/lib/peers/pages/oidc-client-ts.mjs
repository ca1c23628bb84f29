// oidc-client-ts, without the renewals and frames of its UserManager.
import { OidcClient } from "oidc-client-ts";

const clientOf = ({ issuer, clientId, redirectUri }) =>
  new OidcClient({ authority: issuer, client_id: clientId, redirect_uri: redirectUri, scope: "openid" });

export async function begin(settings) {
  return (await clientOf(settings).createSigninRequest({ nonce: crypto.randomUUID() })).url;
}

export async function finish(settings, { href }) {
  return (await clientOf(settings).processSigninResponse(href)).profile.sub;
}
