/**
 * A client of a provider that encrypts, as FranceConnect+ does.
 *
 * In: nothing. Out: the provider, and the settings of a Worker that is registered there. Never: a key that is written down.
 */
import { clientSecret, decryptionKey, publicJwk, sessionKey } from "../deployment/keys.mjs";
import { CLIENT_ID, startProvider } from "./provider.mjs";

export async function clientAtTheEdge() {
  const key = await decryptionKey("ECDH-ES");
  const provider = await startProvider({ encryptFor: publicJwk(key) });
  const settings = {
    FC_ISSUER: provider.issuer,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: clientSecret(),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [key] }),
    SESSION_KEYS: JSON.stringify([sessionKey()]),
  };
  return { provider, settings };
}
