/**
 * In front of the Worker as it is built: sessions of other people, straight into its store.
 *
 * In: POST /fill/STORE/COUNT. Out: 204; for every other request, the Worker's answer. Never: a session that anybody could open: what counts
 * here is that it lies there, under a key and with a length such as the Worker's own.
 */
import worker, { SessionObject } from "./index.js";

export { SessionObject };

const SECONDS = 1800;
const VALUE = "x".repeat(2048);

/** As `put` of pkg/src/worker/stores/stores.ts does it. */
const PUT = {
  kv: (environment, key) => environment.SESSIONS_KV.put(key, VALUE, { expirationTtl: SECONDS }),
  "durable-object": (environment, key) => {
    const { SESSIONS_DO: namespace } = environment;
    return namespace.get(namespace.idFromName(key)).fetch("https://session-object/", { method: "PUT", body: JSON.stringify({ value: VALUE, seconds: SECONDS }) });
  },
};

const key = () => `session:${crypto.randomUUID()}${crypto.randomUUID()}`.slice(0, 51);

export default {
  async fetch(request, environment, context) {
    const [, route, store, count] = new URL(request.url).pathname.split("/");
    if (route !== "fill") return worker.fetch(request, environment, context);
    await Promise.all(Array.from({ length: Number(count) }, () => PUT[store](environment, key())));
    return new Response(null, { status: 204 });
  },
};
