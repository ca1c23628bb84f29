/**
 * One round: a deployment with one store, put under load.
 *
 * In: the store, and bounds. Out: figures, counts, and findings: what was lost or wrong.
 * Never: a figure that was taken while faults were on; a request beyond loopback; a server that stays behind.
 *
 *   1. sign-ins, undisturbed: the figures
 *   2. reads by those who signed in, route by route: the figures
 *   3. sign-ins and reads of all routes, while the provider's faults go on and off: nothing may be lost or wrong
 */
import { CLIENT_ID, deploy } from "../../world/deployment/index.mjs";
import { expectedAssurance } from "../../world/persons/identities.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { persons } from "../../world/standin/persons.mjs";
import { commitFaults } from "./faults.mjs";
import { figuresOf } from "./figures.mjs";
import { codeOf, isNobody, judgeCodes, judgeRead, judgeVisit } from "./judge.mjs";
import { createReader } from "./reader.mjs";
import { visit } from "./visit.mjs";

/** Shares of the round's seconds. */
const SHARE = { signIns: 0.25, reads: 0.08, faults: 0.43 };
/** How often each fault is committed while it is on. */
const TIMES = 2;
/** Sign-ins of each worker before any is timed: discovery, keys and compiled code are then at hand. */
const WARM_UP = 2;

export const PERSONS = persons.map(({ id }) => id).filter((id) => expectedAssurance(id, "eidas2") !== undefined);

/** What is read: by somebody who is signed in, and what must come then. */
export const ROUTES = [
  { path: "/auth/session", expected: ({ session }) => session },
  { path: "/api/permits", expected: ({ personId }) => ({ status: 200, text: JSON.stringify({ holder: subjectOf(CLIENT_ID, personId), permits: [] }) }) },
  { path: "/auth/jwks.json", expected: () => ({ status: 200, text: (text) => text.startsWith('{"keys":[{') }) },
  { path: "/", expected: () => ({ status: 200, text: (text) => text.endsWith("</html>\n") }) },
];
/** And by a stranger, who must not be taken for anybody. */
export const STRANGERS_ROUTES = ["/auth/session", "/api/permits"].map((path) => ({
  path, stranger: true, expected: () => ({ status: 401, text: (text) => isNobody({ status: 401, text }) }),
}));

/**
 * @param {object} bounds
 * @param {string} bounds.store `SESSION_STORE`
 * @param {number} bounds.seconds about how long, start and end aside
 * @param {number} bounds.signIns at most so many in 1.
 * @param {number} [bounds.disturbed] at most so many in 3.; as many as in 1. by default
 * @param {number} bounds.requests at most so many reads of a route
 * @param {number} bounds.concurrency so many at a time
 * @param {number} [bounds.turns] at most so many times through all faults
 * @param {number} [bounds.times] how often each fault is committed in a turn
 */
export async function round({ store, seconds, signIns, disturbed = signIns, requests, concurrency, turns = Infinity, times = TIMES }) {
  const wrongs = {};
  const deployment = await deploy({ settings: { SESSION_STORE: store }, wrongs });
  const reader = createReader(deployment.origin, concurrency);
  const site = { ...deployment, reader, findings: [], underWay: new Set() };
  try {
    const first = await signInMany(site, concurrency, bound(Infinity, concurrency * WARM_UP));
    const calm = await signInMany(site, concurrency, bound(seconds * SHARE.signIns, signIns));
    site.findings.push(...judgeCodes([...first.visits, ...calm.visits], []));
    const signedIn = calm.visits.filter(({ session }) => session?.status === 200);
    if (signedIn.length === 0) throw new Error(`${store}: nobody could sign in: ${site.findings[0]}`);

    const figures = [
      figuresOf("full sign-in", calm.visits.map(({ from, to }) => to - from), calm.seconds),
      figuresOf("  its callback", calm.visits.filter(({ calledAt }) => calledAt).map(({ calledAt, to }) => to - calledAt), calm.seconds),
    ];
    for (const route of ROUTES) {
      const { durations, seconds: taken } = await readMany(site, [route], signedIn, concurrency, bound(seconds * SHARE.reads, requests));
      figures.push(figuresOf(`GET ${route.path}`, durations, taken));
    }

    const bounds = { seconds: seconds * SHARE.faults, signIns: disturbed, requests, concurrency, turns, times };
    const counts = await disturb(site, wrongs, signedIn, bounds);
    return { store, figures, findings: site.findings, ...counts };
  } finally {
    reader.close();
    await deployment.stop();
  }
}

/** Faults, sign-ins and reads at the same time; the first of the bounds ends all three. */
async function disturb(site, wrongs, signedIn, { seconds, signIns, requests, concurrency, turns, times }) {
  const over = new AbortController();
  const within = (most) => {
    const more = bound(seconds, most);
    return () => !over.signal.aborted && more();
  };
  const [committed, { visits }, { durations }] = await Promise.all([
    commitFaults(wrongs, { times, turns, over: over.signal, settled: () => Promise.all(site.underWay) }).finally(() => over.abort()),
    signInMany(site, concurrency, within(signIns)).finally(() => over.abort()),
    readMany(site, [...ROUTES, ...STRANGERS_ROUTES], signedIn, 1, within(requests)),
  ]);
  site.findings.push(...judgeCodes(visits, committed));
  const codes = visits.map(codeOf).filter((code) => code !== undefined);
  const opened = visits.filter(({ session }) => session?.status === 200).length;
  return { signIns: visits.length, opened, reads: durations.length, committed, codes };
}

async function signInMany(site, concurrency, more) {
  const visits = [];
  const seconds = await crew(concurrency, more, async (number) => {
    const visiting = visit(site.origin, PERSONS[number % PERSONS.length]);
    site.underWay.add(visiting);
    const seen = await visiting;
    site.underWay.delete(visiting);
    site.findings.push(...judgeVisit(seen, site.standin.issuer));
    visits.push(seen);
  });
  return { visits, seconds };
}

export async function readMany({ reader, findings }, routes, signedIn, concurrency, more) {
  const durations = [];
  const seconds = await crew(concurrency, more, async (number) => {
    const { path, expected, stranger = false } = routes[number % routes.length];
    const visitor = signedIn[Math.floor(Math.random() * signedIn.length)];
    const answer = await reader.read(path, stranger ? undefined : visitor.cookie);
    findings.push(...judgeRead(path, expected(visitor), answer));
    durations.push(answer.ms);
  });
  return { durations, seconds };
}

/** `size` workers, each with one task at a time, numbered across all; gives the seconds that it took. */
export async function crew(size, more, task) {
  const from = performance.now();
  let number = 0;
  const work = async () => {
    while (more()) await task(number++);
  };
  await Promise.all(Array.from({ length: size }, work));
  return (performance.now() - from) / 1000;
}

/** Says `true` so many times, and no longer than so many seconds. */
export function bound(seconds, most) {
  const end = performance.now() + seconds * 1000;
  let left = most;
  return () => performance.now() < end && left-- > 0;
}
