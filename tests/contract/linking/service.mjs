/**
 * The example service of the guide, in workerd over D1 (SQLite), at a provider stand-in of its own.
 *
 * In: nothing. Out: its origin, its database, persons who sign in. Never: a store other than the example's; it is built as a deployer would.
 */
import { readFile } from "node:fs/promises";
import { Log, LogLevel, Miniflare } from "miniflare";
import { root } from "../../runner/checkout.mjs";
import { bundled } from "../../world/deployment/bundled.mjs";
import { CLIENT_ID, clientSecret, decryptionKey, freePort, sessionKey } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { modulesOf } from "../../world/deployment/worker.mjs";
import { startStandin, subjectOf } from "../../world/standin/index.mjs";

const example = `${root}pkg/examples/account-linking/`;

export const sub = (personId) => subjectOf(CLIENT_ID, personId);

export async function startService() {
  const built = await bundled(example);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const secret = clientSecret();
  const standin = await startStandin({ clients: [registration(origin, secret)] });
  const worker = new Miniflare({
    port,
    host: "localhost",
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (...streams) => streams.forEach((stream) => stream.resume()),
    modulesRoot: built.folder,
    modules: await modulesOf(built.folder),
    compatibilityDate: "2026-04-20",
    cf: false,
    d1Databases: ["DB"],
    bindings: {
      ...(await variables()),
      FC_ISSUER: standin.issuer,
      FC_CLIENT_ID: CLIENT_ID,
      FC_CLIENT_SECRET: secret,
      FC_DECRYPTION_KEYS: JSON.stringify({ keys: [await decryptionKey("ECDH-ES")] }),
      SESSION_KEYS: JSON.stringify([sessionKey()]),
    },
  });
  const stop = async () => {
    await worker.dispose();
    await standin.close();
    await built.remove();
  };
  try {
    const db = await worker.getD1Database("DB");
    for (const statement of statements(await readFile(`${example}schema.sql`, "utf8"))) await db.prepare(statement).run();
    return { origin, db, issuer: standin.issuer, visitor: (personId) => signIn(origin, personId), stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Signs somebody in, in a browser of her own. */
async function signIn(origin, personId) {
  const person = new Person(origin);
  await person.signIn(personId);
  return visitorOf(person);
}

/** What the page would do in her name; gives `[status, body]`. */
function visitorOf(person) {
  const read = async (answer) => [answer.status, await answer.json()];
  return {
    get: async (path) => read(await person.fetch(path)),
    post: async (path, fields = {}, origin = person.origin) =>
      read(await person.fetch(path, { method: "POST", headers: { origin, "content-type": "application/json" }, body: JSON.stringify(fields) })),
  };
}

/** The settings that stand in the example's own wrangler.jsonc. */
async function variables() {
  const config = await readFile(`${example}wrangler.jsonc`, "utf8");
  return JSON.parse(config.replace(/^\s*\/\/.*$/gm, "")).vars;
}

function statements(sql) {
  return sql.replace(/--.*$/gm, "").split(";").map((text) => text.trim()).filter((text) => text !== "");
}

function registration(origin, secret) {
  return {
    client_id: CLIENT_ID,
    client_secret: secret,
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/auth/logged-out`],
    jwks_uri: `${origin}/auth/jwks.json`,
    id_token_encrypted_response_alg: "ECDH-ES",
    userinfo_encrypted_response_alg: "ECDH-ES",
  };
}
