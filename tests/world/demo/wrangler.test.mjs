/** `wrangler dev` in worker/, worker/'s own and the newest: the same Worker, bundled by wrangler itself, with settings from a file. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { CLIENT_ID, clientSecret, decryptionKey, freePort, sessionKey } from "../deployment/index.mjs";
import { newerNode, newest, newestVersion } from "../deployment/newest.mjs";
import { Person } from "../deployment/person.mjs";
import { startStandin } from "../standin/index.mjs";
import { start } from "./program.mjs";

const ALG = "ECDH-ES";

async function provider(t, origin, secret) {
  const standin = await startStandin({
    clients: [{
      client_id: CLIENT_ID,
      client_secret: secret,
      redirect_uris: [`${origin}/auth/callback`],
      post_logout_redirect_uris: [`${origin}/auth/logged-out`],
      jwks_uri: `${origin}/auth/jwks.json`,
      id_token_encrypted_response_alg: ALG,
      userinfo_encrypted_response_alg: ALG,
    }],
  });
  t.after(() => standin.close());
  return standin;
}

const settings = async (issuer, secret) => ({
  FC_ISSUER: issuer,
  FC_CLIENT_ID: CLIENT_ID,
  FC_CLIENT_SECRET: secret,
  FC_DECRYPTION_KEYS: JSON.stringify({ keys: [await decryptionKey(ALG)] }),
  SESSION_KEYS: JSON.stringify([sessionKey()]),
});

/** One setting a line; the quotes keep JSON as it is. */
const envFile = (all) => Object.entries(all).map(([name, value]) => `${name}='${value}'\n`).join("");

/** Of each wrangler its command. The newest wants Node 22. */
const WRANGLERS = {
  "worker/'s wrangler": [join(root, "node_modules/.bin/wrangler")],
  [`wrangler ${newestVersion("wrangler")}`]: [newerNode(22), newest("wrangler", "bin/wrangler.js")],
};

/** Wrangler with all of its own files in a temporary folder. */
async function wranglerDev(t, [command, ...words], port, all) {
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-wrangler-"));
  const file = join(folder, "settings.env");
  await writeFile(file, envFile(all), { mode: 0o600 });
  const options = { "--env-file": file, "--port": port, "--inspector-port": await freePort(), "--persist-to": join(folder, "state") };
  const program = start(command, [...words, "dev", ...Object.entries(options).flat().map(String)], {
    cwd: join(root, "worker"),
    env: { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_HIDE_BANNER: "true", WRANGLER_LOG_PATH: folder, CI: "1" },
  });
  t.after(async () => {
    await program.destroy();
    await rm(folder, { recursive: true });
  });
  return program;
}

for (const [name, command] of Object.entries(WRANGLERS)) {
  describe(`dev of ${name}`, () => {
    it("serves the page with its headers, signs a person in and out, and ends with its process group", async (t) => {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      const secret = clientSecret();
      const standin = await provider(t, origin, secret);
      const program = await wranglerDev(t, command, port, await settings(standin.issuer, secret));
      await program.says(new RegExp(`Ready on ${origin}`));

      const page = await fetch(origin);
      assert.match(await page.text(), /<div id="app">/);
      assert.match(page.headers.get("content-security-policy"), /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
      assert.equal(page.headers.get("referrer-policy"), "same-origin");

      const person = new Person(origin);
      const answer = await person.signIn("married-name");
      assert.equal(answer.headers.get("location"), "/");
      assert.equal((await person.session()).body.identity.birthName, "KERVOALEN");
      const back = await person.signOut();
      assert.equal(`${back.origin}${back.pathname}`, `${origin}/auth/logged-out`);
      assert.equal((await person.session()).body.error.code, "no_session");

      program.interrupt("SIGTERM");
      await program.ended;
      assert.deepEqual(await program.survivors(), []);
    });

    it("keeps sessions in Durable Objects, steps up, and ends them", async (t) => {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      const secret = clientSecret();
      const standin = await provider(t, origin, secret);
      const program = await wranglerDev(t, command, port, { ...(await settings(standin.issuer, secret)), SESSION_STORE: "durable-object" });
      await program.says(new RegExp(`Ready on ${origin}`));

      const person = new Person(origin);
      await person.signIn("no-usual-name");
      assert.equal((await person.session()).body.assurance.acr, "eidas2");
      assert.equal((await person.fetch("/api/permits/surrender")).status, 403);
      await person.signIn("married-name", "?acr=eidas3");
      assert.equal((await person.session()).body.assurance.acr, "eidas3");
      assert.equal((await person.fetch("/api/permits/surrender")).status, 200);
      const copy = person.cookieHeader();
      await person.signOut();
      // Not only the cookies are gone, but what they name.
      const answer = await fetch(`${origin}/auth/session`, { headers: { cookie: copy } });
      assert.deepEqual([answer.status, (await answer.json()).error.code], [401, "no_session"]);
    });

    it("does not serve with a setting missing, and names it", async (t) => {
      const port = await freePort();
      const { FC_CLIENT_ID, ...incomplete } = await settings("http://localhost:9/api/v2", clientSecret());
      const program = await wranglerDev(t, command, port, incomplete);
      await program.says(/a setting is missing or malformed: FC_CLIENT_ID: expected/);
    });
  });
}
