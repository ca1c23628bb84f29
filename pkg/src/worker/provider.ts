// The provider, as one isolate remembers it: discovery document and keys.
// Comes in: the deployment's settings. Goes out: a checked provider, and keys. Never: a promise of another request's I/O; only results
// are kept, since a runtime may end a request together with all that it began.

import { Answer, type Edge, Provider, ProviderKeys, discoveryRequest } from "#edge";
import { FcPivotError } from "../errors.js";
import { type HttpRequest, type Transport, send } from "../http.js";

/** Milliseconds that a discovery document is taken to stay true. */
const DISCOVERY_LIFE = 3_600_000;
/** Milliseconds that keys are taken to stay true: FranceConnect+ says `max-age=600`. */
const KEYS_LIFE = 600_000;
/** Milliseconds between two fetches of the keys for the sake of an unknown `kid`: anyone can make such tokens (N15). */
const KEYS_COOL_DOWN = 30_000;

/** Something fetched, and when. */
interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** One provider's documents. */
export class ProviderCache {
  #provider: Kept<Provider> | undefined;
  #keys: Kept<ProviderKeys> | undefined;

  constructor(
    private readonly edge: Edge,
    private readonly transport: Transport,
  ) {}

  /** The provider; its discovery document is fetched where there is none, or an old one. */
  async provider(): Promise<Provider> {
    if (this.#provider && age(this.#provider) < DISCOVERY_LIFE) return this.#provider.value;
    const { preset, issuer, authenticationMethod } = this.edge;
    const answer = await exchange(discoveryRequest(issuer), this.transport);
    this.#provider = { value: Provider.discovered(preset, issuer, authenticationMethod, answer), at: Date.now() };
    return this.#provider.value;
  }

  /** Runs `verify` with the provider's keys; where it knows of no such key, once more with fresh ones. */
  async withKeys<T>(provider: Provider, verify: (keys: ProviderKeys) => T): Promise<T> {
    const keys = await this.#keysNoOlderThan(provider, KEYS_LIFE);
    try {
      return verify(keys);
    } catch (thrown) {
      if (FcPivotError.from(thrown).code !== "key_unknown") throw thrown;
      return verify(await this.#keysNoOlderThan(provider, KEYS_COOL_DOWN));
    }
  }

  async #keysNoOlderThan(provider: Provider, limit: number): Promise<ProviderKeys> {
    if (this.#keys && age(this.#keys) < limit) return this.#keys.value;
    this.#keys = { value: ProviderKeys.read(await exchange(provider.keysRequest(), this.transport)), at: Date.now() };
    return this.#keys.value;
  }
}

function age(kept: Kept<unknown>): number {
  return Date.now() - kept.at;
}

/** Sends a request of the core's and hands the answer back to it. */
export async function exchange(request: HttpRequest, transport: Transport): Promise<Answer> {
  const { status, contentType, body } = await send(request, transport);
  return new Answer(status, contentType, body);
}
