/**
 * better-auth with its OAuth provider, in memory.
 *
 * In: the client. Out: what `each.mjs` of tests/contract/providers drives. Never: a database. Its pages are whatever a site makes of them: what
 * such a page sends is sent here.
 */
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { oauthProvider } from "@better-auth/oauth-provider";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";
import { asItsOwn } from "./program.mjs";

const NAME = "better-auth";
const EMAIL = "alice@example.org";

/** The tables of better-auth and of its two plugins. */
const TABLES = [
  "user", "session", "account", "verification", "jwks", "oauthClient", "oauthResource", "oauthClientResource", "oauthRefreshToken",
  "oauthAccessToken", "oauthConsent", "oauthClientAssertion",
];
const tables = () => Object.fromEntries(TABLES.map((name) => [name, []]));

export const startWith = (alg) => ({ redirectUri, postLogoutRedirectUri }) => asItsOwn(NAME, "its start", async () => {
  // A start that fails must not keep the test alive: nobody ends this server then.
  const server = createServer().listen(0, "localhost").unref();
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  const issuer = `${origin}/api/auth`;
  const password = randomBytes(12).toString("hex");
  const auth = betterAuth({
    baseURL: origin,
    secret: randomBytes(32).toString("hex"),
    database: memoryAdapter(tables()),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    disabledPaths: ["/token"],
    plugins: [
      jwt({ jwks: { keyPairConfig: { alg } } }),
      oauthProvider({ loginPage: "/login", consentPage: "/consent", silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true } }),
    ],
  });
  const respond = toNodeHandler(auth);
  server.on("request", (request, response) => {
    const { pathname } = new URL(request.url, origin);
    if (pathname.startsWith("/api/auth")) void respond(request, response);
    else response.end(pathname);
  });
  const { headers } = await auth.api.signUpEmail({ body: { name: "Alice Martin", email: EMAIL, password }, returnHeaders: true });
  // It creates a client for somebody who is signed in alone.
  const cookie = headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const client = await auth.api.adminCreateOAuthClient({
    body: {
      redirect_uris: [redirectUri], post_logout_redirect_uris: [postLogoutRedirectUri], application_type: "native", enable_end_session: true,
      token_endpoint_auth_method: "client_secret_post", grant_types: ["authorization_code"], response_types: ["code"], scope: "openid profile email",
    },
    headers: new Headers({ cookie }),
  });

  /** What the pages send: the answer says where the browser goes. */
  async function sent(visitor, path, json) {
    const { status, page } = await visitor.send(`${issuer}${path}`, { json, headers: { accept: "application/json" } });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${page}`);
    const { url, redirect_uri: uri } = JSON.parse(page);
    return { url: new URL(url ?? uri, origin) };
  }

  /** Who does not navigate, as a browser says in `Sec-Fetch-Mode`, is told in JSON where to go; Node's `fetch` cannot say that it does. */
  function told({ page }) {
    if (!page.startsWith("{")) return undefined;
    const { url, redirect_uri: uri } = JSON.parse(page);
    return { url: new URL(url ?? uri, origin) };
  }

  const pages = {
    "/login": (visitor, query) => sent(visitor, "/sign-in/email", { email: EMAIL, password, oauth_query: query }),
    "/consent": (visitor, query) => sent(visitor, "/oauth2/consent", { accept: true, oauth_query: query }),
  };
  return {
    name: NAME,
    told,
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    settings: { FC_SIGNING_ALG: alg, FC_CLIENT_AUTH: "client_secret_post" },
    person: { email: EMAIL },
    signIn: (visitor, request) => visitor.travel(request, (page) => told(page) ?? pages[page.url.pathname]?.(visitor, page.url.search.slice(1))),
    signOut: (visitor, request) => visitor.travel(request, told),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
});
