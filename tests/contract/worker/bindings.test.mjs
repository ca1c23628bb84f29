/** Settings as Cloudflare binds them to a Worker: texts, JSON, and secrets of Secrets Store, in workerd. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Log, LogLevel, Miniflare } from "miniflare";
import { freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";

const CANARY = "canary0123456789";
const dist = fileURLToPath(new URL("../../../pkg/dist/", import.meta.url));

/** A Worker of a user's: its settings are those of the request. With `atStart`, it looks at them before. */
async function script(atStart) {
  const contents = `
    import { env } from "cloudflare:workers";
    import { fcPivot } from "fc-pivot/worker";
    const auth = fcPivot({ onEvent() {} });
    ${atStart ? "await auth.check(env);" : ""}
    export default { fetch: async (request, env) => (await auth.handle(request, { ...env })) ?? new Response(null, { status: 404 }) };`;
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents, resolveDir: dist }, bundle: true, format: "esm", conditions: ["workerd"], external: ["*.wasm", "cloudflare:workers"], write: false, logLevel: "silent",
  });
  return text;
}

/** Starts it; the secrets of Secrets Store that have a value are there, and the others are bound alone. */
async function serve(t, { port = 0, bindings, secrets = {}, atStart = false }) {
  const said = [];
  const worker = new Miniflare({
    port, host: "localhost", cf: false, compatibilityDate: "2026-04-20", log: new Log(LogLevel.NONE), bindings,
    handleRuntimeStdio: (out, err) => { for (const stream of [out, err]) stream.on("data", (chunk) => said.push(String(chunk))); },
    modules: [
      // Where the loader's import of the module leads to it.
      { type: "ESModule", path: `${dist}load/index.js`, contents: await script(atStart) },
      { type: "CompiledWasm", path: `${dist}edge/fc_pivot_bg.wasm` },
    ],
    modulesRoot: dist,
    secretsStoreSecrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, { store_id: "store", secret_name: name }])),
  });
  t.after(() => worker.dispose().catch(() => {}));
  try {
    await worker.ready;
  } catch (cause) {
    throw new Error(said.join(""), { cause });
  }
  for (const [name, value] of Object.entries(secrets)) {
    if (value !== undefined) await (await worker.getSecretsStoreSecretAPI(name))().create(value);
  }
  return new Person((await worker.ready).origin.replace("127.0.0.1", "localhost"));
}

describe("a Worker's settings", () => {
  let registered;
  let port;
  before(async () => {
    port = await freePort();
    registered = await registeredWith("ECDH-ES", `http://localhost:${port}`);
  });
  after(() => registered.stop());

  it("may be numbers: 300 is 300 seconds", async (t) => {
    const person = await serve(t, { port, bindings: { ...registered.settings, SESSION_TTL: 300, FC_TIMEOUT: 5000 } });
    await person.signIn("married-name");
    const { body } = await person.session();
    const left = body.expiresAt - Date.now() / 1000;
    assert.ok(left > 240 && left <= 301, String(left));
  });

  it("may be secrets of Secrets Store", async (t) => {
    const { FC_CLIENT_SECRET, SESSION_KEYS, ...bindings } = registered.settings;
    const person = await serve(t, { port, bindings, secrets: { FC_CLIENT_SECRET, SESSION_KEYS } });
    await person.signIn("married-name");
    assert.equal((await person.session()).body.identity.birthName, "KERVOALEN");
  });

  for (const [what, odd] of Object.entries({ "a boolean": true, "an object": { CANARY }, "a list": [CANARY], "half a number": 300.5 })) {
    it(`are refused by name where they are anything else: ${what}`, async (t) => {
      for (const name of ["SESSION_TTL", "FC_CLIENT_ID"]) {
        const person = await serve(t, { bindings: { ...registered.settings, [name]: odd } });
        const { status, body } = await person.session();
        assert.deepEqual([status, body.error.code], [500, "invalid_settings"]);
        assert.ok(body.error.message.includes(`${name}: expected a text, a whole number, or a secret of Secrets Store`), body.error.message);
        assert.equal(body.error.message.includes(CANARY), false);
      }
    });
  }

  it("are refused by name where Secrets Store has none", async (t) => {
    const { FC_CLIENT_SECRET, ...bindings } = registered.settings;
    const person = await serve(t, { bindings, secrets: { FC_CLIENT_SECRET: undefined } });
    const { body } = await person.session();
    assert.match(body.error.message, /FC_CLIENT_SECRET: expected a secret that Secrets Store gives/);
  });

  it("cannot be read from Secrets Store before the first request, and the start says so", async (t) => {
    const { FC_CLIENT_SECRET, ...bindings } = registered.settings;
    await assert.rejects(serve(t, { bindings, secrets: { FC_CLIENT_SECRET }, atStart: true }), /FC_CLIENT_SECRET: expected a secret that Secrets Store gives, in a request/);
    // The twin: without one it starts.
    await serve(t, { bindings: registered.settings, atStart: true });
  });
});
