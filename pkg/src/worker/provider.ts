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
/** Milliseconds that keys are used on while the provider gives no new ones. */
const KEYS_GRACE = 86_400_000;
/** Milliseconds between two looks for an unknown `kid`: anyone can make tokens that name one (N15). */
const LOOK_COOL_DOWN = 30_000;
/** Milliseconds before a provider that failed to give its keys is asked again, so that not every sign-in waits for it. */
const FAILURE_COOL_DOWN = 10_000;

/** Something fetched, and when. */
interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** One provider's documents. */
export class ProviderCache {
  #provider: Kept<Provider> | undefined;
  #keys: Kept<ProviderKeys> | undefined;
  #lookedAt = 0;
  #failedAt = 0;

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
    const keys = await this.#currentKeys(provider);
    try {
      return verify(keys);
    } catch (thrown) {
      if (FcPivotError.from(thrown).code !== "key_unknown" || since(this.#lookedAt) < LOOK_COOL_DOWN) throw thrown;
      this.#lookedAt = Date.now();
      return verify(await this.#fetchKeys(provider));
    }
  }

  /** The keys at hand while they are young, else new ones; the old ones while the provider gives none. */
  async #currentKeys(provider: Provider): Promise<ProviderKeys> {
    const held = this.#keys;
    if (held && age(held) < KEYS_LIFE) return held.value;
    const grace = held && age(held) < KEYS_LIFE + KEYS_GRACE ? held : undefined;
    if (grace && since(this.#failedAt) < FAILURE_COOL_DOWN) return grace.value;
    try {
      return await this.#fetchKeys(provider);
    } catch (thrown) {
      this.#failedAt = Date.now();
      if (grace) return grace.value;
      throw thrown;
    }
  }

  async #fetchKeys(provider: Provider): Promise<ProviderKeys> {
    const value = ProviderKeys.read(await exchange(provider.keysRequest(), this.transport));
    this.#keys = { value, at: Date.now() };
    return value;
  }
}

const since = (moment: number): number => Date.now() - moment;

const age = (kept: Kept<unknown>): number => since(kept.at);

/** Sends a request of the core's and hands the answer back to it. */
export async function exchange(request: HttpRequest, transport: Transport): Promise<Answer> {
  const { status, contentType, body } = await send(request, transport);
  return new Answer(status, contentType, body);
}
