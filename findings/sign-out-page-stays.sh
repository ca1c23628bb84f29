#!/usr/bin/env bash
# Glewlwyd's page for a sign-out announces where the person is sent, and does not send her there.
#
# Needs:    Debian 12 with `glewlwyd` and `sqlite3` (apt-get install), whose files are used, not the service; Node 20 or later.
# Of:       Debian `glewlwyd` 2.7.5-3+deb12u1: the database of its init.sqlite3.sql, its OpenID Connect plugin with session management and
#           front-channel logout allowed, its own web pages, which npm `jsdom` 24.1.3 runs.
# Guess:    a client with a `post_logout_redirect_uri`, as its pages and its database name the property, gets people back.
# Seen:     the plugin reads `post_logout_redirect_uris`, which that database does not know: its page for a sign-out gets no address. Where
#           that property is added, the page says "you will be redirected to" the address, and stays at "Session closed".
# Matters:  a relying party whose sign-out is right gets nobody back. It must have ended its own session before, and need nothing of its
#           page for those who come back.
set -euo pipefail
version=2.7.5-3+deb12u1
installed=$(dpkg-query -W -f '${Version}' glewlwyd)
[ "$installed" = "$version" ] || { echo "glewlwyd $installed is installed, not $version" >&2; exit 2; }
folder=$(mktemp -d)
provider=
trap '[ -z "$provider" ] || kill "$provider" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsdom@24.1.3
zcat /usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz | sqlite3 glewlwyd.db
# In the package, the pages' config.json is a folder with that file in it: it is served as the file.
cp -rL /usr/share/glewlwyd/webapp pages
rm -rf pages/config.json
cp /usr/share/glewlwyd/templates/config.json pages/config.json
port=$(node -p 'const server = require("node:net").createServer().listen(0); const { port } = server.address(); server.close(); port')
cat >glewlwyd.conf <<CONF
port=$port
external_url="http://localhost:$port"
login_url="login.html"
api_prefix="api"
static_files_path="$folder/pages/"
static_files_mime_types = ( { extension = ".html" mime_type = "text/html" }, { extension = ".js" mime_type = "application/javascript" },
  { extension = ".json" mime_type = "application/json" } )
log_mode="console"
log_level="ERROR"
cookie_domain="localhost"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
user_module_path="/usr/lib/glewlwyd/user"
user_middleware_module_path="/usr/lib/glewlwyd/user_middleware"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
use_secure_connection=false
secure_connection_key_file="/none"
secure_connection_pem_file="/none"
secure_connection_ca_file="/none"
hash_algorithm="SHA512"
database = { type = "sqlite3" path = "$folder/glewlwyd.db" };
CONF
glewlwyd --config-file glewlwyd.conf >log 2>&1 &
provider=$!
cat >try.mjs <<'JS'
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { CookieJar, JSDOM, VirtualConsole } from "jsdom";

const [server, callback, left] = [process.argv[2], "https://service.example/callback", "https://service.example/left"];
const [password, client_secret] = [randomBytes(16).toString("hex"), randomBytes(16).toString("hex")];
const key = { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kid: "a-key", alg: "ES256", use: "sig" };
const plugin = { iss: `${server}/api/oidc`, "subject-type": "public", "jwks-private": JSON.stringify({ keys: [key] }), "jwks-show": true,
  "jwt-type": "sha", "jwt-key-size": "256", "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 60,
  "auth-type-code-enabled": true, "allowed-scope": ["openid"], "session-management-allowed": true, "front-channel-logout-allowed": true,
  "session-cookie-name": "GLEWLWYD2_OIDC_SID", "session-cookie-expiration": 3600, scope: [], claims: [] };
const client = { client_id: "a-client", name: "A service", enabled: true, confidential: true, client_secret, redirect_uri: [callback],
  authorization_type: ["code"], token_endpoint_auth_method: ["client_secret_basic"], scope: [], post_logout_redirect_uri: left };

