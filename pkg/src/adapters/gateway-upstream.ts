// Requests to the upstream, in Node.
// Comes in: a request that may pass. Goes out: the same on a connection to the upstream; the heads of Node's messages as the gateway reads them.
// Never: a header that Node adds, but for the framing.

import { type IncomingMessage, type OutgoingRequest, Agent as HttpAgent, request as overHttp } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import type { HeaderList } from "../gateway/headers.js";
import type { Forward, Head } from "../gateway/shapes.js";
import { UPSTREAM_CONNECTIONS } from "../shared/limits.js";

/** What of a request decides over which kept connection it may go. */
interface To {
  readonly origin: string;
}

// Node would join host, port and more to a name for each request: a twentieth of the gateway's time.
class KeptHttp extends HttpAgent {
  override getName({ origin }: To): string {
    return origin;
  }
}
class KeptHttps extends HttpsAgent {
  override getName({ origin }: To): string {
    return origin;
  }
}

/** Keep connections between two requests. */
export interface Agents {
  readonly "http:": HttpAgent;
  readonly "https:": HttpsAgent;
}

export function agentsOf(): Agents {
  const kept = { keepAlive: true, maxFreeSockets: UPSTREAM_CONNECTIONS };
  return { "http:": new KeptHttp(kept), "https:": new KeptHttps(kept) };
}

/** Begins a request to the upstream, on a connection of its own where there are no agents. */
export function send({ deployment, target }: Forward, method: string, headers: HeaderList, agents?: Agents): OutgoingRequest {
  const { origin, hostname, port, protocol } = deployment.upstream;
  const isSecure = protocol === "https:";
  const options = {
    origin,
    host: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    port: port || (isSecure ? 443 : 80),
    servername: hostname,
    method,
    path: target,
    // What browsers call the service: an application makes its addresses of it.
    headers: ["host", deployment.service.host, ...flat(headers)],
    agent: agents?.[isSecure ? "https:" : "http:"] ?? false,
  };
  return isSecure ? overHttps(options) : overHttp(options);
}

/** The headers of a message, as they came. */
export function headersOf({ rawHeaders }: IncomingMessage): HeaderList {
  const headers: HeaderList = [];
  for (let at = 1; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at - 1] ?? "", rawHeaders[at] ?? ""]);
  return headers;
}

/** The same in Node's form: names and values in turn. */
export function flat(headers: HeaderList): string[] {
  const all: string[] = [];
  for (const [name, value] of headers) all.push(name, value);
  return all;
}

/** The head of a request. */
export function headOf(incoming: IncomingMessage, isSocket: boolean): Head {
  const { method = "", url = "" } = incoming;
  const length = incoming.headers["content-length"];
  const hasBody = incoming.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
  return { method, target: url, headers: headersOf(incoming), hasBody, isSocket };
}
