/**
 * Reads of the Worker over kept connections: `node:http`, since Node's `fetch` would measure itself.
 *
 * In: the Worker's origin, how many connections. Out: answers with their time in milliseconds.
 * Never: a request that waits without end, an exception: what was thrown is part of the answer.
 */
import http from "node:http";
import https from "node:https";
import { PATIENCE } from "./visit.mjs";

/** `ca`: whose certificates are taken, where the origin is https. */
export function createReader(origin, connections, { ca } = {}) {
  const { protocol, hostname, port } = new URL(origin);
  const { Agent, get } = protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca });

  const read = (path, cookie) => new Promise((resolve) => {
    const from = performance.now();
    const end = (seen) => resolve({ ...seen, ms: performance.now() - from });
    const lost = (thrown) => end({ lost: thrown.code ?? thrown.message });
    const headers = cookie === undefined ? {} : { cookie };
    const request = get({ hostname, port, path, agent, headers, timeout: PATIENCE }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", lost);
      answer.on("end", () => end({ status: answer.statusCode, text: Buffer.concat(chunks).toString("utf8") }));
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${PATIENCE / 1000} seconds`)));
    request.on("error", lost);
  });

  return { read, close: () => agent.destroy() };
}
