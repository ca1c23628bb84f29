/** A guarded request through a gate to an application behind it: see tests/measure/bench/README.md, "gateway". */
import { createConnection } from "../lib/connection.mjs";
import { ANSWER, startGates } from "../lib/gates.mjs";
import { interleave } from "../lib/interleave.mjs";
import { figure, ratio } from "../lib/markdown.mjs";

export const title = "A guarded request through the gateway";

/** Requests of one turn, and of all turns before any is timed; how many clients wait for answers at a time. */
const COUNT = 1000;
const WARM_UP = 15_000;
const CLIENTS = 8;

const TARGETS = { "nginx, `auth_request` to the same processes": "at least 0.8", "Apache, mod_auth_openidc": "at least 1" };
const OURS = "our gateway";

export async function run({ rounds }) {
  const { gates, stop } = await startGates();
  const clients = [];
  try {
    const sides = Object.fromEntries(Object.entries(gates).map(([name, { port, cookie }]) => {
      const connections = Array.from({ length: CLIENTS }, () => createConnection(port));
      clients.push(...connections);
      return [name, (count = COUNT) => turn(name, cookie, connections, count)];
    }));
    for (const side of Object.values(sides)) await side(WARM_UP);
    const measured = await interleave(Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, () => side()])), rounds);
    const row = (name) => [name, figure(1000 / measured.median(name)), name === OURS ? "" : ratio(measured.ratio(OURS, name)), TARGETS[name] ?? ""];
    return [{
      caption: `Guarded requests, ${CLIENTS} clients at a time`,
      columns: ["gate", "per second", "ours ÷ it, per second", "target"],
      rows: Object.keys(gates).map(row),
    }];
  } finally {
    for (const client of clients) client.close();
    await stop();
  }
}

/** Milliseconds for one request, with each client sending the next as soon as it is answered. */
async function turn(name, cookie, connections, count) {
  let left = count;
  const client = async (connection) => {
    while (left-- > 0) {
      const { status, body } = await connection.get("/page", cookie);
      if (status !== 200 || body !== ANSWER) throw new Error(`${name}: ${status} ${body}`);
    }
  };
  const from = performance.now();
  await Promise.all(connections.map(client));
  return (performance.now() - from) / count;
}
