#!/usr/bin/env bash
# The authorization endpoint answers a POST with "not found", unless the provider's configuration says otherwise.
#
# Of:       npm `oidc-provider` 9.1.3 with its defaults.
# Guess:    OpenID Connect Core §3.1.2.1: authorization servers must support GET and POST.
# Seen:     GET leads to the interaction (303), POST to 404; with `enableHttpPostMethods` POST leads on as well.
# Matters:  a client that sends long requests as a form meets providers of this kind, FranceConnect's library among them, that know no such
#           address. Send a GET.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund oidc-provider@9.1.3
cat >try.mjs <<'JS'
import { Provider } from "oidc-provider";

async function statuses(options) {
  const redirect_uris = ["https://service.example/callback"];
  const client = { client_id: "a-client", client_secret: "a-secret-of-thirty-two-characters", redirect_uris };
  const provider = new Provider("http://localhost:9400", { clients: [client], cookies: { keys: ["k"] }, ...options });
  const server = provider.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const parameters = new URLSearchParams({ client_id: "a-client", response_type: "code", scope: "openid", redirect_uri: redirect_uris[0],
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" });
  const address = `http://127.0.0.1:${server.address().port}/auth`;
  const get = await fetch(`${address}?${parameters}`, { redirect: "manual" });
  const post = await fetch(address, { method: "POST", body: parameters, redirect: "manual" });
  server.close();
  server.closeAllConnections();
  return `GET ${get.status}, POST ${post.status}`;
}
const seen = { defaults: await statuses({}), told: await statuses({ enableHttpPostMethods: true, cookies: { keys: ["k"], long: { sameSite: "none", secure: false } } }) };
console.log("oidc-provider 9.1.3, /auth:", seen);
process.exitCode = seen.defaults === "GET 303, POST 404" && seen.told.startsWith("GET 303, POST ") && !seen.told.endsWith("404") ? 0 : 1;
JS
node --no-warnings try.mjs 2>/dev/null
