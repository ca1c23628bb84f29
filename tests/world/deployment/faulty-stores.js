/**
 * Stands before the Worker's own module, in workerd: stores that fail as Cloudflare's do, and a clock that can be put forward.
 *
 * In: `POST /__test` with `{ ahead, limited, together, faults }`. Out: what `GET /__test` counts; everything else is the Worker's.
 * Never: a change to what the package does or sees, other than that.
 *
 * `limited`: KV takes one write to a key within a second, and refuses more with 429. `together`: KV answers so many reads when all of them
 * are there, so that what follows from them happens at once. `faults`: what the Durable Objects' next requests of
 * a method meet: `{ method, kind, done }`, where `done` says that the request is carried out and its answer lost. The kind `reset` ends the
 * object, as a deployment does; the others are errors as the runtime marks them. A fault with `always` stays.
 */
import { env } from "cloudflare:workers";
import worker, { SessionObject as Package } from "./index.js";

const state = { ahead: 0, limited: false, together: 0, faults: [], written: 0, refused: 0, asked: {} };

const { now } = Date;
Date.now = () => now() + state.ahead;

const kv = Object.getPrototypeOf(env.SESSIONS_KV);
const { get: read, put } = kv;
let readers = 0;
kv.get = async function together(...given) {
  const value = await read.apply(this, given);
  readers += 1;
  // Each waits by a timer of its own: a request of workerd's must not hang on what another does.
  while (readers < state.together) await scheduler.wait(5);
  return value;
};
const writtenAt = new Map();
kv.put = async function limited(key, ...rest) {
  if (state.limited && now() - (writtenAt.get(key) ?? 0) < 1000) {
    state.refused += 1;
    throw new Error("KV PUT failed: 429 Too Many Requests");
  }
  writtenAt.set(key, now());
  state.written += 1;
  return put.call(this, key, ...rest);
};

function fault(method, kinds) {
  const at = state.faults.findIndex((each) => each.method === method && kinds(each.kind));
  return at < 0 ? undefined : state.faults[at].always ? state.faults[at] : state.faults.splice(at, 1)[0];
}

const objects = Object.getPrototypeOf(env.SESSIONS_DO);
const { get } = objects;
objects.get = function faulty(id) {
  const stub = get.call(this, id);
  return {
    async fetch(url, init) {
      state.asked[init.method] = (state.asked[init.method] ?? 0) + 1;
      const met = fault(init.method, (kind) => kind !== "reset");
      if (met === undefined) return stub.fetch(url, init);
      if (met.done) await stub.fetch(url, init);
      throw Object.assign(new Error("a fault of the runtime's"), { [met.kind]: true }, met.kind === "overloaded" ? { retryable: true } : {});
    },
  };
};

export class SessionObject extends Package {
  #state;

  constructor(objectState, environment) {
    super(objectState, environment);
    this.#state = objectState;
  }

  async fetch(request) {
    const met = fault(request.method, (kind) => kind === "reset");
    if (met === undefined) return super.fetch(request);
    if (met.done) await super.fetch(request);
    await this.#state.storage.sync();
    return this.#state.abort("its code was updated");
  }
}

export default {
  async fetch(request, ...rest) {
    if (new URL(request.url).pathname !== "/__test") return worker.fetch(request, ...rest);
    if (request.method === "POST") {
      Object.assign(state, { written: 0, refused: 0, asked: {} }, await request.json());
      writtenAt.clear();
      readers = 0;
    }
    return Response.json(state);
  },
};
