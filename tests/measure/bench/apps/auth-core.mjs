/**
 * The session of Auth.js: an encrypted JWT in cookies (`dir`, A256CBC-HS512), whose key it derives for each.
 *
 * In: requests; a session's content, from the benchmark; settings as bindings. Out: answers; the session's cookie, which Auth.js encodes. Never:
 * its route `/session`, which seals the cookie anew each time: `getToken` is what its guides take where a request only reads.
 */
import { env } from "cloudflare:workers";
import { encode, getToken } from "@auth/core/jwt";

const COOKIE = "__Secure-authjs.session-token";
const [secret] = JSON.parse(env.SESSION_KEYS);

export default {
  async fetch(request) {
    if (request.method === "PUT") {
      const sealed = await encode({ token: await request.json(), secret, salt: COOKIE, maxAge: 1800 });
      return new Response(null, { status: 204, headers: { "set-cookie": `${COOKIE}=${sealed}; Path=/; Secure; HttpOnly; SameSite=Lax` } });
    }
    const session = await getToken({ req: request, secret, secureCookie: true });
    return session === null ? Response.json({ error: "no_session" }, { status: 401 }) : Response.json({ holder: session.identity.sub });
  },
};
