/** The Worker on plain workerd, as worker/README.md sets it up: behind a TLS proxy, settings from the environment, sessions on disk. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { Person } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { startPlainWorkerd } from "./plain-workerd.mjs";

describe("plain workerd", () => {
  let registered;
  let sessions;
  before(async () => {
    registered = await registeredWith();
    sessions = await mkdtemp(`${tmpdir()}/sessions-`);
  });
  after(async () => {
    await registered.stop();
    await rm(sessions, { recursive: true });
  });

  async function start(t, settings) {
    const workerd = await startPlainWorkerd({ settings: { ...registered.settings, FC_PUBLIC_ORIGIN: ORIGIN, ...settings }, sessions });
    t.after(() => workerd.stop());
    return workerd;
  }

  for (const store of ["cookie", "durable-object"]) {
    it(`signs in, admits and signs out with SESSION_STORE=${store}`, async (t) => {
      const { send } = await start(t, { SESSION_STORE: store });
      const person = new Person(ORIGIN, send);
      assert.equal((await person.session()).status, 401);
      assert.equal((await person.signIn("married-name")).headers.get("location"), "/");
      assert.equal((await person.session()).body.identity.birthName, "KERVOALEN");
      assert.equal((await person.fetch("/api/permits")).status, 200);
      // N74: no header makes another origin ours.
      const forged = { host: "evil.example", "x-forwarded-proto": "http", "x-forwarded-host": "evil.example", forwarded: "host=evil.example;proto=http" };
      for (const origin of ["http://service.example", "http://evil.example"]) {
        assert.equal((await person.fetch("/auth/logout", { method: "POST", headers: { ...forged, origin } })).status, 403);
      }
      const copy = person.twin();
      await person.signOut();
      assert.equal((await person.session()).status, 401);
      assert.equal((await copy.session()).status, store === "cookie" ? 200 : 401);
    });
  }

  it("keeps sessions on disk, sealed, over a restart", async (t) => {
    const first = await startPlainWorkerd({ settings: { ...registered.settings, FC_PUBLIC_ORIGIN: ORIGIN, SESSION_STORE: "durable-object" }, sessions });
    const before = new Person(ORIGIN, first.send);
    await before.signIn("married-name");
    await first.stop();
    const [folder] = (await readdir(sessions)).filter((name) => name !== ".env");
    const files = (await readdir(`${sessions}/${folder}`)).filter((name) => /\.sqlite(-wal)?$/.test(name));
    assert.ok(files.length > 0);
    for (const name of files) assert.ok(!(await readFile(`${sessions}/${folder}/${name}`)).includes("KERVOALEN"), name);

    const second = await start(t, { SESSION_STORE: "durable-object" });
    const later = new Person(ORIGIN, (url, init) => second.send(url, { ...init, headers: { ...init.headers, cookie: before.cookieHeader() } }));
    assert.equal((await later.session()).body.identity.birthName, "KERVOALEN");
  });

  it("does not start without a secret, and names it", async () => {
    const { FC_CLIENT_SECRET, ...settings } = registered.settings;
    await assert.rejects(startPlainWorkerd({ settings, sessions }), /a setting is missing or malformed: FC_CLIENT_SECRET/);
  });

  it("has every setting that the Worker reads", async () => {
    const source = await readFile(new URL("../../../src/worker/settings.rs", import.meta.url), "utf8");
    const read = new Set([...source.matchAll(/get\("([A-Z_]+)"\)/g)].map(([, name]) => name));
    const [, gateways] = /const NAMES = \[(.*?)\]/s.exec(await readFile(new URL("../../../pkg/src/gateway/settings.ts", import.meta.url), "utf8"));
    for (const name of gateways.match(/[A-Z_]+/g)) read.add(name);
    const config = await readFile(new URL("../../../worker/workerd.capnp", import.meta.url), "utf8");
    const bound = [...config.matchAll(/\(name = "([A-Z_]+)", fromEnvironment = "\1"\)/g)].map(([, name]) => name);
    assert.deepEqual(bound.sort(), [...read].sort());
  });
});
