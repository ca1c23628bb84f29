/**
 * A client at a stand-in of its own, for handlers that run in the test's process.
 *
 * In: the encryption algorithm, the service's origin. Out: settings, faults for the stand-in to commit, and an end. Never: a Worker;
 * tests/world/deployment has that.
 */
import { CLIENT_ID, clientSecret, decryptionKey, publicJwk, sessionKey } from "./index.mjs";
import { startStandin } from "../standin/index.mjs";

export const ORIGIN = "https://service.example";

export async function registeredWith(alg = "ECDH-ES", origin = ORIGIN) {
  const secret = clientSecret();
  const key = await decryptionKey(alg);
  const client = {
    client_id: CLIENT_ID,
    client_secret: secret,
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/auth/logged-out`],
    jwks: { keys: [publicJwk(key)] },
    id_token_encrypted_response_alg: alg,
    userinfo_encrypted_response_alg: alg,
  };
  const wrongs = {};
  const standin = await startStandin({ clients: [client], wrongs });
  const settings = {
    FC_ISSUER: standin.issuer,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: secret,
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [key] }),
    SESSION_KEYS: JSON.stringify([sessionKey()]),
  };
  return { standin, settings, wrongs, stop: () => standin.close() };
}
