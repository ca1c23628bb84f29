// The one reading of a request's target: what the guard decides on is what is forwarded (N77).
// Comes in: path and query as they came. Goes out: the same as they are sent, and the path as the upstream will read it. Never: a path that two
// programs may read differently: it is refused, and not mended.

/** A target that may be forwarded. */
export interface Target {
  /** Path and query, as they are sent. */
  readonly sent: string;
  /** The path of it. */
  readonly path: string;
  /** That path with its escapes decoded, and where it has parameters (`;x`) also as a program reads it that drops them. */
  readonly readings: readonly string[];
}

/** Printable ASCII without `"`, `#`, `<`, `>`, `\` and the backtick. Browsers escape everything else. */
const WRITTEN = /^\/[!$-;=?-[\]-_a-~]*$/;

/** Slash, backslash, controls, and a percent sign that begins another escape: a program that decodes twice would read on. */
const TWICE_READ = /%(?:2f|5c|[01][\da-f]|7f|25(?=[\da-f]{2}))/i;

/** Reads it; `undefined` where it is refused. */
export function readTarget(written: string): Target | undefined {
  if (!WRITTEN.test(written)) return undefined;
  const end = written.indexOf("?");
  const path = end < 0 ? written : written.slice(0, end);
  if (TWICE_READ.test(path) || path.includes("//")) return undefined;
  const decoded = decodedOf(path);
  if (decoded === undefined) return undefined;
  const bare = decoded.replace(/;[^/]*/g, "");
  // A segment of dots, with parameters too: some programs go up at `..;x`.
  if (/\/\.{1,2}(?:\/|$)/.test(bare) || bare.includes("//")) return undefined;
  return { sent: written, path, readings: bare === decoded ? [decoded] : [decoded, bare] };
}

/** `undefined` where an escape is none, or what it says is no UTF-8. */
function decodedOf(path: string): string | undefined {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The target in a request's address, as far as the host left it as it came. */
export function writtenTarget(address: string): string {
  const start = address.indexOf("/", address.indexOf("//") + 2);
  return start < 0 ? "/" : address.slice(start);
}
