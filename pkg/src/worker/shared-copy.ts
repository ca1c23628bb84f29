// A copy of one public document, for all isolates of a data centre: in the Cache API, where the runtime has its `caches.default`.
// Comes in: an answer of the provider's that passed the core's check. Goes out: the same, to be checked again. Never: anything that is
// not public, a failure: without this cache everything works, with more requests to the provider.

import type { HttpAnswer } from "../http.js";
import { within } from "./within.js";

/** Milliseconds that this cache may take: a request to the provider does not take much longer. */
const PATIENCE = 1_000;

const FETCHED_AT = "x-fc-pivot-fetched-at";
const ORIGINAL_CACHE_CONTROL = "x-fc-pivot-cache-control";

/** An answer, and when it came, in milliseconds since the epoch. */
export interface Copy {
  readonly answer: HttpAnswer;
  readonly at: number;
}

/** The place of one document. */
export class SharedCopy {
  readonly #key: string;

  /** The key's host exists nowhere (RFC 6761 §6.4): no visitor can ask for it, and no other answer is cached under it. */
  constructor(name: string, issuer: string) {
    this.#key = `https://fc-pivot.invalid/${name}?issuer=${encodeURIComponent(issuer)}`;
  }

  /** The copy, if there is one. */
  async read(): Promise<Copy | undefined> {
    return attempt(async (cache) => {
      const response = await cache.match(this.#key);
      const at = Number(response?.headers.get(FETCHED_AT) ?? NaN);
      if (response === undefined || !Number.isSafeInteger(at)) return undefined;
      const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
      const body = new Uint8Array(await response.arrayBuffer());
      return { answer: { status: response.status, contentType: header("content-type"), cacheControl: header(ORIGINAL_CACHE_CONTROL), body }, at };
    });
  }

  /** Leaves a copy for `milliseconds`. */
  async write({ answer: { contentType, cacheControl, body }, at }: Copy, milliseconds: number): Promise<void> {
    const headers = new Headers({ "cache-control": `max-age=${Math.ceil(milliseconds / 1000)}`, [FETCHED_AT]: String(at) });
    if (contentType !== undefined) headers.set("content-type", contentType);
    if (cacheControl !== undefined) headers.set(ORIGINAL_CACHE_CONTROL, cacheControl);
    await attempt((cache) => cache.put(this.#key, new Response(body.slice(), { headers })));
  }
}

async function attempt<T>(act: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  const cache = (globalThis as { caches?: { default?: Cache } }).caches?.default;
  if (cache === undefined) return undefined;
  try {
    return (await within(PATIENCE, act(cache)))?.value;
  } catch {
    return undefined;
  }
}
