/**
 * The gateway before an application: `worker/` with the setting `UPSTREAM`, in workerd and in Node, each as a process of its own.
 *
 * In: which of the two; settings; an upstream, or none for the one of upstream.mjs; what browsers call it, where a proxy stands before it. Out:
 * persons, raw requests, the upstream, an end. Never: a change of the Worker: what makes it a gateway is in its environment.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { exportJWK, generateKeyPair } from "jose";
import { freePort, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { startPlainWorkerd } from "../worker/plain-workerd.mjs";
import { startUpstream } from "./upstream.mjs";

export const HOSTS = ["workerd", "node"];

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
};

export async function startGateway(host, { settings = {}, upstream: given, rules = "", publicOrigin, withoutPublicOrigin = false } = {}) {
  const port = await freePort();
  const origin = publicOrigin ?? `http://localhost:${port}`;
  const upstream = given ?? (await startUpstream());
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
    /** Sends octets as they are; gives all that comes back until the connection ends, or stays quiet for so long. */
    raw: (text, options) => raw(port, text, options),
    async stop() {
      await process.stop();
      await clean();
    },
  };
  return stage;
}

async function raw(port, text, { quiet = 700, parts = [] } = {}) {
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
  while (!socket.destroyed && Date.now() - last < quiet) await new Promise((resolve) => { setTimeout(resolve, 20); });
  socket.destroy();
  const heads = [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  return { received, status: heads.find((status) => status !== 100), heads, code: /"code":"(\w+)"/.exec(received)?.[1] };
}
