// The provider, as this Worker knows it: discovery document and keys.
// Comes in: the deployment's settings. Goes out: a checked provider, and its keys. Never: a second look for newer keys within the cool-down.

import { Answer, type Edge, Provider, ProviderKeys, discoveryRequest } from "#edge";
import type { Hold } from "../shared/held.js";
import { type HttpRequest, type Transport, send } from "../shared/http.js";
import { wantsNewerKeys } from "../shared/newer-keys.js";
import { DocumentCache } from "./document-cache.js";
import { SharedCopy } from "./shared-copy.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a document is taken to stay true: what its `max-age` says, within these. FranceConnect+ says `max-age=600` of its keys. */
const DISCOVERY_LIFE = { least: 5 * MINUTE, usual: HOUR, most: 24 * HOUR };
const KEYS_LIFE = { least: MINUTE, usual: 10 * MINUTE, most: HOUR };

/** One provider's documents. */
export class ProviderCache {
  readonly #discovery: DocumentCache<Provider>;
  readonly #keys: DocumentCache<ProviderKeys>;

  constructor(
    private readonly edge: Edge,
    transport: Transport,
  ) {
    const { preset, issuer, authenticationMethod } = edge;
    this.#discovery = new DocumentCache(
      { life: DISCOVERY_LIFE, check: (answer) => Provider.discovered(preset, issuer, authenticationMethod, answer) },
      new SharedCopy(edge, "discovery"),
      transport,
    );
    this.#keys = new DocumentCache({ life: KEYS_LIFE, check: ProviderKeys.read }, new SharedCopy(edge, "keys"), transport);
  }

  /** The provider. */
  provider(): Promise<Provider> {
    return this.#discovery.current(() => discoveryRequest(this.edge.issuer));
  }

  /** Has the provider's keys fetched, if they are not at hand: while a code is exchanged, say. */
  async fetchKeys(provider: Provider): Promise<void> {
    await this.#keys.current(() => provider.keysRequest());
  }

  /**
   * Runs `verify` with the provider's keys; where theirs may be too old for the token, again with newer ones, as long as there are any. The
   * cool-down of the looks ends this: what another request or another isolate has fetched meanwhile is tried too, but is no look.
   */
  async withKeys<T>(provider: Provider, verify: (keys: ProviderKeys) => T): Promise<T> {
    const ask = (): HttpRequest => provider.keysRequest();
    let keys = await this.#keys.current(ask);
    for (;;) {
      try {
        return verify(keys);
      } catch (thrown) {
        if (!wantsNewerKeys(thrown)) throw thrown;
        const newer = await this.#keys.newerThan(keys, () => pastCaches(ask()));
        if (newer === undefined || newer === keys) throw thrown;
        keys = newer;
      }
    }
  }
}

/** RFC 9111 §5.2.1.4: no cache on the way answers without asking the provider. */
const pastCaches = (request: HttpRequest): HttpRequest => ({ ...request, headers: [...request.headers, ["cache-control", "no-cache"]] });

/** Sends a request of the core's, once, and hands the answer back to it. */
export async function exchange(request: HttpRequest, transport: Transport, hold: Hold): Promise<Answer> {
  const { status, contentType, body } = await send(request, transport);
  return hold(new Answer(status, contentType, body));
}
