/**
 * `make load`: sign-ins and reads against the Worker in workerd, with each of the three stores, while the provider fails now and then; and
 * against a service behind nginx, in Node and with Redis, while it is restarted and its keys are rotated.
 *
 * In: what `make build` built; bounds, as options. Out: a table of figures on standard output, what was lost or wrong, and exit code 1
 * if anything was; steps go to standard error. Never: a verdict on a time; a request beyond loopback; a process that outlives this one.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { FAULTS } from "./faults.mjs";
import { table } from "./figures.mjs";
import { round } from "./round.mjs";
import { service } from "./service.mjs";

/** Each store is put under load in workerd, but for Redis: it has nginx and two processes in Node before it. */
const STORES = ["cookie", "kv", "durable-object", "redis"];
const SHOWN = 20;
const USAGE = `usage: node tests/measure/load/main.mjs [--seconds 30] [--concurrency 4] [--sign-ins 5000] [--requests 100000] [--store NAME]…
  --seconds      about how long, in all
  --concurrency  how many requests or sign-ins at a time
  --sign-ins     at most so many in each part of a round, --requests at most so many reads of a route
  --store        ${STORES.join(", ")}; all four by default`;

const say = (text) => process.stderr.write(`load: ${text}\n`);
const load = () => loadavg()[0].toFixed(2);

// miniflare kills workerd as this process goes.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const { stores, seconds, ...bounds } = readOptions();
const before = load();
const rounds = [];
const findings = [];
for (const store of stores) {
  say(`SESSION_STORE=${store}, for about ${Math.round(seconds / stores.length)} s`);
  try {
    const done = await (store === "redis" ? service : round)({ store, seconds: seconds / stores.length, ...bounds });
    rounds.push(done);
    findings.push(...done.findings.map((finding) => `${store}: ${finding}`));
  } catch (thrown) {
    findings.push(`${store}: the round did not end: ${thrown.message}`);
  }
}
report();
process.exit(findings.length === 0 ? 0 : 1);

function report() {
  console.log(`${table(rounds)}\n`);
  console.log(`${cpus().length} cores (${cpus()[0]?.model.trim()}), load average ${before} before and ${load()} after, ${bounds.concurrency} at a time.`);
  console.log("The client, the provider's stand-in and workerd share these cores, and any other program that runs: rates are lower than the Worker's own,");
  console.log("and a full sign-in takes in the provider's pages and tokens; its rate also the read that checks it.");
  console.log("The table was measured with the provider undisturbed. Then, while its faults went on and off:\n");
  for (const done of rounds) console.log(`  ${sentence(done)}`);
  console.log(`\nLost or wrong: ${findings.length}`);
  for (const finding of findings.slice(0, SHOWN)) console.log(`  ${finding}`);
  if (findings.length > SHOWN) console.log(`  … and ${findings.length - SHOWN} more`);
}

function sentence({ store, signIns, opened, reads, committed, codes, happened, signedOut }) {
  if (happened !== undefined) {
    return `${store}: ${signIns} sign-ins, ${opened} in a session, ${codes.length} told that the store is unavailable; ${signedOut} sign-outs; ${reads} reads; `
      + happened.map(({ name }) => name).join(", ");
  }
  const kinds = new Set(committed.map(({ fault }) => fault)).size;
  return `${store}: ${signIns} sign-ins, ${opened} in a session and ${codes.length} in the code of a fault; ${reads} reads; `
    + `${committed.length} faults of ${kinds} kinds (of ${FAULTS.length})`;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: "string", default: "30" },
        concurrency: { type: "string", default: "4" },
        "sign-ins": { type: "string", default: "5000" },
        requests: { type: "string", default: "100000" },
        store: { type: "string", multiple: true, default: STORES },
      },
    });
    const unknown = values.store.find((store) => !STORES.includes(store));
    if (unknown !== undefined) throw new RangeError(`no such store: ${unknown}`);
    return {
      stores: values.store,
      seconds: positive(values.seconds),
      concurrency: positive(values.concurrency),
      signIns: positive(values["sign-ins"]),
      requests: positive(values.requests),
    };
  } catch (thrown) {
    console.error(`${thrown.message}\n${USAGE}`);
    process.exit(2);
  }
}

function positive(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`not a count: ${text}`);
  return number;
}
