/**
 * The Worker as built (`worker/dist`), in workerd.
 *
 * In: its settings, a port. Out: its origin, and a way to stop it. Never: a mock; what runs here is what is deployed.
 */
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Log, LogLevel, Miniflare } from "miniflare";

const dist = fileURLToPath(new URL("../../../worker/dist/", import.meta.url));
const demo = fileURLToPath(new URL("../../../www/dist/", import.meta.url));

const STORES = {
  kvNamespaces: ["SESSIONS_KV"],
  durableObjects: { SESSIONS_DO: { className: "SessionObject", useSQLite: true } },
};

/**
 * Starts the Worker that was built into `built`, with the files of `page` behind it, over `https` under a certificate of miniflare's own; a
 * failure to start is thrown, with what workerd said.
 *
 * `inMemory` keeps Durable Objects there: thousands of them would wait for the disk thousands of times.
 *
 * `before` are more modules, by name, for a test to reach into the isolate with: the first is the entry, and imports "./index.js".
 */
export async function startWorker(options) {
  const said = [];
  const worker = new Miniflare({
    ...(await optionsOf(options)),
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (out, err) => {
      for (const stream of [out, err]) stream.on("data", (chunk) => said.push(String(chunk)));
    },
  });
  try {
    const { port } = await worker.ready;
    return { origin: `${options.https ? "https" : "http"}://localhost:${port}`, said, stop: () => worker.dispose() };
  } catch (thrown) {
    await worker.dispose().catch(() => {});
    throw new Error(`the Worker did not start: ${said.join("")}`, { cause: thrown });
  }
}

/** What miniflare is told of it, in the form of its version 4. */
export async function optionsOf({ port = 0, host = "localhost", https = false, settings, page = demo, built = dist, before = {}, inMemory = false }) {
  return {
    host,
    port,
    https,
    modules: await modulesOf(built, before),
    compatibilityDate: "2026-04-20",
    bindings: settings,
    ...STORES,
    unsafeEphemeralDurableObjects: inMemory,
    cf: false,
    // As in worker/wrangler.jsonc.
    assets: {
      directory: page,
      binding: "ASSETS",
      assetConfig: { not_found_handling: "single-page-application" },
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
  };
}

/** The Worker's KV namespace and Durable Objects alone, in workerd, for a handler that runs in this process. */
export async function storesOfTheWorker() {
  const worker = new Miniflare({
    log: new Log(LogLevel.NONE),
    modulesRoot: inPackage("."),
    modules: sessionObjectAlone(),
    compatibilityDate: "2026-04-20",
    cf: false,
    ...STORES,
  });
  const bindings = {
    SESSIONS_KV: await worker.getKVNamespace("SESSIONS_KV"),
    SESSIONS_DO: await worker.getDurableObjectNamespace("SESSIONS_DO"),
  };
  return { bindings, stop: () => worker.dispose() };
}

/** The package's class as it is built, without the Wasm that would want settings. */
function sessionObjectAlone() {
  const contents = `export { SessionObject } from "./worker/stores/session-object.js";
export default { fetch: () => new Response(null, { status: 404 }) };`;
  const module = (path) => ({ type: "ESModule", path: inPackage(path) });
  return [{ ...module("stores.js"), contents }, module("worker/stores/session-object.js"), module("shared/limits.js")];
}

/** A file of the built package. */
const inPackage = (path) => fileURLToPath(new URL(`../../../pkg/dist/${path}`, import.meta.url));

/** A built Worker's modules, as miniflare takes them. */
export async function modulesOf(folder = dist, before = {}) {
  const names = await readdir(folder);
  const wasm = names.filter((name) => name.endsWith(".wasm")).map((name) => ({ type: "CompiledWasm", path: `${folder}${name}` }));
  const added = Object.entries(before).map(([name, contents]) => ({ type: "ESModule", path: `${folder}${name}`, contents }));
  return [...added, { type: "ESModule", path: `${folder}index.js` }, ...wasm];
}
