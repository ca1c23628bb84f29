/**
 * Plain workerd, started by the commands of worker/README.md from worker/workerd.capnp, without wrangler or miniflare.
 *
 * In: the settings; a folder for the sessions. Out: how to send to it as the TLS proxy would, and an end.
 * Never: another configuration or command, but for paths, the port, and the network: the provider stand-in is on loopback, which a
 * deployment may not reach.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { root } from "../../runner/checkout.mjs";

const PUBLIC_ONLY = 'allow = ["public"]';

/** `port` 0 is a free one. @returns {Promise<{ send: typeof fetch, port: number, said: string[], stop: () => Promise<void> }>} */
export async function startPlainWorkerd({ settings, sessions, port: wanted = 0 }) {
  const config = await besideTheOriginal();
  const environment = `${sessions}/.env`;
  await writeFile(environment, Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(""));
  const commands = [
    ["workerd-linux-64", `workerd-${process.platform}-${process.arch.replace("x64", "64")}`],
    ["/etc/fc-pivot.env", environment],
    ["worker/workerd.capnp", config],
    // Port 0 takes a free one; the control channel says which.
    ["=/var/lib/fc-pivot", `=${sessions} --socket-addr=http=127.0.0.1:${wanted} --control-fd=3`],
  ].reduce(replaceOnce, await commandsOfTheGuide());
  const workerd = spawn("sh", ["-ec", commands], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const ended = once(workerd, "exit");
  const stop = async () => {
    workerd.kill();
    await ended;
    await rm(config);
  };
  const said = [];
  for (const stream of [workerd.stdout, workerd.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const port = await Promise.race([portOf(workerd.stdio[3]), ended.then(() => undefined)]);
  if (port === undefined) {
    await stop();
    throw new Error(`workerd did not start: ${said.join("")}`);
  }
  return { send: (url, init) => throughProxy(port, new URL(url), init), port, said, stop };
}

/** The one block of worker/README.md that builds and serves. */
async function commandsOfTheGuide() {
  const guide = await readFile(`${root}worker/README.md`, "utf8");
  const [block] = [...guide.matchAll(/^ {3}```sh\n(.*?)^ {3}```$/gms)].map(([, text]) => text).filter((text) => text.includes("workerd serve"));
  return block;
}

function replaceOnce(text, [before, after]) {
  if (text.split(before).length !== 2) throw new Error(`not once there: ${before}`);
  return text.replace(before, after);
}

/** Paths to embed are relative to the file, so its copy stands beside it. */
async function besideTheOriginal() {
  const original = await readFile(`${root}worker/workerd.capnp`, "utf8");
  const copy = `${root}worker/dist-${process.pid}.capnp`;
  await writeFile(copy, replaceOnce(original, [PUBLIC_ONLY, 'allow = ["public", "private"]']));
  return copy;
}

async function portOf(channel) {
  for await (const line of createInterface({ input: channel })) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  return undefined;
}

/** As the proxy passes requests on: in clear, with the host that the person asked for, which `fetch` does not let be said. */
async function throughProxy(port, url, { method = "GET", headers, body } = {}) {
  const forwarded = { host: url.host, ...headers };
  const sent = request({ host: "127.0.0.1", port, method, path: `${url.pathname}${url.search}`, headers: forwarded });
  sent.end(body);
  const [answer] = await once(sent, "response");
  const received = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2) received.append(answer.rawHeaders[at], answer.rawHeaders[at + 1]);
  return new Response(await buffer(answer), { status: answer.statusCode, headers: received });
}
