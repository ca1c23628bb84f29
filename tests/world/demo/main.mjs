/**
 * `make demo`: the page, its Worker and a stand-in of each federation, and an application behind the gateway, on this machine alone.
 *
 * In: what `make build` built; ONCE=1 to have one person signed in, and to end; RUNTIME=node for the Worker in Node in place of workerd, with the
 * Redis of REDIS_URL, or one of its own where the machine has Redis. Out: the page's address; with ONCE, the identity as JSON. Steps and failures go to standard error. Never: a stack trace, a process that outlives this one.
 */
import { access } from "node:fs/promises";
import { clientKey, deploy, startNodeWorker, startWorker } from "../deployment/index.mjs";
import { deployThreeWays } from "../deployment/three-ways.mjs";
import { hasRedis, startRedis } from "../redis/redis.mjs";
import { startLogbook } from "./logbook.mjs";
import { friendlyPort } from "./ports.mjs";
import { signInOnce } from "./sign-in.mjs";

const PORTS = { worker: 8787, standin: 9400, franceconnect: 9401, proconnect: 9402, gateway: 8788, ofGateway: 9403 };
const PERSON = "married-name";
const BUILT = ["../../../worker/dist/index.js", "../../../www/dist/index.html"];
const RUNTIMES = { workerd: inWorkerd, node: inNode };

const once = !["", "0"].includes(process.env.ONCE ?? "");
const say = (text) => process.stderr.write(`demo: ${text}\n`);

// Before anything else: miniflare listens for the same signals, and would have the process fail.
// Ending the process ends all it started: miniflare kills workerd, and playwright Chromium, as it goes.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(once ? 1 : 0));

try {
  await requireBuild();
  const runtime = process.env.RUNTIME || "workerd";
  if (!Object.hasOwn(RUNTIMES, runtime)) throw new Error(`RUNTIME is ${Object.keys(RUNTIMES).join(" or ")}`);
  const ports = Object.fromEntries(await Promise.all(Object.entries(PORTS).map(async ([name, wanted]) => [name, await friendlyPort(wanted)])));
  const { worker, gateway, ...standins } = ports;
  say(`starting the stand-ins of the federations on ports ${Object.values(standins).join(", ")}, the Worker and the page on port ${worker}`);
  const { stop = () => {}, ...options } = await RUNTIMES[runtime]();
  const behind = await startBehindGateway({ ...options, ports: { worker: gateway, standin: ports.ofGateway } });
  const deployment = await deployThreeWays({ ...options, ports, settings: { ...options.settings, BEHIND_THE_GATEWAY: behind.origin } });
  const all = { ...deployment, stop: () => Promise.all([deployment.stop(), behind.stop()]).then(stop) };
  await (once ? printIdentity(all) : invite(all));
} catch (error) {
  say(sentence(error));
  process.exit(1);
}

async function requireBuild() {
  const paths = BUILT.map((path) => new URL(path, import.meta.url));
  await Promise.all(paths.map((path) => access(path))).catch((cause) => {
    throw new Error("the page or the Worker is not built; run `make build`", { cause });
  });
}

async function inWorkerd() {
  return { start: startWorker };
}

async function inNode() {
  const { REDIS_URL } = process.env;
  const redis = !REDIS_URL && hasRedis() ? await startRedis() : undefined;
  const url = REDIS_URL || redis?.url;
  say(`in Node, with sessions in ${url === undefined ? "cookies" : "Redis"}`);
  return { start: startNodeWorker, settings: url === undefined ? {} : { SESSION_STORE: "redis", REDIS_URL: url }, stop: redis?.stop };
}

/** The logbook, and the same Worker as its gateway. */
async function startBehindGateway({ ports, settings, ...options }) {
  const origin = `http://localhost:${ports.worker}`;
  const logbook = await startLogbook(origin);
  const asGateway = { FC_PUBLIC_ORIGIN: origin, UPSTREAM: logbook.origin, GATEWAY_KEY: JSON.stringify(await clientKey("demo-gateway")) };
  const gateway = await deploy({ ...options, ports, settings: { ...settings, ...asGateway } });
  return { origin, stop: () => gateway.stop().then(logbook.stop) };
}

/** The servers keep the process going. */
function invite({ origin }) {
  console.log(origin);
  console.log("Open this page, press a button, of FranceConnect+ for one, and choose one of the invented persons; Ctrl-C ends the demo.");
}

async function printIdentity({ origin, stop }) {
  try {
    console.log(JSON.stringify(await signInOnce(origin, PERSON, say), null, 2));
  } finally {
    await stop();
  }
}

/** Playwright and workerd explain themselves over many lines; the first one says what happened. */
function sentence(error) {
  const [first] = String(error?.message ?? error).split("\n");
  return first.trim();
}
