/**
 * A whole deployment on loopback: the stand-in as provider, the Worker in workerd, registered with one another.
 *
 * In: the federation, the algorithms, settings to change, faults for the provider to commit. Out: both, and an end to both.
 * Never: a fixed port, a shared key.
 */
import { freePort } from "../free-port.mjs";
import { startStandin } from "../standin/index.mjs";
import { clientSecret, decryptionKey, publicJwk, sessionKey } from "./keys.mjs";
import { startNewestWorker } from "./newest-worker.mjs";
import { startWorker as startLockedWorker } from "./worker.mjs";

export { freePort } from "../free-port.mjs";
export { cookieNames } from "./cookies.mjs";
export * from "./keys.mjs";
export { startNodeWorker } from "./node-worker.mjs";
export { storesOfTheWorker } from "./worker.mjs";

export const CLIENT_ID = "service-de-test";

/** The environment variable WORKERD chooses what the Worker runs in: by default what package-lock.json has, or what `make newest` installs. */
const STARTS = { locked: startLockedWorker, newest: startNewestWorker };
const chosen = process.env.WORKERD ?? "locked";
if (!Object.hasOwn(STARTS, chosen)) throw new Error(`WORKERD=${chosen}: expected ${Object.keys(STARTS).join(" or ")}`);
export const startWorker = STARTS[chosen];

const FRANCECONNECT_PLUS = "franceconnect-plus";

/** The part of a registration that its federation decides, and the settings that go with it. */
async function ofFederation(plays, alg, keys, origin, https) {
  if (plays !== FRANCECONNECT_PLUS) {
    return { registered: { id_token_signed_response_alg: alg }, settings: { FC_PRESET: plays, FC_SIGNING_ALG: alg } };
  }
  const decryptionKeys = keys ?? [await decryptionKey(alg)];
  return {
    registered: {
      ...(https ? { jwks: { keys: decryptionKeys.map(publicJwk) } } : { jwks_uri: `${origin}/auth/jwks.json` }),
      id_token_encrypted_response_alg: alg,
      userinfo_encrypted_response_alg: alg,
    },
    settings: { FC_DECRYPTION_KEYS: JSON.stringify({ keys: decryptionKeys }) },
  };
}

/**
 * @param {object} options
 * @param {string} [options.plays] the federation that the stand-in plays; FranceConnect+ by default
 * @param {string} [options.alg] the encryption algorithm that the client registers; where nothing is encrypted, what its tokens are signed with
 * @param {object[]} [options.keys] private decryption keys; one of `alg` by default
 * @param {object} [options.settings] laid over the Worker's settings; `undefined` takes one out
 * @param {boolean} [options.amr] the client has the habilitation for `amr`, and the Worker asks for it
 * @param {object} [options.client] laid over the client's registration
 * @param {object} [options.wrongs] faults of the provider (tests/world/standin/wrongs.mjs)
 * @param {string} [options.page] a folder of files to serve instead of the demo page
 * @param {string} [options.built] a folder with another Worker, as wrangler bundles it
 * @param {Record<string, string>} [options.before] modules in front of the Worker's (tests/world/deployment/worker.mjs)
 * @param {boolean} [options.inMemory] (tests/world/deployment/worker.mjs)
 * @param {boolean} [options.https] the Worker over https; the client then registers its keys themselves, since the stand-in would not
 *   fetch them under a certificate of our own making
 * @param {typeof startWorker} [options.start] what starts the Worker, in place of workerd
 * @param {{ worker?: number, standin?: number }} [options.ports]
 */
export async function deploy(options = {}) {
  const { plays = FRANCECONNECT_PLUS, alg = plays === FRANCECONNECT_PLUS ? "ECDH-ES" : "ES256", keys, amr = false, settings = {}, client = {} } = options;
  const { wrongs, page, built, before, inMemory, https = false, start = startWorker, ports = {} } = options;
  const port = ports.worker ?? (await freePort());
  const origin = `${https ? "https" : "http"}://localhost:${port}`;
  const secret = clientSecret();
  const federation = await ofFederation(plays, alg, keys, origin, https);
  const registration = {
    client_id: CLIENT_ID,
    client_secret: secret,
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/auth/logged-out`],
    ...federation.registered,
    ...(amr ? { claims: ["amr"] } : {}),
    ...client,
  };
  const standin = await startStandin({ plays, port: ports.standin ?? 0, clients: [withoutUndefined(registration)], wrongs });
  const all = withoutUndefined({
    FC_ISSUER: standin.issuer,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: secret,
    ...federation.settings,
    SESSION_KEYS: JSON.stringify([sessionKey()]),
    ...(amr ? { FC_AMR: "on" } : {}),
    ...settings,
  });
  try {
    const worker = await start({ port, https, settings: all, page, built, before, inMemory });
    const stop = async () => {
      await worker.stop();
      await standin.close();
    };
    /** How often the stand-in has been asked there. */
    const requestsTo = (route) => standin.log.filter((entry) => entry.route === route).length;
    return { origin, standin, worker, settings: all, requestsTo, stop };
  } catch (thrown) {
    await standin.close();
    throw thrown;
  }
}

function withoutUndefined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
