// A copy of one public document for all isolates of a data centre, in the Cache API, where the runtime has `caches.default`.
// Comes in: an answer of the provider's that passed the core's check. Goes out: the same, to be checked again. Never: a copy that is not ours.
// Other Workers of the same zone can write to this cache, and whoever planted keys in it could sign anybody in, so copies are sealed.

import type { Edge } from "#edge";
import type { HttpAnswer } from "../shared/http.js";
import { SHARED_COPY_MILLISECONDS } from "../shared/limits.js";
import { orTimeout } from "../shared/time-out.js";

/** An answer, and the time at which it came, in milliseconds since the epoch. */
export interface Copy {
  readonly answer: HttpAnswer;
  readonly at: number;
}

/** A copy as it is sealed. */
interface Written {
  readonly at: number;
  readonly status: number;
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly body: string;
}

/** The place of one document. */
export class SharedCopy {
  readonly #key: string;

  /**
   * The key's host does not exist (RFC 6761 §6.4), so no visitor can ask for it. Each client has a key of its own: it could not open what another
   * client sealed, and they would overwrite each other's copies.
   */
  constructor(
    private readonly edge: Edge,
    private readonly name: string,
  ) {
    this.#key = `https://fc-pivot.invalid/${name}?client=${edge.namespace}`;
  }

  /** The copy, if there is one of ours. */
  async read(): Promise<Copy | undefined> {
    return attempt(async (cache) => {
      const response = await cache.match(this.#key);
      if (response === undefined) return undefined;
      const { at, status, contentType, cacheControl, body } = JSON.parse(this.edge.openDocument(this.name, await response.text())) as Written;
      return { answer: { status, contentType, cacheControl, body: new TextEncoder().encode(body) }, at };
    });
  }

  /** Leaves a copy for `milliseconds`. Without this cache everything works, with more requests to the provider. */
  async write({ answer: { body, ...rest }, at }: Copy, milliseconds: number): Promise<void> {
    const written = JSON.stringify({ at, ...rest, body: new TextDecoder().decode(body) });
    const headers = { "cache-control": `max-age=${Math.ceil(milliseconds / 1000)}`, "content-type": "text/plain" };
    await attempt((cache) => cache.put(this.#key, new Response(this.edge.sealDocument(this.name, written), { headers })));
  }
}

async function attempt<T>(act: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  const cache = (globalThis as { caches?: { default?: Cache } }).caches?.default;
  if (cache === undefined) return undefined;
  try {
    return (await orTimeout(SHARED_COPY_MILLISECONDS, act(cache)))?.value;
  } catch {
    return undefined;
  }
}
