// `fc-pivot/redis`: Redis and Valkey as a store.
// Comes in: a client of node-redis or ioredis. Goes out: a `Store`. Never: a wait beyond its bound; a value past its end, which the server itself
// takes away; a deleted value that comes back.

import { FcPivotError } from "../../shared/errors.js";
import { DELETED_SECONDS, REDIS_MILLISECONDS, REDIS_PAUSES_MILLISECONDS } from "../../shared/limits.js";
import { orTimeout } from "../../shared/time-out.js";
import type { Store } from "./store.js";

export type { Store } from "./store.js";

/** A client of node-redis (`createClient` and the like, connected), as far as it is used here. */
export interface NodeRedisClient {
  /** Sends a command, word by word, and gives the answer. */
  sendCommand(words: string[]): Promise<unknown>;
}

/** A client of ioredis, as far as it is used here. */
export interface IoRedisClient {
  /** Sends a command, word by word, and gives the answer. */
  call(command: string, ...words: string[]): Promise<unknown>;
}

/** Options of {@link redisStore}. */
export interface RedisOptions {
  /** What the names of all keys begin with. Default `fc-pivot:`. */
  prefix?: string | undefined;
}

/** What stands in place of a deleted value, so that a renewal under way does not bring it back. No sealed value is empty. */
const DELETED = "";

/** Writes unless the value was deleted a moment ago. Redis runs a script as one step. */
const PUT = "if redis.call('GET', KEYS[1]) ~= '' then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end return 1";

/**
 * Redis or Valkey as a store, by a client that is connected and keeps itself so. The server needs `GET`, `SET` and `EVAL`.
 *
 * Make the client without an offline queue (node-redis `disableOfflineQueue: true`, ioredis `enableOfflineQueue: false`). Else it does later what
 * this store has given up on: a login whose callback failed meanwhile is then used up.
 */
export function redisStore(client: NodeRedisClient | IoRedisClient, { prefix = "fc-pivot:" }: RedisOptions = {}): Store {
  const send = sender(client);
  const seconds = (value: number): string => String(Math.max(1, Math.ceil(value)));
  const get = async (key: string): Promise<string | null> => textOf(await send("GET", prefix + key));
  return {
    get: async (key) => (await get(key)) || null,
    async put(key, value, life) {
      await send("EVAL", PUT, "1", prefix + key, value, seconds(life));
    },
    async delete(key) {
      // Nothing is written for a ticket that was never one of ours.
      await send("SET", prefix + key, DELETED, "XX", "EX", seconds(DELETED_SECONDS));
    },
    async once(key, life) {
      // The server recognises its first caller, which may have to ask twice.
      const caller = crypto.randomUUID();
      const taken = await send("SET", prefix + key, caller, "NX", "EX", seconds(life));
      return taken !== null || (await get(key)) === caller;
    },
  };
}

/** Sends a command, and again where the connection was lost, which the client makes anew. */
function sender(client: NodeRedisClient | IoRedisClient): (...words: string[]) => Promise<unknown> {
  const attempt = async (words: string[]): Promise<unknown> => {
    const [command = "", ...rest] = words;
    const answer = await orTimeout(REDIS_MILLISECONDS, "call" in client ? client.call(command, ...rest) : client.sendCommand(words));
    // A second wait would be as long as the first.
    if (answer === undefined) throw new FcPivotError("store_unavailable");
    return answer.value;
  };
  return async (...words) => {
    for (const pause of REDIS_PAUSES_MILLISECONDS) {
      try {
        return await attempt(words);
      } catch (thrown) {
        if (thrown instanceof FcPivotError || isRefusal(thrown)) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return attempt(words);
  };
}

/** Whether the server itself refused: its answers begin with a word in capitals, such as `NOAUTH`. Asking again changes nothing. */
const isRefusal = (thrown: unknown): boolean => thrown instanceof Error && /^[A-Z]{3,}\b/.test(thrown.message);

/** A text, or none; clients may be set to give octets. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : new TextDecoder().decode(value as Uint8Array);
}
