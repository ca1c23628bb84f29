// What a machine asks for, done by a Worker.
// Comes in: requests for the provider, the wish for its keys. Goes out: answers, within the time that the provider gives; keys from the cache.
// Never: a request that is sent twice.

import type { Provider, ProviderKeys } from "#edge";
import { send } from "../shared/http.js";
import type { Host } from "../load/serve.js";
import type { GrantLife } from "./grant-life.js";
import type { ProviderCache } from "./provider.js";

/** Serves one sign-in with `provider`. `keysUnderWay`: they were asked for already; they take of the grant's life like all else. */
export function hostOf(cache: ProviderCache, provider: Provider, life: GrantLife, keysUnderWay?: Promise<void>): Host<ProviderKeys> {
  let given: ProviderKeys | undefined;
  return {
    send: (request) => life.send((transport) => send(request, transport)),
    async keys() {
      if (keysUnderWay !== undefined) await life.wait(keysUnderWay);
      given = await cache.keys(provider);
      return given;
    },
    async newerKeys() {
      const newer = given && (await cache.newerKeys(provider, given));
      if (newer !== undefined) given = newer;
      return newer;
    },
  };
}
