/**
 * A whole callback at the edge, ours against the same application with `jose`: see tests/measure/bench/README.md, "callback".
 */
import { ENCRYPTION_ALGORITHMS } from "../../../world/deployment/keys.mjs";
import { workedFor } from "../lib/cpu.mjs";
import { interleave } from "../lib/interleave.mjs";
import { figure, ratio } from "../lib/markdown.mjs";
import { startSite } from "../lib/site.mjs";

export const title = "A whole callback at the edge";

/** Callbacks of one turn, and of all turns before any is timed. */
const COUNT = 8;
const WARM_UP = 400;
const NAMES = ["ours", "jose", "fetches"];

export async function run({ rounds }) {
  const rows = [];
  for (const alg of ENCRYPTION_ALGORITHMS) {
    const site = await startSite(alg);
    try {
      for (const name of NAMES) await turn(site, name, WARM_UP);
      const measured = await interleave(Object.fromEntries(NAMES.map((name) => [name, () => turn(site, name, COUNT)])), rounds);
      for (const [what, which] of [["wall clock", "wall"], ["processor", "worked"]]) {
        const times = NAMES.map((name) => figure(measured.median(name, which)));
        rows.push([alg, what, ...times, ratio(measured.ratio("ours", "jose", which)), which === "wall" ? "at least 1" : ""]);
      }
    } finally {
      await site.stop();
    }
  }
  return [{
    caption: "One callback, in milliseconds: two answers of the provider fetched, two JWE decrypted, two JWS verified, a session sealed",
    columns: ["encryption", "time", "ours", "jose", "the two fetches alone", "jose ÷ ours", "target"],
    rows,
  }];
}

/** Milliseconds of one callback over a kept connection, and of them, those that workerd worked; logins and tokens were made before. */
async function turn(site, name, count) {
  const ready = [];
  for (let made = 0; made < count; made += 1) ready.push(await site.login(name));
  const from = { wall: performance.now(), worked: workedFor(site.pid) };
  for (const one of ready) {
    const { location } = await site.callback(name, one);
    if (location !== "/") throw new Error(`${name}: a callback led to ${location}`);
  }
  return { wall: (performance.now() - from.wall) / count, worked: (workedFor(site.pid) - from.worked) / count };
}
