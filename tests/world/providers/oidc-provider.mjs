/**
 * The newest oidc-provider, as it comes: its own login and consent pages, RS256, PKCE demanded as it demands it.
 *
 * In: the client; one without a secret is a public one. Out: what `each.mjs` and `page-alone.mjs` of tests/contract/providers drive. Never:
 * FranceConnect+'s rules, nor its version; tests/world/standin has those.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider-newest";
import { asItsOwn } from "./program.mjs";
import { fill } from "./visitor.mjs";

const NAME = "oidc-provider";

export const start = ({ clientId, clientSecret, redirectUri, postLogoutRedirectUri }) => asItsOwn(NAME, "its start", async () => {
  // A start that fails must not keep the test alive: nobody ends this server then.
  const server = createServer().listen(0, "localhost").unref();
  await once(server, "listening");
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId,
      ...(clientSecret ? { client_secret: clientSecret } : { token_endpoint_auth_method: "none" }),
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [postLogoutRedirectUri],
    }],
    // It lets no browser redeem a code, unless this says so of the client.
    clientBasedCORS: () => !clientSecret,
    claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Alice Martin", email: `${id}@example.org` }) }),
  });
  server.on("request", provider.callback());
  return {
    name: NAME,
    issuer,
    settings: { FC_SIGNING_ALG: "RS256", FC_CLIENT_AUTH: "client_secret_basic" },
    person: { sub: "alice", email: "alice@example.org" },
    signIn: (visitor, request) =>
      visitor.travel(request, (page) => fill(page, { login: "alice", password: "any" }) ?? fill(page, { prompt: "consent" })),
    signOut: (visitor, request) => visitor.travel(request, (page) => fill(page, {}, "yes")),
    /** The same in a browser. Who comes again meets neither page. */
    async atPages(tab) {
      const back = tab.locator("#result, #error");
      const login = tab.locator('[name="login"]');
      await login.or(back).first().waitFor();
      if (await back.count()) return;
      await login.fill("alice");
      await tab.locator('[name="password"]').fill("any");
      await tab.locator('[type="submit"]').click();
      await tab.locator('[name="prompt"][value="consent"]').waitFor({ state: "attached" });
      await tab.locator('[type="submit"]').click();
    },
    atSignOut: (tab) => tab.locator('[name="logout"]').click(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
});
