// fc-pivot, browser-verified, with a provider that lets browsers call it.
import { browserVerified } from "fc-pivot/browser";
import wasm from "fc-pivot/browser.wasm";

const authOf = ({ issuer, clientId, redirectUri }) =>
  browserVerified({ preset: "oidc", issuer, clientId, redirectUri, scope: "openid", wasm: new URL(wasm, import.meta.url) });

export const begin = (settings) => authOf(settings).loginUrl();

export async function finish(settings, location) {
  const { identity } = await authOf(settings).finish(location);
  return identity.sub;
}
