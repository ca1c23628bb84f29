/**
 * What a public service runs: nginx with TLS, two processes of `worker/node.mjs` behind it, one Redis, the stand-in as provider.
 *
 * In: nothing. Out: persons who come through nginx; each process, started and stopped by itself; other settings; Redis; the provider started anew.
 * Never: a process that outlives the stage; a provider that comes through nginx: it reads our keys from one process.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLIENT_ID, clientSecret, decryptionKey, freePort, sessionKey, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { startRedis } from "../../world/redis/redis.mjs";
import { startStandin } from "../../world/standin/index.mjs";
import { startNginx } from "./nginx.mjs";

const ALG = "ECDH-ES";

export async function twoProcesses() {
  const ports = [await freePort(), await freePort()];
  const origin = `https://localhost:${await freePort()}`;
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-redis-"));
  const redis = await startRedis({ folder });
  const secret = clientSecret();
  const client = {
    client_id: CLIENT_ID,
    client_secret: secret,
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/auth/logged-out`],
    jwks_uri: `http://localhost:${ports[0]}/auth/jwks.json`,
    id_token_encrypted_response_alg: ALG,
    userinfo_encrypted_response_alg: ALG,
  };
  let standin = await startStandin({ clients: [client] });
  const { port: standinPort } = new URL(standin.issuer);
  const keys = { session: [sessionKey()], decryption: [await decryptionKey(ALG, "first")] };
  const settings = () => ({
    FC_ISSUER: standin.issuer,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: secret,
    FC_PUBLIC_ORIGIN: origin,
    SESSION_STORE: "redis",
    REDIS_URL: redis.url,
    SESSION_KEYS: JSON.stringify(keys.session),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: keys.decryption }),
  });
  const processes = [];
  const start = async (which) => {
    processes[which] = await startNodeWorker({ port: ports[which], host: "127.0.0.1", settings: settings() });
  };
  await Promise.all([start(0), start(1)]);
  const nginx = await startNginx({ port: new URL(origin).port, upstream: ports.map((port) => `127.0.0.1:${port}`) });

  const stage = {
    origin,
    issuer: standin.issuer,
    /** Whose certificates nginx has. */
    ca: nginx.ca,
    keys,
    redis,
    /** Where each process answers without nginx. */
    addresses: ports.map((port) => `http://127.0.0.1:${port}`),
    newPerson: () => new Person(origin),
    /** A person's step through nginx, or past it with a whole address: a page that she goes to, or a form that she sends. */
    go: (person, path, options = {}) => person.visit(path, { ca: nginx.ca, ...options }),
    /** A script's request with the cookies of a person: its status, and the code of its error. */
    async ask(person, path) {
      const { status, body } = await stage.go(person, path, { headers: { "sec-fetch-mode": "cors", accept: "*/*" } });
      return status === 200 ? [200] : [status, JSON.parse(body).error?.code];
    },
    /** From our login route to the provider, and back to the address of the callback, which is not called yet. */
    async atProvider(person, personId = "married-name", query = "?return_to=/mine") {
      const { location } = await stage.go(person, `/auth/login${query}`);
      return person.atProvider(location, personId);
    },
    async signIn(personId, person = stage.newPerson(), query = undefined) {
      const { status, location } = await stage.go(person, await stage.atProvider(person, personId, query));
      if (status !== 303 || location !== "/mine") throw new Error(`${status} ${location}`);
      return person;
    },
    signOut: (person) => stage.go(person, "/auth/logout", { method: "POST", headers: { origin } }),
    /** Ends one process as a supervisor does, and starts it again with the settings of now; gives its exit code. */
    async restart(which) {
      const code = await processes[which].stop();
      await start(which);
      return code;
    },
    /** One after the other. */
    restartBoth: async () => [await stage.restart(0), await stage.restart(1)],
    /** The provider forgets what it has read of our keys. */
    async restartProvider() {
      await standin.close();
      standin = await startStandin({ clients: [client], port: Number(standinPort) });
    },
    async stop() {
      await nginx.stop();
      await Promise.all(processes.map((each) => each.stop()));
      await redis.stop();
      await standin.close();
      await rm(folder, { recursive: true });
    },
  };
  return stage;
}
