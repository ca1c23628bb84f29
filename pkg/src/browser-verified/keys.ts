// The provider's keys, for the logins of one page.
// Comes in: how to ask for a document, the provider. Goes out: its keys, and newer ones. Never: two looks for newer keys in one login, or within
// thirty seconds in one page.

import { type Provider, ProviderKeys } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import type { HttpAnswer, HttpRequest } from "../shared/http.js";
import { NEWER_KEYS_MILLISECONDS } from "../shared/limits.js";
import type { Host } from "../load/serve.js";

/** The keys for one login. */
export type KeysOfLogin = Pick<Host<ProviderKeys>, "keys" | "newerKeys">;

/**
 * Makes the keys of one login, at hand when the promise resolves. They come through the browser's cache, where they stay as long as the provider
 * says. A look for newer ones goes past that cache and renews it.
 */
export function keysOfProvider(
  ask: (request: HttpRequest) => Promise<HttpAnswer>,
  signingAlg?: string,
): (provider: Provider, hold: Hold) => Promise<KeysOfLogin> {
  let look: { readonly at: number; readonly answer: Promise<HttpAnswer> } | undefined;

  /** Logins that miss a key at the same time share a look. */
  function newer(request: HttpRequest): Promise<HttpAnswer> {
    const now = performance.now();
    if (look === undefined || now - look.at >= NEWER_KEYS_MILLISECONDS) look = { at: now, answer: ask({ ...request, cache: "reload" }) };
    return look.answer;
  }

  return async (provider, hold) => {
    const request: HttpRequest = provider.keysRequest();
    const read = async (answer: Promise<HttpAnswer>): Promise<ProviderKeys> => {
      const { status, contentType, body } = await answer;
      return hold(ProviderKeys.read(status, contentType, body, signingAlg));
    };
    let renewed = false;
    const renew = (): Promise<ProviderKeys> => {
      renewed = true;
      return read(newer(request));
    };

    // A set without a usable key may be a mishap of the provider's that the browser has cached.
    let keys = await read(ask(request)).catch((thrown: unknown) => {
      if (FcPivotError.from(thrown).code !== "jwks_malformed") throw thrown;
      return renew();
    });
    return {
      keys: async () => keys,
      newerKeys: async () => (renewed ? undefined : (keys = await renew())),
    };
  };
}
