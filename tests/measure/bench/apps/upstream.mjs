/**
 * The provider of both applications, canned: it hands out what it was given before.
 *
 * In: PUT /CODE with the answers to a code, from the benchmark; the applications' requests. Out: those answers, each once. Never: work of a
 * provider's: no token is made here.
 */
import { env } from "cloudflare:workers";

const documents = JSON.parse(env.DOCUMENTS);
const prepared = new Map();

const json = (content) => Response.json(content, { headers: { "cache-control": "public, max-age=3600" } });

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method === "PUT") {
      prepared.set(pathname.slice(1), await request.json());
      return new Response(null, { status: 204 });
    }
    switch (pathname.split("/").at(-1)) {
      case "openid-configuration":
        return json(documents.discovery);
      case "jwks":
        return json(documents.jwks);
      case "token":
        return Response.json(take((await request.formData()).get("code"), "token"));
      case "userinfo":
        return new Response(take(request.headers.get("authorization").slice("Bearer ".length), "userinfo"), { headers: { "content-type": "application/jwt" } });
      default:
        return new Response(null, { status: 404 });
    }
  },
};

/** An access token is called like its code. */
function take(code, what) {
  const answers = prepared.get(code);
  if (what === "userinfo") prepared.delete(code);
  return answers[what];
}
