/**
 * Two clients of one provider on one host, in workerd: two Workers with one store, behind one origin.
 *
 * In: settings for both, and for the second alone. Out: the origin, each client's settings, and an end to all of it. Never: two origins;
 * a browser sends both clients the cookies of each.
 */
import { Log, LogLevel, Miniflare } from "miniflare";
import { startStandin } from "../standin/index.mjs";
import { freePort } from "./index.mjs";
import { clientSecret, decryptionKey, sessionKey } from "./keys.mjs";
import { modulesOf } from "./worker.mjs";

/** Where the second client's routes lie. */
export const SECOND = "/second";

/** What stands before both, as a reverse proxy does: it takes the second client's path away. */
const PROXY = `
export default {
  fetch(request, { FIRST_CLIENT, SECOND_CLIENT }) {
    const url = new URL(request.url);
    if (!url.pathname.startsWith("${SECOND}/")) return FIRST_CLIENT.fetch(request);
    url.pathname = url.pathname.slice(${SECOND.length});
    return SECOND_CLIENT.fetch(new Request(url, request));
  },
};`;

export async function deployTwoClients({ settings = {}, second: changes = {} } = {}) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const shared = {
    FC_CLIENT_SECRET: clientSecret(),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [await decryptionKey("ECDH-ES")] }),
    SESSION_KEYS: JSON.stringify([sessionKey()]),
    ...settings,
  };
  const registered = (client_id, path) => ({
    client_id,
    client_secret: shared.FC_CLIENT_SECRET,
    redirect_uris: [`${origin}${path}/auth/callback`],
    post_logout_redirect_uris: [`${origin}${path}/auth/logged-out`],
    jwks_uri: `${origin}${path}/auth/jwks.json`,
    id_token_encrypted_response_alg: "ECDH-ES",
    userinfo_encrypted_response_alg: "ECDH-ES",
  });
  const clients = [registered("first-client", ""), registered("second-client", SECOND)];
  const standin = await startStandin({ port: 0, clients });
  const of = ({ client_id, redirect_uris, post_logout_redirect_uris }) => ({
    ...shared,
    FC_ISSUER: standin.issuer,
    FC_CLIENT_ID: client_id,
    FC_REDIRECT_URI: redirect_uris[0],
    FC_POST_LOGOUT_REDIRECT_URI: post_logout_redirect_uris[0],
  });
  const [first, second] = [of(clients[0]), { ...of(clients[1]), ...changes }];
  const workers = new Miniflare({ host: "localhost", port, log: new Log(LogLevel.NONE), cf: false, workers: await workersOf(first, second) });
  const stop = async () => {
    await workers.dispose();
    await standin.close();
  };
  try {
    await workers.ready;
    return { origin, standin, first, second, stop };
  } catch (thrown) {
    await stop().catch(() => {});
    throw thrown;
  }
}

async function workersOf(first, second) {
  const modules = await modulesOf();
  const worker = (name, bindings, scriptName) => ({
    name,
    modules,
    bindings,
    compatibilityDate: "2026-04-20",
    kvNamespaces: { SESSIONS_KV: "sessions-of-both" },
    durableObjects: { SESSIONS_DO: { className: "SessionObject", useSQLite: true, ...scriptName } },
  });
  return [
    { name: "proxy", modules: true, script: PROXY, compatibilityDate: "2026-04-20", serviceBindings: { FIRST_CLIENT: "first", SECOND_CLIENT: "second" } },
    worker("first", first),
    worker("second", second, { scriptName: "first" }),
  ];
}
