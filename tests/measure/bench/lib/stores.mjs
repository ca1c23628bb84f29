/**
 * Sessions in each of the Worker's stores, as many as are asked for.
 *
 * In: the name of a store. Out: a way to have more sessions in it, and the time of one read by somebody who signed in first.
 * Never: a store of our own making: KV and Durable Objects are workerd's, as miniflare sets them up; the latter in memory.
 */
import { readFile } from "node:fs/promises";
import { deploy } from "../../../world/deployment/index.mjs";
import { Person } from "../../../world/deployment/person.mjs";
import { createReader } from "../../load/reader.mjs";

export const STORES = ["cookie", "kv", "durable-object"];

const PATH = "/api/permits";
const MICROSECONDS = 1000;
/** Sessions that one request adds, and reads of one turn. */
const BATCH = 250;
const READS = 20;

export async function startStores(store) {
  const before = { "fill.js": await readFile(new URL("../apps/fill.mjs", import.meta.url), "utf8") };
  const { origin, stop } = await deploy({ settings: { SESSION_STORE: store }, before, inMemory: true });
  const person = new Person(origin);
  await person.signIn("married-name");
  let present = 1;

  /** Over a new connection, since workerd closes what was idle for five seconds; the first read, which opens it, does not count. */
  async function read() {
    const reader = createReader(origin, 1);
    let milliseconds = 0;
    for (let done = 0; done <= READS; done += 1) {
      const answer = await reader.read(PATH, person.cookieHeader());
      if (answer.status !== 200) throw new Error(`${PATH}: ${answer.status ?? answer.lost}`);
      if (done > 0) milliseconds += answer.ms;
    }
    reader.close();
    return (milliseconds * MICROSECONDS) / READS;
  }

  return {
    /** Has so many sessions in the store, the reader's among them. */
    async fill(count) {
      while (present < count) {
        const more = Math.min(BATCH, count - present);
        // workerd would close a kept connection during the reads.
        const answer = await fetch(`${origin}/fill/${store}/${more}`, { method: "POST", headers: { connection: "close" } });
        if (answer.status !== 204) throw new Error(`fill: ${answer.status}`);
        present += more;
      }
    },
    read,
    stop,
  };
}
