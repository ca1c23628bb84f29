/**
 * The session of @hono/oidc-auth: a JWT in a cookie, signed (HS256) and not encrypted, behind Hono's routes.
 *
 * In: requests; a session's content, from the benchmark; settings as bindings. Out: answers; the session's cookie, as its own code signs it.
 * Never: a refresh at the provider, which comes every quarter of an hour.
 */
import { env } from "cloudflare:workers";
import { getAuth } from "@hono/oidc-auth";
import { Hono } from "hono";
import { sign } from "hono/jwt";

const [OIDC_AUTH_SECRET] = JSON.parse(env.SESSION_KEYS);
const settings = {
  OIDC_AUTH_SECRET, OIDC_ISSUER: env.FC_ISSUER, OIDC_CLIENT_ID: env.FC_CLIENT_ID, OIDC_CLIENT_SECRET: env.FC_CLIENT_SECRET,
};

const app = new Hono();
app.put("*", async (c) => {
  const ends = Math.floor(Date.now() / 1000) + 1800;
  const signed = await sign({ ...(await c.req.json()), rtk: "", rtkexp: ends, ssnexp: ends }, OIDC_AUTH_SECRET, "HS256");
  return c.body(null, 204, { "set-cookie": `oidc-auth=${signed}; Path=/; HttpOnly; Secure` });
});
app.get("/permits", async (c) => {
  const session = await getAuth(c);
  return session === null ? c.json({ error: "no_session" }, 401) : c.json({ holder: session.identity.sub });
});

export default { fetch: (request) => app.fetch(request, settings) };
