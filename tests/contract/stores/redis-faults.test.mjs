/** Redis is stopped, started, made slow, emptied, and drops its connections, while people are signed in. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { redisStore } from "fc-pivot/redis";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { startRedis } from "../../world/redis/redis.mjs";

const PASSWORD = "of-this-test-alone";
/** Twice the bound of one command, and what a busy machine adds. */
const BOUNDED_MILLISECONDS = 10_000;

const clients = {
  "SESSION_STORE=redis": async () => ({ options: {}, end() {} }),
  "redisStore(node-redis)": async (url) => {
    const client = await createClient({ url, disableOfflineQueue: true }).on("error", () => {}).connect();
    return { options: { store: redisStore(client) }, end: () => client.destroy() };
  },
  "redisStore(ioredis)": async (url) => {
    const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    await once(client, "ready");
    client.on("error", () => {});
    return { options: { store: redisStore(client) }, end: () => client.disconnect() };
  },
};

for (const [kind, clientOf] of Object.entries(clients)) {
  describe(`a Redis in trouble, ${kind}`, () => {
    let registered;
    let redis;
    let client;
    let auth;
    let person;
    const events = [];

    before(async () => {
      registered = await registeredWith();
      redis = await startRedis({ password: PASSWORD, db: 2 });
      client = await clientOf(redis.url);
      const named = client.options.store === undefined ? { SESSION_STORE: "redis", REDIS_URL: redis.url } : {};
      auth = fcPivot({ ...QUIET, onEvent: (event) => events.push(event), ...client.options });
      person = personAt(auth, { ...registered.settings, ...named }, ORIGIN);
    });
    after(async () => {
      client?.end();
      auth?.close();
      await redis?.stop();
      await registered?.stop();
    });

    const assertUnavailable = async () => {
      const began = Date.now();
      const { status, body } = await person.session();
      assert.deepEqual([status, body.error?.code], [503, "store_unavailable"]);
      assert.ok(Date.now() - began < BOUNDED_MILLISECONDS);
    };
    /** Clients come back by themselves, each in its own time. */
    const statusOnceBack = async () => {
      let status;
      for (let tries = 0; tries < 20; tries += 1) {
        ({ status } = await person.session());
        if (status !== 503) break;
      }
      return status;
    };

    it("keeps a person signed in where only its connections were dropped", async () => {
      await person.signIn("married-name");
      assert.equal((await person.session()).status, 200);
      await redis.disconnect();
      assert.equal((await person.session()).status, 200);
    });

    it("says so in bounded time while it does not answer, and goes on afterwards", async () => {
      await redis.pause(6000);
      await assertUnavailable();
      assert.equal(await statusOnceBack(), 200);
    });

    it("signs everybody out where it was emptied", async () => {
      await redis.empty();
      assert.equal((await person.session()).status, 401);
      await person.signIn("married-name");
      assert.equal((await person.session()).status, 200);
    });

    it("says so while it is gone, refuses sign-ins without losing the login, and serves again once it is back", async () => {
      const callback = await person.goToProvider("born-abroad");
      await redis.stop();
      await assertUnavailable();
      assert.match((await person.fetch(callback)).headers.get("location"), /auth_error=store_unavailable/);
      await redis.start();
      assert.equal(await statusOnceBack(), 401);
      assert.equal((await person.fetch(callback)).headers.get("location"), "/");
      assert.equal((await person.session()).status, 200);
    });

    it("holds hashed names, sealed values, and no value without an end", async () => {
      const names = (await redis.ask("KEYS", "*")).split("\r\n").filter((line) => line.startsWith("fc-pivot:"));
      assert.ok(names.length > 0);
      for (const name of names) {
        assert.match(name, /^fc-pivot:(login|session|subject|person):[\w-]{43}$/);
        const left = Number((await redis.ask("TTL", name)).split("\r\n").at(-2).slice(1));
        assert.ok(left > 0 && left <= 43_200, `${left}`);
        assert.doesNotMatch(await redis.ask("GET", name), /KERVOALEN|birth|eidas/i);
      }
    });

    it("N70: never shows its password", () => {
      assert.ok(events.some(({ outcome }) => outcome === "store_unavailable"));
      assert.doesNotMatch(JSON.stringify(events), new RegExp(PASSWORD));
    });
  });
}
