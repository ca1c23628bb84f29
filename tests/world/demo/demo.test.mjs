/** `make demo`, after the build: it serves, signs in once, ends at a signal, and leaves no process behind. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Person } from "../deployment/person.mjs";
import { expectedIdentity } from "../persons/identities.mjs";
import { startRedis } from "../redis/redis.mjs";
import { friendlyPort } from "./ports.mjs";
import { start } from "./program.mjs";

const main = fileURLToPath(new URL("main.mjs", import.meta.url));
const ADDRESS = /^http:\/\/localhost:\d+$/m;

function demo(t, env) {
  const program = start(process.execPath, [main], { env: { ONCE: "", ...env } });
  t.after(() => program.destroy());
  return program;
}

/** The application behind the gateway greets whom the gateway signed in, and sees nobody else. */
async function throughTheGateway(origin) {
  const { behindTheGateway } = await (await fetch(`${origin}/api/ways`)).json();
  const person = new Person(behindTheGateway);
  assert.equal((await person.fetch("/")).status, 401);
  await person.signIn("married-name");
  const greeted = await person.fetch("/");
  assert.equal(greeted.status, 200);
  assert.match(await greeted.text(), /Bonjour, <strong id="person">KERVOALEN \(nom d’usage/);
}

describe("the demo", () => {
  for (const [end, runtime] of [["Ctrl-C", "workerd"], ["SIGTERM", "workerd"], ["Ctrl-C", "node"], ["SIGTERM", "node"]]) {
    it(`says one address, signs people in there, and ends at ${end} with all that it started (${runtime})`, async (t) => {
      const program = demo(t, { RUNTIME: runtime });
      const [origin] = await program.says(ADDRESS);
      await program.says(/press a button, of FranceConnect\+/);
      const person = new Person(origin);
      await person.signIn("married-name");
      assert.equal((await person.session()).body.identity.birthName, "KERVOALEN");
      await throughTheGateway(origin);
      assert.ok((await program.survivors()).length > 1);

      if (end === "Ctrl-C") program.interrupt();
      else program.signal(end);
      const { code, stdout } = await program.ended;
      assert.equal(code, 0);
      assert.equal(stdout.match(/http/g).length, 1);
      assert.deepEqual(await program.survivors(), []);
    });
  }

  it("serves on another port where its own is taken", async (t) => {
    const first = demo(t);
    const [one] = await first.says(ADDRESS);
    const second = demo(t);
    const [other] = await second.says(ADDRESS);
    assert.notEqual(one, other);
    assert.equal((await fetch(other)).status, 200);
    for (const program of [first, second]) {
      program.interrupt();
      assert.equal((await program.ended).code, 0);
    }
  });
});

describe("the demo with ONCE=1", () => {
  const WAYS = {
    workerd: [{}, /^/],
    "Node and a Redis of its own": [{ RUNTIME: "node" }, /in Node, with sessions in Redis/],
    "Node without Redis": [{ RUNTIME: "node", REDIS: "/no/such/redis" }, /in Node, with sessions in cookies/],
  };
  for (const [way, [env, said]] of Object.entries(WAYS)) {
    it(`prints the identity, and nothing else, on standard output (${way})`, async (t) => {
      const program = demo(t, { ONCE: "1", ...env });
      const { code, stdout, stderr } = await program.ended;
      assert.equal(code, 0, stderr);
      assert.match(stderr, said);
      const { raw, ...identity } = JSON.parse(stdout);
      const { raw: claims, ...expected } = expectedIdentity("married-name", identity);
      assert.deepEqual(identity, expected);
      assert.equal(raw.family_name, claims.family_name);
      assert.deepEqual(await program.survivors(), []);
    });
  }

  it("keeps sessions at the address of REDIS_URL", async (t) => {
    const redis = await startRedis();
    t.after(() => redis.stop());
    const program = demo(t, { ONCE: "1", RUNTIME: "node", REDIS_URL: redis.url });
    assert.equal((await program.ended).code, 0);
    assert.match(await redis.ask("KEYS", "fc-pivot:*"), /fc-pivot:/);
  });

  it("knows no other runtime", async (t) => {
    const { code, stderr } = await demo(t, { ONCE: "1", RUNTIME: "elsewhere" }).ended;
    assert.equal(code, 1);
    assert.match(stderr, /^demo: RUNTIME is workerd or node$/m);
  });

  it("says in one sentence why it cannot", async (t) => {
    const program = demo(t, { ONCE: "1", CHROMIUM: "/no/such/browser" });
    const { code, stdout, stderr } = await program.ended;
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^demo: there is no Chromium at \/no\/such\/browser; name the path of a Chromium or Chrome in CHROMIUM$/m);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(await program.survivors(), []);
  });
});

describe("friendlyPort", () => {
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    it(`takes another port where ${host} has the wanted one, and the wanted one where it is free`, async () => {
      const server = createServer().listen(0, host);
      await once(server, "listening");
      const { port } = server.address();
      assert.notEqual(await friendlyPort(port), port);
      server.close();
      await once(server, "close");
      assert.equal(await friendlyPort(port), port);
    });
  }
});
