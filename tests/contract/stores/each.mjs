/**
 * Each kind of store on the server, as an application uses it.
 *
 * In: nothing. Out: for each kind its settings and options for `fcPivot`, the store itself, an end. Never: a store of our own where the real one
 * runs here.
 */
import { createClient } from "redis";
import { Redis } from "ioredis";
import { durableObjectStore, kvStore } from "fc-pivot/cloudflare";
import { redisStore } from "fc-pivot/redis";
import { storesOfTheWorker } from "../../world/deployment/index.mjs";
import { startRedis } from "../../world/redis/redis.mjs";

/** The least that a `Store` is: what a reader of the interface would write. */
export function inMemory() {
  const values = new Map();
  const get = (key) => {
    const kept = values.get(key);
    return kept !== undefined && Date.now() < kept.endsAt ? kept.value : null;
  };
  const put = (key, value, seconds) => void values.set(key, { value, endsAt: Date.now() + seconds * 1000 });
  return {
    get: async (key) => get(key),
    put: async (...all) => put(...all),
    delete: async (key) => void values.delete(key),
    // Between the look and the write nobody comes in.
    async once(key, seconds) {
      if (get(key) !== null) return false;
      put(key, "used", seconds);
      return true;
    },
  };
}

export async function eachStore() {
  const worker = await storesOfTheWorker();
  const redis = await startRedis({ password: "of-this-test-alone", db: 3 });
  const nodeRedis = await createClient({ url: redis.url }).on("error", () => {}).connect();
  const ioRedis = new Redis(redis.url);
  ioRedis.on("error", () => {});
  const option = (store) => ({ settings: {}, options: { store }, store });
  return {
    redis,
    kinds: {
      kv: { settings: { SESSION_STORE: "kv", ...worker.bindings }, options: {}, store: kvStore(worker.bindings.SESSIONS_KV) },
      "durable-object": { settings: { SESSION_STORE: "durable-object", ...worker.bindings }, options: {}, store: durableObjectStore(worker.bindings.SESSIONS_DO) },
      redis: { settings: { SESSION_STORE: "redis", REDIS_URL: redis.url }, options: {}, store: redisStore(nodeRedis, { prefix: "tests:" }) },
      "redisStore(node-redis)": option(redisStore(nodeRedis)),
      "redisStore(ioredis)": option(redisStore(ioRedis, { prefix: "app:" })),
      "a store of one's own": option(inMemory()),
    },
    async stop() {
      nodeRedis.destroy();
      ioRedis.disconnect();
      await redis.stop();
      await worker.stop();
    },
  };
}

export const KINDS = ["kv", "durable-object", "redis", "redisStore(node-redis)", "redisStore(ioredis)", "a store of one's own"];
