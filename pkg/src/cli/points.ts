// What the doctor finds: points, each with a verdict, a sentence, and how to mend it.
// Comes in: nothing. Goes out: types and how they are made. Never: a setting's value, but for addresses of services and names of scopes.

/** `fail`: FranceConnect+ would object, or nobody could sign in. `warn`: worth a look before going public. */
export type Verdict = "ok" | "warn" | "fail";

/** One point. */
export interface Finding {
  readonly verdict: Verdict;
  readonly point: string;
  readonly sentence: string;
  /** What to do; absent where the verdict is `ok`. */
  readonly mend?: string;
}

export const ok = (point: string, sentence: string): Finding => ({ verdict: "ok", point, sentence });
export const warn = (point: string, sentence: string, mend: string): Finding => ({ verdict: "warn", point, sentence, mend });
export const fail = (point: string, sentence: string, mend: string): Finding => ({ verdict: "fail", point, sentence, mend });

/** `http` on this machine, which the core accepts: right for a trial, wrong for the public. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && (hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname));
}

/** A URL, or `undefined`. */
export function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What FranceConnect+ itself demands of an address, in integration as in production. */
export const DEMANDS = "FranceConnect+ takes no plain http, no localhost and no host without a dot, not even in integration.";

/** Whether FranceConnect+ itself takes an address. */
export function franceConnectTakes({ protocol, hostname }: URL): boolean {
  return protocol === "https:" && hostname.includes(".");
}
