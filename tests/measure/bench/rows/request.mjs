/**
 * An authenticated request at the edge: ours, the same application with `jose`, the sessions of whole products, and a route that asks for no
 * session: see tests/measure/bench/README.md, "request".
 */
import { createConnection } from "../lib/connection.mjs";
import { workedFor } from "../lib/cpu.mjs";
import { interleave } from "../lib/interleave.mjs";
import { figure, ratio } from "../lib/markdown.mjs";
import { SUB } from "../lib/provider.mjs";
import { APPLICATIONS, PRODUCTS, startSite } from "../lib/site.mjs";

export const title = "An authenticated request at the edge";

/** Requests of one turn, and of all turns before any is timed; how many clients wait for answers at a time. */
const COUNT = 600;
const WARM_UP = 3000;
const CLIENTS = 4;

const HOLDER = JSON.stringify({ holder: SUB });
const ANYBODY = JSON.stringify({ holder: "anybody" });

export async function run({ rounds }) {
  const site = await startSite(undefined, Object.keys(PRODUCTS));
  const clients = [];
  try {
    const routes = {};
    for (const name of APPLICATIONS) {
      const { session: cookie } = await site.callback(name, await site.login(name));
      routes[name] = { port: site.ports[name], path: "/permits", cookie, expected: HOLDER };
      // Its requests carry the same cookie, as all of a site do.
      if (name === "ours") routes.unprotected = { ...routes.ours, path: "/open", expected: ANYBODY };
    }
    for (const name of Object.keys(PRODUCTS)) {
      routes[name] = { port: site.ports[name], path: "/permits", cookie: await site.session(name), expected: HOLDER };
    }
    const sides = Object.fromEntries(Object.entries(routes).map(([name, route]) => {
      const connections = Array.from({ length: CLIENTS }, () => createConnection(route.port));
      clients.push(...connections);
      return [name, (count = COUNT) => turn(site, route, connections, count)];
    }));
    for (const side of Object.values(sides)) await side(WARM_UP);
    const measured = await interleave(Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, () => side()])), rounds);

    const row = (name, target) => [
      PRODUCTS[name] ?? name, figure(1000 / measured.median(name, "wall")), figure(measured.median(name, "worked") * 1000),
      ...(name === "ours" ? ["", ""] : [ratio(measured.ratio("ours", name, "wall")), ratio(measured.ratio("ours", name, "worked"))]), target,
    ];
    return [{
      caption: `Requests, ${CLIENTS} clients at a time`,
      columns: ["route", "per second", "µs of workerd's processor", "ours ÷ it, per second", "ours ÷ it, by processor time", "target"],
      rows: [row("ours", ""), row("jose", "at least 1.5"), row("unprotected", "at least 0.7"), ...Object.keys(PRODUCTS).map((name) => row(name, ""))],
    }];
  } finally {
    for (const client of clients) client.close();
    await site.stop();
  }
}

/** Milliseconds for one request, with each client sending the next as soon as it is answered; and of them, those that workerd worked. */
async function turn({ pid }, { path, cookie, expected }, connections, count) {
  let left = count;
  const client = async (connection) => {
    while (left-- > 0) {
      const { status, body } = await connection.get(path, cookie);
      if (status !== 200 || body !== expected) throw new Error(`${path}: ${status} ${body}`);
    }
  };
  const from = { wall: performance.now(), worked: workedFor(pid) };
  await Promise.all(connections.map(client));
  return { wall: (performance.now() - from.wall) / count, worked: (workedFor(pid) - from.worked) / count };
}
