// Which headers pass, in both directions (RFC 9110 §7.6.1).
// Comes in: the headers of a request or an answer. Goes out: those that are handed on. Never: `fc-identity`, in any spelling, but the gateway's own
// (N75); what belongs to one connection (N78); an address that a proxy's header claims (N74); a cookie of ours.

import { NAMES_KEPT, NAME_CHARS } from "../shared/limits.js";
import type { Address } from "./settings.js";

/** Headers in the order in which they came; a name may come twice. */
export type HeaderList = [name: string, value: string][];

/** The one that the gateway writes. */
export const IDENTITY = "fc-identity";

/** What belongs to one connection, and how its bodies are framed: each side frames its own. */
const OF_A_CONNECTION = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "http2-settings",
];

/** What would tell the upstream another address, client or path than came. The gateway writes some of them. */
const CLAIMS =
  /^(?:forwarded|x-forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-original-.*|x-rewrite-url|x-host|x-http-host-override)$/;

/** What the host writes for each WebSocket by itself. */
const OF_A_SOCKET = ["sec-websocket-key", "sec-websocket-accept", "sec-websocket-version", "sec-websocket-extensions"];

const NOT_TO_UPSTREAM: ReadonlySet<string> = new Set([...OF_A_CONNECTION, IDENTITY, "host", "content-length"]);
const NOT_TO_CLIENT: ReadonlySet<string> = new Set([...OF_A_CONNECTION, IDENTITY, "alt-svc"]);
/** Caches that are told apart from all others obey these. */
const OF_SHARED_CACHES: ReadonlySet<string> = new Set([
  "cdn-cache-control",
  "cloudflare-cdn-cache-control",
  "surrogate-control",
  "expires",
  "pragma",
]);

/** Our cookies, whichever client's of this host. Browsers tell `__Host-` by any spelling. */
const OURS = /^__host-fc-/i;

/** Names as they came, and as they are spelled: the same ones come with every request. */
const spelled = new Map<string, string>();

/** A name as CGI, WSGI and their like spell it: whatever is no letter and no digit becomes the same sign. */
export function plain(name: string): string {
  let known = spelled.get(name);
  if (known !== undefined) return known;
  known = name.toLowerCase().replace(/[^a-z0-9]/g, "-");
  if (spelled.size >= NAMES_KEPT) spelled.clear();
  // A long one is somebody's own, and would fill the memory.
  if (name.length <= NAME_CHARS) spelled.set(name, known);
  return known;
}

/** What of a request's headers reaches the upstream. `keepsSocket`: in Node we write the WebSocket's own headers; workerd writes its own. */
export function requestHeaders(came: HeaderList, { host, protocol }: Address, token: string | undefined, keepsSocket = false): HeaderList {
  const named = namedIn(came);
  const stays = (name: string): boolean =>
    NOT_TO_UPSTREAM.has(name) || named.has(name) || CLAIMS.test(name) || (!keepsSocket && OF_A_SOCKET.includes(name));
  const passed: HeaderList = [];
  const cookies: string[] = [];
  for (const [name, value] of came) {
    const read = plain(name);
    if (read === "cookie") cookies.push(...othersIn(value));
    else if (!stays(read)) passed.push([name, value]);
  }
  if (cookies.length > 0) passed.push(["cookie", cookies.join("; ")]);
  passed.push(["x-forwarded-host", host], ["x-forwarded-proto", protocol.slice(0, -1)]);
  if (token !== undefined) passed.push([IDENTITY, token]);
  return passed;
}

/** What of an answer's headers reaches the browser. `isGuarded`: nobody else may have it from a cache. */
export function answerHeaders(came: HeaderList, upstream: Address, service: Address, isGuarded: boolean): HeaderList {
  const named = namedIn(came);
  const stays = (name: string, value: string): boolean =>
    NOT_TO_CLIENT.has(name) ||
    named.has(name) ||
    (isGuarded && OF_SHARED_CACHES.has(name)) ||
    (name === "set-cookie" && OURS.test(value.trimStart()));
  const passed: HeaderList = [];
  const control: string[] = [];
  for (const [name, value] of came) {
    const read = name.toLowerCase();
    if (stays(read, value)) continue;
    if (read === "cache-control" && isGuarded) control.push(value);
    else passed.push([name, read === "location" && ownedBy(upstream.origin, value) ? service.origin + value.slice(upstream.origin.length) : value]);
  }
  if (isGuarded) passed.push(["cache-control", privately(control.join(", "))]);
  return passed;
}

/** Whether an address is the upstream's own, which nobody but us can reach. */
function ownedBy(upstream: string, address: string): boolean {
  return address.startsWith(upstream) && /^(?:[/?#]|$)/.test(address.slice(upstream.length));
}

/** `Cache-Control` of an answer to one person: what the upstream says, without leave for shared caches; nothing is kept where it says nothing. */
function privately(said: string): string {
  const directives = said.split(",").map((each) => each.trim());
  const kept = directives.filter((each) => each !== "" && !/^(?:public|s-maxage\b.*|private\b.*|proxy-revalidate|must-understand)$/i.test(each));
  if (kept.some((each) => /^no-store$/i.test(each))) return kept.join(", ");
  const says = directives.some((each) => /^private\b/i.test(each)) || kept.length > 0;
  return says ? ["private", ...kept].join(", ") : "private, no-store";
}

/** The names that `Connection` takes with it. */
function namedIn(came: HeaderList): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [name, value] of came) {
    if (plain(name) === "connection") for (const each of value.split(",")) named.add(plain(each.trim()));
  }
  return named;
}

/** Cookies without ours: they say nothing to the upstream, and may be larger than it takes. */
function othersIn(cookies: string): string[] {
  const pairs = cookies.split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => pair !== "" && !OURS.test(pair));
}
