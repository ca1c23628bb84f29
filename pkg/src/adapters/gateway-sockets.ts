// WebSockets through the gateway, in Node: two connections, joined.
// Comes in: an upgrade of Node's. Goes out: the upstream's answer, then what both ends say. Never: a socket that outlives its session by more than
// one look at it; an upgrade to anything else; a byte that is read.

import type { Duplex, IncomingMessage } from "node:http";
import type { DecidingGateway } from "../gateway/gateway.js";
import { NOWHERE } from "../gateway/guard.js";
import { type HeaderList, answerHeaders } from "../gateway/headers.js";
import { refuse } from "../gateway/refusal.js";
import type { Forward } from "../gateway/shapes.js";
import { SOCKET_LOOK_MILLISECONDS } from "../shared/limits.js";
import type { Environment } from "../worker/settings.js";
import { headOf, headersOf, send } from "./gateway-upstream.js";

/** Decides on an upgrade, and joins both ends. */
export async function joined(
  core: DecidingGateway,
  environment: Environment | undefined,
  incoming: IncomingMessage,
  given: unknown,
  early: Uint8Array,
): Promise<void> {
  const socket = given as Duplex;
  socket.on("error", () => socket.destroy());
  const isWebSocket = incoming.method === "GET" && String(incoming.headers["upgrade"]).toLowerCase() === "websocket";
  const head = headOf(incoming, true);
  const decision = isWebSocket && !head.hasBody ? await core.decide(head, environment, true) : refuse(new Request(NOWHERE), "request_refused");
  // Our routes answer as if no upgrade were asked for. Caddy asks `/auth/check` so before it opens a WebSocket itself.
  if (decision === "ours") await written(socket, await core.handle(new Request(NOWHERE + head.target, { headers: head.headers }), environment));
  else if (decision instanceof Response) await written(socket, decision);
  else passedOn(decision, socket, early);
}

function passedOn(forward: Forward, socket: Duplex, early: Uint8Array): void {
  const { deployment, isGuarded } = forward;
  const sent = send(forward, "GET", [...forward.headers, ["connection", "Upgrade"], ["upgrade", "websocket"]]);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    sent.destroy();
  }, deployment.timeout);
  socket.on("close", () => sent.destroy());
  const headOfAnswer = (answer: IncomingMessage, own: HeaderList): string => {
    const passed = answerHeaders(headersOf(answer), deployment.upstream, deployment.service, isGuarded);
    const lines = [...passed, ...own].map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines.join("")}\r\n`;
  };
  sent.on("upgrade", (answer, upstream, first) => {
    clearTimeout(timer);
    const look = setInterval(async () => {
      if (!(await forward.stillAdmits().catch(() => true))) socket.destroy();
    }, SOCKET_LOOK_MILLISECONDS);
    const end = (): void => {
      clearInterval(look);
      upstream.destroy();
      socket.destroy();
    };
    for (const each of [socket, upstream]) each.on("error", end).on("close", end);
    socket.write(
      headOfAnswer(answer, [
        ["connection", "Upgrade"],
        ["upgrade", "websocket"],
      ]),
      "latin1",
    );
    if (first.length > 0) socket.write(first);
    if (early.length > 0) upstream.write(early);
    upstream.pipe(socket).pipe(upstream);
  });
  sent.on("response", (answer) => {
    clearTimeout(timer);
    // Its end is the connection's: it goes on as it came, without its framing.
    socket.write(headOfAnswer(answer, [["connection", "close"]]), "latin1");
    answer.on("error", () => socket.destroy());
    answer.pipe(socket);
  });
  sent.on("error", () => {
    clearTimeout(timer);
    if (!socket.destroyed) void written(socket, forward.failed(isLate ? "upstream_timeout" : "upstream_unreachable"));
  });
  sent.end();
}

/** Writes an answer of ours on a connection that Node has given away. */
async function written(socket: Duplex, answer: Response): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer());
  const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`);
  if (answer.status !== 204) lines.push(`content-length: ${body.byteLength}\r\n`);
  socket.write(`HTTP/1.1 ${answer.status} -\r\n${lines.join("")}connection: close\r\n\r\n`, "latin1");
  socket.end(body);
}
