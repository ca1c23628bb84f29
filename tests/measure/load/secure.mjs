/**
 * Requests of persons' browsers to an https origin under a certificate of the tests' own, which Node's `fetch` would not take.
 *
 * In: whose certificates are taken. Out: what stands in for `fetch` in a person's browser (tests/world/deployment/person.mjs). Never: a redirect that
 * is followed, a body that is sent.
 */
import { once } from "node:events";
import https from "node:https";
import { buffer } from "node:stream/consumers";

export function createSender(ca) {
  const agent = new https.Agent({ keepAlive: true, ca });
  const send = async (url, { method = "GET", headers = {} } = {}) => {
    const request = https.request(url, { method, headers, agent }).end();
    const [answer] = await once(request, "response");
    const lines = answer.rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, answer.rawHeaders[at + 1]]] : []));
    const body = await buffer(answer);
    return new Response(body.length === 0 ? null : body, { status: answer.statusCode, headers: lines });
  };
  return { send, close: () => agent.destroy() };
}
