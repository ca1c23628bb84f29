// `SESSION_STORE=redis` in Node, Deno and Bun: a client of the program's own package, made of `REDIS_URL`.
// Comes in: the environment with `REDIS_URL`. Goes out: a store that connects at the first use; one for an address, whoever asks. Never: the address, which may hold a
// password, in an error.

import { FcPivotError } from "../../shared/errors.js";
import { REDIS_MILLISECONDS } from "../../shared/limits.js";
import { orTimeout } from "../../shared/time-out.js";
import { type IoRedisClient, type NodeRedisClient, redisStore } from "./redis.js";
import type { HeldStore, Store } from "./store.js";

const known = new Map<string, HeldStore>();

/** The store at `REDIS_URL`. Throws `invalid_settings` where that is no address, or the program has no client. */
export async function sharedStore(environment: { readonly REDIS_URL?: unknown }): Promise<HeldStore> {
  const { REDIS_URL: url } = environment;
  if (typeof url !== "string" || !/^rediss?:\/\/./.test(url)) {
    throw new FcPivotError("invalid_settings", "REDIS_URL: expected redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], or rediss://");
  }
  const connect = await client();
  const made = known.get(url) ?? connecting(() => connect(url));
  known.set(url, made);
  return made;
}

/** Connects at the first use, and again where that failed or the connection was closed. */
function connecting(connect: () => Promise<Connection>): HeldStore {
  let connected: Promise<{ readonly store: Store; readonly end: () => void }> | undefined;
  const open = () => {
    const opening = connect().then(({ client, end }) => ({ store: redisStore(client), end }));
    opening.catch(() => {
      if (connected === opening) connected = undefined;
    });
    return opening;
  };
  const store = async (): Promise<Store> => (await (connected ??= open())).store;
  return {
    get: async (key) => (await store()).get(key),
    put: async (key, value, seconds) => (await store()).put(key, value, seconds),
    delete: async (key) => (await store()).delete(key),
    once: async (key, seconds) => (await store()).once(key, seconds),
    close() {
      void connected?.then(({ end }) => end()).catch(ignore);
      connected = undefined;
    },
  };
}

/** A client that was made here. */
interface Connection {
  readonly client: NodeRedisClient | IoRedisClient;
  readonly end: () => void;
}

/** What is used of node-redis and of ioredis here. Both reconnect by themselves. */
interface Emitter {
  on(event: "error", listener: () => void): unknown;
}
interface NodeRedis {
  createClient(options: object): NodeRedisClient & Emitter & { connect(): Promise<unknown>; destroy(): void };
}
interface IoRedis {
  readonly default: new (url: string, options: object) => IoRedisClient & Emitter & { disconnect(): void };
}

/** The names stand in variables, so that bundlers do not look for a package that a program may not have. */
const [NODE_REDIS, IO_REDIS] = ["redis", "ioredis"];

/** The program's client: node-redis, or else ioredis. */
async function client(): Promise<(url: string) => Promise<Connection>> {
  const redis = (await imported(NODE_REDIS)) as NodeRedis | undefined;
  if (redis !== undefined) {
    return async (url) => {
      const client = redis.createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: REDIS_MILLISECONDS } });
      client.on("error", ignore);
      // Where the server is gone, this would try without end: the client goes on, and its commands fail until it is there.
      await orTimeout(REDIS_MILLISECONDS, client.connect());
      return { client, end: () => client.destroy() };
    };
  }
  const ioredis = (await imported(IO_REDIS)) as IoRedis | undefined;
  if (ioredis === undefined) throw new FcPivotError("invalid_settings", "SESSION_STORE: redis needs the package redis or ioredis");
  return async (url) => {
    const client = new ioredis.default(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: REDIS_MILLISECONDS });
    client.on("error", ignore);
    return { client, end: () => client.disconnect() };
  };
}

/** Whoever uses the store hears of its failures. Without a listener they would end the process. */
const ignore = (): void => {};

/** A package of the program's; `undefined` where it is not installed. */
async function imported(name: string | undefined): Promise<unknown> {
  try {
    return await import(/* webpackIgnore: true */ name ?? "");
  } catch {
    return undefined;
  }
}
