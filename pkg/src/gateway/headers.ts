// Which headers pass, in both directions (RFC 9110 §7.6.1).
// Comes in: the headers of a request or an answer. Goes out: those that are handed on. Never: `fc-identity`, in any spelling, but the gateway's own
// (N75); what belongs to one connection (N78); an address that a proxy's header claims (N74); a cookie of ours.

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

const NOT_TO_UPSTREAM: ReadonlySet<string> = new Set([...OF_A_CONNECTION, IDENTITY, "host", "content-length", "cookie"]);
const NOT_TO_CLIENT: ReadonlySet<string> = new Set([...OF_A_CONNECTION, IDENTITY, "alt-svc", "set-cookie"]);
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

/** A name as CGI, WSGI and their like spell it: whatever is no letter and no digit becomes the same sign. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "-");
}

/** What of a request's headers reaches the upstream. `keepsSocket`: in Node we write the WebSocket's own headers; workerd writes its own. */
export function requestHeaders(came: HeaderList, { host, protocol }: URL, token: string | undefined, keepsSocket = false): HeaderList {
  const named = namedIn(came);
  const passes = (name: string): boolean =>
    !(NOT_TO_UPSTREAM.has(name) || named.has(name) || CLAIMS.test(name) || (!keepsSocket && OF_A_SOCKET.includes(name)));
  const passed = came.filter(([name]) => passes(plain(name)));
  const cookies = cookiesLeft(came);
  if (cookies !== "") passed.push(["cookie", cookies]);
  passed.push(["x-forwarded-host", host], ["x-forwarded-proto", protocol.slice(0, -1)]);
  if (token !== undefined) passed.push([IDENTITY, token]);
  return passed;
}

/** What of an answer's headers reaches the browser. `isGuarded`: nobody else may have it from a cache. */
export function answerHeaders(came: HeaderList, upstream: string, publicOrigin: string, isGuarded: boolean): HeaderList {
  const named = namedIn(came);
  const passes = (name: string): boolean => !(NOT_TO_CLIENT.has(name) || named.has(name) || (isGuarded && OF_SHARED_CACHES.has(name)));
  const passed: HeaderList = came.filter(([name]) => passes(name.toLowerCase())).map(([name, value]) => [name, value]);
  for (const [name, value] of came) {
    if (name.toLowerCase() === "set-cookie" && !OURS.test(value.trimStart())) passed.push([name, value]);
  }
  for (const pair of passed) {
    if (pair[0].toLowerCase() === "location" && ownedBy(upstream, pair[1])) pair[1] = publicOrigin + pair[1].slice(upstream.length);
  }
  if (!isGuarded) return passed;
  const control = passed.filter(([name]) => name.toLowerCase() === "cache-control").map(([, value]) => value);
  return [...passed.filter(([name]) => name.toLowerCase() !== "cache-control"), ["cache-control", privately(control.join(", "))]];
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
  const values = came.filter(([name]) => plain(name) === "connection").map(([, value]) => value);
  return new Set(values.flatMap((value) => value.split(",")).map((name) => plain(name.trim())));
}

/** The browser's cookies without ours: they say nothing to the upstream, and may be larger than it takes. */
function cookiesLeft(came: HeaderList): string {
  const pairs = came.filter(([name]) => name.toLowerCase() === "cookie").flatMap(([, value]) => value.split(";"));
  return pairs
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !OURS.test(pair))
    .join("; ");
}
