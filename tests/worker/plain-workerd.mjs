/**
 * Plain workerd, started from worker/workerd.capnp as the deployer's guide says, without wrangler or miniflare.
 *
 * In: the settings, as environment; a folder for the sessions. Out: how to send to it as the TLS proxy would, and an end.
 * Never: another configuration, but for the network: the provider stand-in is on loopback, where a deployment may not reach.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const PUBLIC_ONLY = 'allow = ["public"]';

/** @returns {Promise<{ send: typeof fetch, stop: () => Promise<void> }>} */
export async function startPlainWorkerd({ settings, sessions }) {
  const config = await besideTheOriginal();
  const directories = [`--directory-path=sessions=${sessions}`, `--directory-path=page=${root}www/dist`];
  // Port 0 takes a free one; the control channel says which.
  const flags = ["serve", config, ...directories, "--socket-addr=http=127.0.0.1:0", "--control-fd=3"];
  const workerd = spawn(`${root}node_modules/.bin/workerd`, flags, {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const ended = once(workerd, "exit");
  const stop = async () => {
    workerd.kill();
    await ended;
    await rm(config);
  };
  const said = [];
  workerd.stderr.on("data", (chunk) => said.push(String(chunk)));
  const port = await Promise.race([portOf(workerd.stdio[3]), ended.then(() => undefined)]);
  if (port === undefined) {
    await rm(config);
    throw new Error(`workerd did not start: ${said.join("")}`);
  }
  return { send: (url, init) => throughProxy(port, new URL(url), init), stop };
}

/** Paths to embed are relative to the file, so its copy stands beside it. */
async function besideTheOriginal() {
  const original = await readFile(`${root}worker/workerd.capnp`, "utf8");
  if (original.split(PUBLIC_ONLY).length !== 2) throw new Error("the configuration names its network otherwise");
  const copy = `${root}worker/dist-${process.pid}.capnp`;
  await writeFile(copy, original.replace(PUBLIC_ONLY, 'allow = ["public", "private"]'));
  return copy;
}

async function portOf(channel) {
  for await (const line of createInterface({ input: channel })) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  return undefined;
}

/** As the proxy passes requests on: with the host that the person asked for, which `fetch` does not let be said, and how. */
async function throughProxy(port, url, { method = "GET", headers, body } = {}) {
  const forwarded = { ...headers, host: url.host, "x-forwarded-proto": url.protocol.slice(0, -1) };
  const sent = request({ host: "127.0.0.1", port, method, path: `${url.pathname}${url.search}`, headers: forwarded });
  sent.end(body);
  const [answer] = await once(sent, "response");
  const received = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2) received.append(answer.rawHeaders[at], answer.rawHeaders[at + 1]);
  return new Response(await buffer(answer), { status: answer.statusCode, headers: received });
}
