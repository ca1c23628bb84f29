/**
 * Workers of the benchmark on plain workerd: the npm package's binary, without wrangler or miniflare.
 *
 * In: Workers: an entry file, bindings, and which other Worker their `fetch` goes to. Out: the port of each, the process, and an end.
 * Never: a fixed port, a request beyond loopback, a process that outlives this one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const binary = createRequire(import.meta.url).resolve(`@cloudflare/workerd-${process.platform}-${process.arch.replace("x64", "64")}/bin/workerd`);
const wasm = fileURLToPath(new URL("../../../../pkg/dist/edge/fc_pivot_bg.wasm", import.meta.url));
const DATE = "2026-04-20";

/**
 * @param {Record<string, { entry: URL, bindings?: Record<string, string>, upstream?: string }>} workers
 * @returns {Promise<{ ports: Record<string, number>, pid: number, stop: () => Promise<void> }>}
 */
export async function startWorkerd(workers) {
  const folder = await mkdtemp(`${tmpdir()}/bench-`);
  await copyFile(wasm, `${folder}/edge.wasm`);
  for (const [name, { entry }] of Object.entries(workers)) await bundle(entry, `${folder}/${name}.js`);
  await writeFile(`${folder}/config.capnp`, configuration(workers));

  const workerd = spawn(binary, ["serve", `${folder}/config.capnp`, "--control-fd=3"], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const kill = () => workerd.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(workerd, "exit");
  const said = [];
  workerd.stderr.on("data", (chunk) => said.push(String(chunk)));
  const stop = async () => {
    kill();
    await ended;
    process.off("exit", kill);
    await rm(folder, { recursive: true });
  };
  const ports = await Promise.race([listening(workerd.stdio[3], Object.keys(workers).length), ended.then(() => undefined)]);
  if (ports === undefined) {
    await stop();
    throw new Error(`workerd did not start: ${said.join("")}`);
  }
  return { ports, pid: workerd.pid, said, stop };
}

/** One file, as a bundler for Workers makes it; the Wasm stays beside it. */
export const bundle = (entry, outfile) => build({
  entryPoints: [fileURLToPath(entry)], outfile, bundle: true, format: "esm", target: "es2022", conditions: ["workerd"], logLevel: "warning",
  external: ["cloudflare:workers", "*.wasm"],
});

function configuration(workers) {
  const text = (value) => JSON.stringify(value);
  const service = ([name, { bindings = {}, upstream }]) => `(name = ${text(name)}, worker = (
      compatibilityDate = ${text(DATE)},
      modules = [(name = "worker/index.js", esModule = embed "${name}.js"), (name = "edge/fc_pivot_bg.wasm", wasm = embed "edge.wasm")],
      bindings = [${Object.entries(bindings).map(([key, value]) => `(name = ${text(key)}, text = ${text(value)})`).join(", ")}],
      ${upstream === undefined ? "" : `globalOutbound = ${text(upstream)},`}
    ))`;
  const socket = (name) => `(name = ${text(name)}, address = "127.0.0.1:0", http = (), service = ${text(name)})`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${Object.entries(workers).map(service).join(",\n    ")}],
  sockets = [${Object.keys(workers).map(socket).join(", ")}],
);
`;
}

async function listening(channel, count) {
  const ports = {};
  for await (const line of createInterface({ input: channel })) {
    const { event, socket, port } = JSON.parse(line);
    if (event === "listen") ports[socket] = port;
    if (Object.keys(ports).length === count) return ports;
  }
  return undefined;
}
