/** pkg/guides/stores.md: its store of one's own runs in a PostgreSQL, its Redis client at a Redis. */
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { startRedis } from "../../world/redis/redis.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/stores.md");

/** A module of the guide. */
async function imported(t, code) {
  const file = fileURLToPath(new URL(`./dist-stores-${code.length}.mjs`, import.meta.url));
  await writeFile(file, code);
  t.after(() => rm(file));
  return import(file);
}

async function assertKeepsSessions(t, auth, settings = {}) {
  const registered = await registeredWith();
  t.after(() => registered.stop());
  const person = personAt(auth, { ...registered.settings, ...settings }, ORIGIN);
  await person.signIn("married-name");
  const copy = person.twin();
  assert.equal((await copy.session()).status, 200);
  await person.fetch("/auth/logout", { method: "POST", headers: { origin: ORIGIN } });
  assert.equal((await copy.session()).status, 401);
}

describe("the guide to stores", () => {
  it("has no code that is not run here", () => assert.equal(guide.count, 3));

  it("names settings that a deployment takes", async (t) => {
    const redis = await startRedis();
    const lines = guide.blocks("sh")[0].trim().split("\n").map((line) => line.split("="));
    const settings = Object.fromEntries(lines);
    assert.deepEqual(Object.keys(settings), ["SESSION_STORE", "REDIS_URL"]);
    const auth = fcPivot(QUIET);
    t.after(async () => {
      auth.close();
      await redis.stop();
    });
    await assertKeepsSessions(t, auth, { ...settings, REDIS_URL: redis.url });
  });

  it("keeps sessions by a client of one's own", async (t) => {
    const redis = await startRedis();
    process.env.REDIS_URL = redis.url;
    const { auth, close } = await imported(t, guide.blockOf("js", "// With a client of one's own\n"));
    t.after(async () => {
      delete process.env.REDIS_URL;
      close();
      await redis.stop();
    });
    t.mock.method(console, "log", () => {});
    await assertKeepsSessions(t, auth);
    assert.match(await redis.ask("KEYS", "*"), /our-service:/);
  });

  it("keeps sessions in a table of PostgreSQL", async (t) => {
    const { postgresStore } = await imported(t, guide.blockOf("js", "// A store of one's own: a table of PostgreSQL\n"));
    const database = new PGlite();
    t.after(() => database.close());
    await database.query("CREATE TABLE fc_pivot (key text PRIMARY KEY, value text NOT NULL, ends_at timestamptz NOT NULL)");
    const store = postgresStore(async (text, values) => (await database.query(text, values)).rows);
    assert.deepEqual(await Promise.all([store.once("a", 60), store.once("a", 60)]).then((all) => all.sort()), [false, true]);
    assert.equal(await store.once("b", 0), true);
    assert.equal(await store.once("b", 60), true);
    await assertKeepsSessions(t, fcPivot({ ...QUIET, store }));
  });
});
