// The provider's keys, for the logins of one page.
// Comes in: how to ask for a document, the provider, a verification. Goes out: what the verification gives. Never: a second look for newer keys
// in one login, nor within thirty seconds in one page.

import { Answer, type Provider, ProviderKeys } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import type { Hold } from "../shared/held.js";
import type { HttpAnswer, HttpRequest } from "../shared/http.js";
import { wantsNewerKeys } from "../shared/newer-keys.js";

/** Milliseconds between two looks, however many tokens want one (N15, N85): as in the Worker. */
const LOOK_COOL_DOWN = 30_000;

/** Runs a verification with the provider's keys; where these may be too old for the token, once more with newer ones. */
export type WithKeys = <T>(verify: (keys: ProviderKeys) => T) => Promise<T>;

/**
 * The provider's keys, for one login each time. They come through the browser's cache, where they stay as long as the provider says. A look goes
 * past that cache, and renews it.
 */
export function keysOfProvider(ask: (request: HttpRequest) => Promise<HttpAnswer>): (provider: Provider, hold: Hold) => Promise<WithKeys> {
  let look: { readonly at: number; readonly answer: Promise<HttpAnswer> } | undefined;

  /** Logins that miss a key at the same time share a look. */
  function newer(request: HttpRequest): Promise<HttpAnswer> {
    const now = performance.now();
    if (look === undefined || now - look.at >= LOOK_COOL_DOWN) look = { at: now, answer: ask({ ...request, cache: "reload" }) };
    return look.answer;
  }

  return async (provider, hold) => {
    const request: HttpRequest = provider.keysRequest();
    const read = async (answer: Promise<HttpAnswer>): Promise<ProviderKeys> => {
      const { status, contentType, body } = await answer;
      return hold(ProviderKeys.read(hold(new Answer(status, contentType, body))));
    };
    let renewed = false;
    const renew = (): Promise<ProviderKeys> => {
      renewed = true;
      return read(newer(request));
    };

    // A set without a usable key may be a mishap of the provider's that the browser has kept.
    let keys = await read(ask(request)).catch((thrown: unknown) => {
      if (FcPivotError.from(thrown).code !== "jwks_malformed") throw thrown;
      return renew();
    });
    return async (verify) => {
      try {
        return verify(keys);
      } catch (thrown) {
        if (renewed || !wantsNewerKeys(thrown)) throw thrown;
        keys = await renew();
        return verify(keys);
      }
    };
  };
}
