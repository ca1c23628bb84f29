/**
 * The gateway before an application: `worker/` with the setting `UPSTREAM`, in workerd, in Node and in Bun, each as a process of its own.
 *
 * In: which of them; settings; an upstream, or a kind of one (upstreams/); what browsers call it, where a proxy stands before it. Out: persons,
 * raw requests, the upstream, an end. Never: a change of the Worker: what makes it a gateway is in its environment.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { exportJWK, generateKeyPair } from "jose";
import { BUN } from "../../world/deployment/hosts.mjs";
import { freePort, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { startPlainWorkerd } from "../worker/plain-workerd.mjs";
import { UPSTREAMS } from "./upstreams/index.mjs";

/** In Bun it is the program for Node; npm has a Bun for Linux on x64 alone. */
export const HOSTS = ["workerd", "node", ...(BUN === undefined ? [] : ["bun"])];

/** A private JWK for `GATEWAY_KEY`. */
export async function gatewayKey(kid) {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return { kty, crv, x, y, d, ...(kid && { kid }) };
}

const START = {
  async workerd({ settings, port, sessions }) {
    const { said, stop } = await startPlainWorkerd({ settings, sessions, port });
    return { said, stop };
  },
  node: ({ settings, port }) => startNodeWorker({ port, host: "127.0.0.1", settings }),
  bun: ({ settings, port }) => startNodeWorker({ port, host: "127.0.0.1", settings, runtime: BUN }),
};

export async function startGateway(
  host,
  { settings = {}, upstream: given, kind = "Node", rules = "", publicOrigin, withoutPublicOrigin = false } = {},
) {
  const port = await freePort();
  const origin = publicOrigin ?? `http://localhost:${port}`;
  const upstream = given ?? (await UPSTREAMS[kind]());
  const registered = await registeredWith("ECDH-ES", origin);
  const key = await gatewayKey();
  const sessions = await mkdtemp(`${tmpdir()}/gateway-`);
  const all = {
    ...registered.settings,
    ...(withoutPublicOrigin ? {} : { FC_PUBLIC_ORIGIN: origin }),
    UPSTREAM: upstream.origin,
    GATEWAY_KEY: JSON.stringify(key),
    ...(rules && { GATEWAY_RULES: rules }),
    ...settings,
  };
  const clean = async () => {
    await registered.stop();
    if (given === undefined) await upstream.stop();
    await rm(sessions, { recursive: true, force: true });
  };
  let process;
  try {
    process = await START[host]({ settings: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), port, sessions });
  } catch (thrown) {
    await clean();
    throw thrown;
  }
  const stage = {
    origin,
    port,
    upstream,
    key,
    settings: all,
    registered,
    said: process.said,
    newPerson: () => new Person(origin),
    /** A person who is signed in. */
    async signedIn(id = "married-name", query = "") {
      const person = stage.newPerson();
      const location = (await person.signIn(id, query)).headers.get("location");
      if (location !== "/") throw new Error(`no sign-in: ${location}`);
      return person;
    },
    /** What the upstream saw of a request. */
    async seen(person, path, init) {
      const answer = await person.fetch(path, init);
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    /**
     * Sends octets as they are; gives what comes back: the first answer, and what follows until the connection ends, or stays quiet for so long.
     * `leaves`: the connection is ended from here.
     */
    raw: (text, options) => raw(port, text, options),
    async stop() {
      await process.stop();
      await clean();
    },
  };
  return stage;
}

/** For an answer, in milliseconds. Programs beside us may be slow. */
const PATIENCE = 10_000;

/** Whether a first answer has come, as a whole. */
function isWhole(received) {
  const [, head, body] = /^((?:HTTP\/1\.1 1(?!01)\d\d.*?\r\n\r\n)*HTTP\/1\.1 .*?\r\n\r\n)(.*)/s.exec(received) ?? [];
  if (head === undefined) return false;
  const [, length] = /^content-length: (\d+)\r$/im.exec(head) ?? [];
  if (length !== undefined) return body.length >= Number(length);
  return !/^transfer-encoding: chunked\r$/im.test(head) || body.includes("0\r\n\r\n");
}

async function raw(port, text, { quiet = 700, parts = [], leaves = false } = {}) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  let received = "";
  let last = Date.now();
  socket.setEncoding("latin1").on("data", (chunk) => { received += chunk; last = Date.now(); });
  socket.write(text, "latin1");
  for (const part of parts) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    socket.write(part, "latin1");
  }
  if (leaves) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    socket.destroy();
  }
  const silence = () => Date.now() - last;
  while (!socket.destroyed && silence() < (isWhole(received) ? quiet : PATIENCE)) await new Promise((resolve) => { setTimeout(resolve, 20); });
  socket.destroy();
  const heads = [...received.matchAll(/HTTP\/1\.1 (\d{3})\b/g)].map(([, status]) => Number(status));
  return { received, status: heads.find((status) => status !== 100), heads, code: /"code":"(\w+)"/.exec(received)?.[1] };
}