/** Something that holds after a while, or what does not. */
async function until(holds) {
  for (let waits = 0; waits < 100 && !(await holds()); waits += 1) await pause(100);
  return holds();
}

/** Calls of the API with the cookies of `jar`; what is given as `json` is sent as such. */
const caller = (jar) => async (path, { json, headers = {}, ...options } = {}) => {
  const sent = json ? { body: JSON.stringify(json), headers: { ...headers, "content-type": "application/json" } } : { headers };
  const cookie = jar.getCookieStringSync(server);
  const answer = await fetch(`${server}/api${path}`, { ...options, ...sent, redirect: "manual", headers: { ...sent.headers, cookie } });
  for (const line of answer.headers.getSetCookie()) jar.setCookieSync(line, server);
  if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}`);
  return answer;
};

/** A person signs in at the client, then out with her ID token and the client's address, and presses a button of the page. */
async function signOut(button) {
  const jar = new CookieJar();
  const call = caller(jar);
  await call("/auth/", { method: "POST", json: { username: "alice", password } });
  await call("/auth/grant/a-client", { method: "PUT", json: { scope: "openid" } });
  const request = { client_id: "a-client", response_type: "code", scope: "openid", redirect_uri: callback, state: "a-state", nonce: "a-nonce" };
  const back = await call(`/oidc/auth?${new URLSearchParams(request)}&g_continue`);
  const code = new URL(back.headers.get("location")).searchParams.get("code");
  const headers = { authorization: `Basic ${btoa(`a-client:${client_secret}`)}` };
  const body = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: callback });
  const { id_token } = await (await call("/oidc/token", { method: "POST", headers, body })).json();
  const out = await call(`/oidc/end_session?${new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: left })}`);

  let leaves = false;
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", ({ message }) => { leaves ||= message.includes("navigation"); });
  const page = await JSDOM.fromURL(out.headers.get("location"), { runScripts: "dangerously", resources: "usable", cookieJar: jar, virtualConsole });
  const text = () => page.window.document.body.textContent;
  await until(() => text().includes("The client A service wishes"));
  const announces = text().includes(`you will be redirected to: ${left}`);
  [...page.window.document.querySelectorAll("button")].find(({ textContent }) => textContent === button).click();
  await until(() => leaves || text().includes("Session closed"));
  await pause(500);
  const closed = text().includes("Session closed");
  page.window.close();
  return { announces, leaves, closed };
}

await until(() => fetch(`${server}/config/`).then(({ ok }) => ok, () => false));
const admin = caller(new CookieJar());
await admin("/auth/", { method: "POST", json: { username: "admin", password: "password" } });
await admin("/mod/plugin/", { method: "POST", json: { module: "oidc", name: "oidc", display_name: "oidc", order_rank: 0, parameters: plugin } });
await admin("/user/", { method: "POST", json: { username: "alice", password, name: "Alice Martin", enabled: true, scope: ["openid", "g_profile"] } });
await admin("/client/", { method: "POST", json: client });
const asItComes = await signOut("Logout");

const database = await (await admin("/mod/client/database")).json();
database.parameters["data-format"].post_logout_redirect_uris = { multiple: true, read: true, write: true };
await admin("/mod/client/database", { method: "PUT", json: database });
await admin("/mod/client/database/reset", { method: "PUT" });
await admin("/client/a-client", { method: "PUT", json: { ...client, post_logout_redirect_uris: [left] } });
const withTheList = await signOut("Logout");
// The other button leads to her profile: a page that is left is seen as left.
const stays = await signOut("Stay connected");

const seen = { asItComes, withTheList, stays };
console.log("glewlwyd 2.7.5, its page for a sign-out, by set-up and button:", seen);
const found = {
  asItComes: { announces: false, leaves: false, closed: true },
  withTheList: { announces: true, leaves: false, closed: true },
  stays: { announces: true, leaves: true, closed: false },
};
process.exitCode = JSON.stringify(seen) === JSON.stringify(found) ? 0 : 1;
JS
node try.mjs "http://localhost:$port"
