/**
 * Glewlwyd 2.7 of Debian, on SQLite: its OpenID Connect plugin with an EC key, set up through its own administration.
 *
 * In: the client. Out: what `each.mjs` of tests/contract/providers drives. Never: the instance and the database that Debian sets up. Its login
 * page is a script: what the script sends is sent here.
 */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { freePort } from "../deployment/index.mjs";
import { asItsOwn, ProviderFailed, startProgram, temporaryFolder } from "./program.mjs";
import { STAYS, Visitor } from "./visitor.mjs";

const NAME = "Glewlwyd";
const SCHEMA = "/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz";
/** The administrator of that schema. */
const ADMIN = { username: "admin", password: "password" };
const ALICE = { username: "alice", password: "a password of Alice's" };
const EMAIL = "alice@example.org";

const configuration = (port, folder) => `
port=${port}
external_url="http://localhost:${port}"
login_url="login.html"
api_prefix="api"
static_files_path="/usr/share/glewlwyd/webapp/"
allow_origin="*"
log_mode="console"
log_level="INFO"
cookie_domain="localhost"
cookie_secure=0
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
login_api_enabled=true
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
database = { type = "sqlite3" path = "${join(folder, "glewlwyd.db")}" };
static_files_mime_types = ( { extension = ".html" mime_type = "text/html" } )
`;

/** The plugin's parameters, as its administration page sends them. */
const plugin = (issuer) => ({
  iss: issuer,
  "subject-type": "public",
  // A key as JWK: one of PEM leaves with coordinates whose leading zeros are gone.
  "jwks-private": JSON.stringify({
    keys: [{ ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kid: "tests", alg: "ES256", use: "sig" }],
  }),
  "jwks-show": true,
  "jwt-type": "sha",
  "jwt-key-size": "256",
  "access-token-duration": 3600,
  "refresh-token-duration": 3600,
  "code-duration": 60,
  "refresh-token-rolling": true,
  "auth-type-code-enabled": true,
  "allow-non-oidc": false,
  "allowed-scope": ["openid"],
  "email-claim": "mandatory",
  "name-claim": "mandatory",
  "pkce-allowed": true,
  "session-management-allowed": true,
  // Its page for a sign-out asks for the sessions, which nothing answers without this.
  "front-channel-logout-allowed": true,
  "session-cookie-name": "GLEWLWYD2_OIDC_SID",
  "session-cookie-expiration": 2419200,
  scope: [],
  claims: [],
});

export async function start({ clientId, clientSecret, redirectUri, postLogoutRedirectUri }) {
  const folder = await temporaryFolder();
  const port = await freePort();
  const api = `http://localhost:${port}/api`;
  await asItsOwn(NAME, "its database (make providers)", async () => {
    execFileSync("sqlite3", [join(folder, "glewlwyd.db")], { input: gunzipSync(await readFile(SCHEMA)), stdio: ["pipe", "pipe", "pipe"] });
    await writeFile(join(folder, "glewlwyd.conf"), configuration(port, folder));
  });
  const program = await startProgram(NAME, "glewlwyd", ["--config-file", join(folder, "glewlwyd.conf")], {
    folder, answers: `http://localhost:${port}/config/`,
  });
  const issuer = `${api}/oidc`;

  /** One call of its API, which takes JSON and answers 200. */
  async function told(visitor, path, json, method = "POST") {
    const { status, page } = await visitor.send(`${api}${path}`, { method, json });
    if (status !== 200) throw new ProviderFailed(NAME, `${method} ${path} answered ${status}: ${page}`, program.log());
    return page;
  }

  try {
    const admin = new Visitor();
    await told(admin, "/auth/", ADMIN);
    await told(admin, "/mod/plugin/", { module: "oidc", name: "oidc", display_name: "oidc", order_rank: 0, parameters: plugin(issuer) });
    // The schema knows `post_logout_redirect_uri`; the plugin reads `post_logout_redirect_uris`, and tells its page no address without it.
    const clients = JSON.parse(await told(admin, "/mod/client/database", undefined, "GET"));
    clients.parameters["data-format"].post_logout_redirect_uris = { multiple: true, read: true, write: true };
    await told(admin, "/mod/client/database", clients, "PUT");
    await told(admin, "/mod/client/database/reset", undefined, "PUT");
    await told(admin, "/user/", { ...ALICE, name: "Alice Martin", email: EMAIL, enabled: true, scope: ["openid", "g_profile"] });
    await told(admin, "/client/", {
      client_id: clientId, name: "A service", enabled: true, confidential: true, client_secret: clientSecret, redirect_uri: [redirectUri],
      post_logout_redirect_uris: [postLogoutRedirectUri], authorization_type: ["code"], token_endpoint_auth_method: ["client_secret_basic"],
      scope: [],
    });
  } catch (thrown) {
    await program.stop();
    throw thrown;
  }

  /** The login page: who she is, that the client may know it, and on to where the page was asked for. */
  async function atLogin(visitor, page) {
    const query = page.url.searchParams;
    await told(visitor, "/auth/", ALICE);
    await told(visitor, `/auth/grant/${clientId}`, { scope: "openid" }, "PUT");
    return { url: `${query.get("callback_url")}&g_continue` };
  }

  /** The page that ends the session: its button. Its script sends nobody anywhere afterwards (findings/sign-out-page-stays.sh). */
  async function atLogout(visitor, page) {
    const query = page.url.searchParams;
    if (!query.get("callback_url")?.startsWith(postLogoutRedirectUri)) throw new ProviderFailed(NAME, `its page got ${query}`, program.log());
    await told(visitor, "/auth/", undefined, "DELETE");
    return STAYS;
  }

  return {
    name: NAME,
    issuer,
    settings: { FC_SIGNING_ALG: "ES256", FC_CLIENT_AUTH: "client_secret_basic" },
    person: { email: EMAIL },
    keeps: true,
    signIn: (visitor, request) => visitor.travel(request, (page) => atLogin(visitor, page)),
    signOut: (visitor, request) => visitor.travel(request, (page) => atLogout(visitor, page)),
    stop: program.stop,
  };
}
