// `fc-pivot/gateway/node`: the gateway as a handler for `node:http`.
// Comes in: Node's requests and upgrades, with the settings in the process's environment. Goes out: our routes' answers, and the upstream's as they
// stream in. Never: a request that is sent twice once the upstream may have read it; an upgrade to anything but a WebSocket.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type DecidingGateway, type Gateway, decidingGateway } from "../gateway/gateway.js";
import { type HeaderList, answerHeaders } from "../gateway/headers.js";
import type { Forward, GatewayOptions, Head } from "../gateway/shapes.js";
import type { Environment } from "../worker/settings.js";
import { answered, callOf, leaveBody, requestOf } from "./node-calls.js";
import { signing } from "./gateway-signing.js";
import { joined } from "./gateway-sockets.js";
import { type Agents, agentsOf, flat, headOf, headersOf, send } from "./gateway-upstream.js";

export type { Gateway } from "../gateway/gateway.js";
export type { GatewayOptions } from "../gateway/shapes.js";
export type { Environment } from "../worker/settings.js";

/** Options of the gateway, and the settings where they are not in the process's environment. */
export interface GatewayNodeOptions extends GatewayOptions {
  environment?: Environment | undefined;
}

/** A gateway for `http.createServer(handler)`; WebSockets come by `server.on("upgrade", upgrade)`. */
export interface GatewayNode {
  /** Answers a request. */
  handler(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** For the event `upgrade` of a server, whose arguments it takes. */
  upgrade(incoming: IncomingMessage, socket: unknown, head: Uint8Array): void;
  /** `check()`, `close()`, and what `fc-pivot/worker` offers. */
  readonly gateway: Gateway;
}

/** The gateway in Node: see `fcGateway`. */
export function fcGatewayNode({ environment, ...options }: GatewayNodeOptions = {}): GatewayNode {
  const core = decidingGateway(options, signing);
  const agents = agentsOf();
  const close = (): void => {
    for (const agent of Object.values(agents)) agent.destroy();
    core.close();
  };
  return {
    gateway: { ...core, close },
    handler: (incoming, outgoing) => void served(core, agents, environment, incoming, outgoing),
    upgrade: (incoming, socket, head) => void joined(core, environment, incoming, socket, head),
  };
}

async function served(
  core: DecidingGateway,
  agents: Agents,
  environment: Environment | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const head = headOf(incoming, false);
  const decision = await core.decide(head, environment, false);
  if (outgoing.destroyed) return;
  if (decision !== "ours" && !(decision instanceof Response)) {
    forwarded(decision, head, agents, incoming, outgoing);
    return;
  }
  const call = callOf(incoming, outgoing);
  const answer = async (): Promise<Response> => {
    if (decision !== "ours") return decision;
    const asked = requestOf(call);
    const response = await core.handle(asked, environment);
    // What nobody has read of its body is no longer kept for a reader.
    if (asked.body?.locked === false) await asked.body.cancel();
    return response;
  };
  await answered(call, (error) => outgoing.destroy(error), answer);
}

/** Whether a request may be sent again where a kept connection turns out to be closed: nothing of it has been read then, but a body would be gone. */
const isRepeatable = ({ method, hasBody }: Head): boolean => !hasBody && /^(?:GET|HEAD|OPTIONS)$/.test(method);

function forwarded(forward: Forward, head: Head, agents: Agents, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { deployment, cookies, isGuarded } = forward;
  const repeatable = isRepeatable(head);
  const length = incoming.headers["content-length"];
  const framed: HeaderList = head.hasBody && length !== undefined ? [["content-length", length]] : [];
  const headers: HeaderList = [...forward.headers, ...(head.hasBody || repeatable ? framed : ([["content-length", "0"]] as HeaderList))];
  // A connection that was kept may be closed by now. What cannot be sent again gets a new one.
  const sent = send(forward, head.method, headers, repeatable ? agents : undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const wait = (): void => {
    timer = setTimeout(() => {
      isLate = true;
      sent.destroy();
    }, deployment.timeout);
  };
  const leave = (): void => {
    clearTimeout(timer);
    sent.destroy();
  };
  outgoing.on("close", leave);
  sent.on("response", (answer) => {
    clearTimeout(timer);
    const passed = answerHeaders(headersOf(answer), deployment.upstream, deployment.service, isGuarded);
    passed.push(...cookies.map((line): [string, string] => ["set-cookie", line]));
    outgoing.writeHead(answer.statusCode ?? 502, flat(passed));
    handOn(answer, outgoing);
  });
  sent.on("error", () => {
    clearTimeout(timer);
    outgoing.off("close", leave);
    if (outgoing.destroyed) return;
    if (outgoing.headersSent) outgoing.destroy();
    else if (repeatable && sent.reusedSocket && !isLate) forwarded(forward, head, agents, incoming, outgoing);
    else void failed(forward, isLate, incoming, outgoing);
  });
  if (!head.hasBody) {
    sent.end();
    wait();
    return;
  }
  // The upstream's time begins once it has the whole body.
  incoming.on("end", wait);
  incoming.pipe(sent);
}

/** Hands a body on as it comes, and no faster than it is taken: `pipe`, without its care for several readers, which a small answer pays for. */
function handOn(answer: IncomingMessage, outgoing: ServerResponse): void {
  answer.on("data", (chunk) => {
    if (outgoing.write(chunk)) return;
    answer.pause();
    outgoing.once("drain", () => answer.resume());
  });
  answer.on("end", () => outgoing.end());
  answer.on("error", () => outgoing.destroy());
}

async function failed(forward: Forward, isLate: boolean, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const call = callOf(incoming, outgoing);
  incoming.unpipe();
  await leaveBody(call);
  await call.send(forward.failed(isLate ? "upstream_timeout" : "upstream_unreachable"));
}
