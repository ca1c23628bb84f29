/**
 * The provider of both applications, canned: it hands out what it was given before.
 *
 * In: PUT /CODE with the answers to a code, from the benchmark; the applications' requests. Out: those answers, each once. Never: work of a
 * provider's: no token is made here.
 */
import { env } from "cloudflare:workers";

const documents = JSON.parse(env.DOCUMENTS);
const prepared = new Map();

/** With its length, as servers send what they have ready. */
const answer = (text, type, headers = {}) => new Response(text, {
  headers: { "content-type": type, "content-length": String(new TextEncoder().encode(text).length), ...headers },
});
const json = (content, headers) => answer(JSON.stringify(content), "application/json", headers);
const LASTS = { "cache-control": "public, max-age=3600" };

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method === "PUT") {
      prepared.set(pathname.slice(1), await request.json());
      return new Response(null, { status: 204 });
    }
    switch (pathname.split("/").at(-1)) {
      case "openid-configuration":
        return json(documents.discovery, LASTS);
      case "jwks":
        return json(documents.jwks, LASTS);
      case "token":
        return json(take((await request.formData()).get("code"), "token"));
      case "userinfo":
        return answer(take(request.headers.get("authorization").slice("Bearer ".length), "userinfo"), "application/jwt");
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
