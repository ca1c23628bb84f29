// The host of a machine in a Worker: it does what the machine asks for.
// Comes in: requests to the provider, asks for its keys, what was encrypted for us. Goes out: answers, within the time that the provider gives; keys
// from the cache; octets.
// Never: a request that is sent twice.

import type { Provider, ProviderKeys } from "#edge";
import { send } from "../shared/http.js";
import { decrypted, used } from "../load/own-octets.js";
import type { Host } from "../load/serve.js";
import type { GrantLife } from "./grant-life.js";
import type { ProviderCache } from "./provider.js";

/** Serves one sign-in with `provider`. `keysInFlight`: the request for the keys, if it was sent already. It counts towards the grant's life. */
export function hostOf(cache: ProviderCache, provider: Provider, life: GrantLife, keysInFlight?: Promise<void>): Host<ProviderKeys> {
  let given: ProviderKeys | undefined;
  let inFlight = keysInFlight;
  keysInFlight?.then(
    () => {
      inFlight = undefined;
    },
    () => {},
  );
  return {
    used,
    decrypted,
    send: (request) => life.send((transport) => send(request, transport)),
    async keys() {
      if (inFlight !== undefined) await life.wait(inFlight);
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
