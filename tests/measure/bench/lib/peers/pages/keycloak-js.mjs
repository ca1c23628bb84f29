// keycloak-js, with a provider that is not Keycloak, and without its frames.
import Keycloak from "keycloak-js";

async function started({ issuer, clientId, redirectUri }) {
  const keycloak = new Keycloak({ oidcProvider: issuer, clientId });
  await keycloak.init({ checkLoginIframe: false, responseMode: "query", pkceMethod: "S256", redirectUri });
  return keycloak;
}

export async function begin(settings) {
  return (await started(settings)).createLoginUrl();
}

export async function finish(settings) {
  const { authenticated, idTokenParsed } = await started(settings);
  if (!authenticated) throw new Error("not authenticated");
  return idTokenParsed.sub;
}
