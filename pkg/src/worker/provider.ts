// The provider, as this Worker knows it: discovery document and keys.
// Comes in: the deployment's settings. Goes out: a checked provider, and its keys. Never: two looks for newer keys within thirty seconds.

import { type Edge, type Provider, ProviderKeys, discoveryRequest } from "#edge";
import type { HttpRequest, Transport } from "../shared/http.js";
import { DISCOVERY_MILLISECONDS, KEYS_MILLISECONDS } from "../shared/limits.js";
import { DocumentCache } from "./document-cache.js";
import { SharedCopy } from "./shared-copy.js";

/** One provider's documents. */
export class ProviderCache {
  readonly #discovery: DocumentCache<Provider>;
  readonly #keys: DocumentCache<ProviderKeys>;

  constructor(
    private readonly edge: Edge,
    transport: Transport,
  ) {
    this.#discovery = new DocumentCache(
      { life: DISCOVERY_MILLISECONDS, check: ({ status, contentType, body }) => edge.discovered(status, contentType, body) },
      new SharedCopy(edge, "discovery"),
      transport,
    );
    this.#keys = new DocumentCache(
      { life: KEYS_MILLISECONDS, check: ({ status, contentType, body }) => ProviderKeys.read(status, contentType, body, edge.signingAlg) },
      new SharedCopy(edge, "keys"),
      transport,
    );
  }

  /** The provider. */
  provider(): Promise<Provider> {
    return this.#discovery.current(() => discoveryRequest(this.edge.issuer));
  }

  /** Its keys. */
  keys(provider: Provider): Promise<ProviderKeys> {
    return this.#keys.current(() => provider.keysRequest());
  }

  /** Keys that are newer than `seen`: those that another request or isolate has fetched meanwhile, or those that a look brings, if one is due. */
  async newerKeys(provider: Provider, seen: ProviderKeys): Promise<ProviderKeys | undefined> {
    const newer = await this.#keys.newerThan(seen, () => pastCaches(provider.keysRequest()));
    return newer === seen ? undefined : newer;
  }
}

/** RFC 9111 §5.2.1.4: no cache on the way answers without asking the provider. */
const pastCaches = (request: HttpRequest): HttpRequest => ({ ...request, headers: [...request.headers, ["cache-control", "no-cache"]] });
