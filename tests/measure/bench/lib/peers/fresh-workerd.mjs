/**
 * A Worker in a workerd of its own that has just started: the npm package's binary, set up as worker/workerd.capnp does it.
 *
 * In: a bundled Worker, its settings. Out: how long the process took until it listened, how to ask it, and its end.
 * Never: a second Worker in the process; a fixed port; a process that outlives this one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";

const binary = createRequire(import.meta.url).resolve(`@cloudflare/workerd-${process.platform}-${process.arch.replace("x64", "64")}/bin/workerd`);
const SETTINGS = ["FC_ISSUER", "FC_CLIENT_ID", "FC_CLIENT_SECRET", "FC_DECRYPTION_KEYS", "SESSION_KEYS"];

const configuration = (hasWasm, v8Flags) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (forwardedProtoHeader = "X-Forwarded-Proto"), service = "worker")],
  v8Flags = ${JSON.stringify(v8Flags)},
);
const worker :Workerd.Worker = (
  compatibilityDate = "2026-04-20",
  modules = [
    (name = "worker/index.js", esModule = embed "index.js"),
    ${hasWasm ? '(name = "edge/fc_pivot_bg.wasm", wasm = embed "edge.wasm"),' : ""}
  ],
  bindings = [${SETTINGS.map((name) => `(name = "${name}", fromEnvironment = "${name}")`).join(", ")}],
);
`;

/** The files of a Worker, to be started any number of times, with flags of V8's; `remove` takes them away. */
export async function lay({ script, wasm }, v8Flags = []) {
  const folder = await mkdtemp(`${tmpdir()}/bench-`);
  await writeFile(`${folder}/index.js`, script);
  if (wasm !== undefined) await writeFile(`${folder}/edge.wasm`, wasm);
  await writeFile(`${folder}/config.capnp`, configuration(wasm !== undefined, v8Flags));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** @returns {Promise<{ started: number, get: (path: string, cookie?: string) => Promise<{ headers: object, milliseconds: number }>, stop: () => Promise<void> }>} */
export async function startFresh({ folder }, settings) {
  const from = performance.now();
  const workerd = spawn(binary, ["serve", `${folder}/config.capnp`, "--control-fd=3"], { env: settings, stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const kill = () => workerd.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(workerd, "exit");
  const said = [];
  workerd.stderr.on("data", (chunk) => said.push(String(chunk)));
  const port = await Promise.race([portOf(workerd.stdio[3]), ended.then(() => undefined)]);
  const started = performance.now() - from;
  const stop = async () => {
    kill();
    await ended;
    process.off("exit", kill);
  };
  if (port === undefined) throw new Error(`workerd did not start: ${said.join("")}`);
  return { started, get: (path, cookie) => ask(port, path, cookie), stop };
}

async function portOf(channel) {
  for await (const line of createInterface({ input: channel })) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  return undefined;
}

/** As the proxy passes requests on: as of an origin with TLS. */
async function ask(port, path, cookie) {
  const from = performance.now();
  const headers = { host: "service.example", "x-forwarded-proto": "https", ...(cookie && { cookie }) };
  const sent = request({ host: "127.0.0.1", port, path, headers, agent: false }).end();
  const [answer] = await once(sent, "response");
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString(), milliseconds: performance.now() - from };
}
