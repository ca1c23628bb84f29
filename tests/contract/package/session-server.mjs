/**
 * A server whose `/auth/session` a test decides: what a page may be told, when, and how often it asked.
 *
 * In: what to answer. Out: its prefix, the count of questions, a way to hold answers back. Never: a session of its own making.
 */
import { once } from "node:events";
import { createServer } from "node:http";

/** A session as the Worker answers it. */
export const sessionOf = (sub, expiresAt, more = {}) => ({
  identity: { sub, issuer: "https://issuer.example", origin: "fr", missing: [], anomalies: [], raw: { sub } },
  assurance: { acr: "eidas2", authTime: 1_800_000_000 },
  expiresAt,
  ...more,
});

export async function startSessionServer() {
  const held = { session: null, asked: 0, gate: undefined, answer: undefined };
  const server = createServer(async (request, response) => {
    held.asked += 1;
    const { session, answer } = held;
    await held.gate;
    if (answer !== undefined) return answer(response);
    response.setHeader("content-type", "application/json");
    if (session === null) response.writeHead(401).end(JSON.stringify({ error: { code: "no_session" } }));
    else response.end(JSON.stringify(session));
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  held.prefix = `http://localhost:${server.address().port}/auth`;
  held.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => { server.close(resolve); });
  };
  return held;
}
