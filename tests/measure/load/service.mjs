/**
 * The round of a public service: nginx with TLS before two processes in Node and Redis, put under load while it is restarted and its keys are rotated.
 *
 * In: bounds. Out: figures, counts, and findings: what was lost or wrong. Never: a figure that was taken while something happened; a request beyond
 * loopback; a server that stays behind.
 *
 *   1. sign-ins, step-ups, sign-outs, undisturbed: the figures
 *   2. reads by those who signed in, route by route: the figures
 *   3. all of that, while it all happens (happenings.mjs): nobody is signed out who must not be, nobody let in who has signed out, nothing is lost
 */
import { setTimeout as after } from "node:timers/promises";
import { twoProcesses } from "../../contract/site/two-processes.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { figuresOf } from "./figures.mjs";
import { HAPPENINGS, letHappen } from "./happenings.mjs";
import { codeOf, isNobody, judgeRead, judgeVisit } from "./judge.mjs";
import { createReader } from "./reader.mjs";
import { bound, crew, PERSONS, readMany, ROUTES, STRANGERS_ROUTES } from "./round.mjs";
import { createSender } from "./secure.mjs";
import { visit } from "./visit.mjs";

const SHARE = { signIns: 0.25, reads: 0.08 };
const WARM_UP = 2;
/** How many signed-in people at least the reads go round. */
const READERS = 6;
const READ = [...ROUTES, ...STRANGERS_ROUTES];
const SURRENDER = "/api/permits/surrender";
const LOWER = "corsica-south";
const HIGHER = "married-name";

/** Bounds as `round` has them; what happens in 3. (`happenings`) takes its time, whatever `seconds` says. */
export async function service({ seconds, signIns, requests, concurrency, happenings = HAPPENINGS }) {
  const stage = await twoProcesses();
  const { send, close } = createSender(stage.ca);
  const reader = createReader(stage.origin, concurrency, { ca: stage.ca });
  const site = { stage, reader, send, findings: [], happened: [], underWay: new Set(), former: [] };
  try {
    await signInMany(site, concurrency, bound(Infinity, concurrency * WARM_UP));
    const calm = await signInMany(site, concurrency, bound(seconds * SHARE.signIns, signIns));
    const signedIn = calm.visits.filter(({ session }) => session?.status === 200);
    if (signedIn.length === 0) throw new Error(`nobody could sign in: ${site.findings[0]}`);
    const [stepUps, signOuts] = await Promise.all([stepUpMany, signOutMany].map((many) => many(site, bound(seconds * SHARE.reads, signIns))));
    const figures = [
      figuresOf("full sign-in", calm.visits.map(({ from, to }) => to - from), calm.seconds),
      figuresOf("  its callback", calm.visits.filter(({ calledAt }) => calledAt).map(({ calledAt, to }) => to - calledAt), calm.seconds),
      figuresOf("step-up", stepUps.durations, stepUps.seconds),
      figuresOf("sign-out", signOuts.durations, signOuts.seconds),
    ];
    for (const route of ROUTES) {
      const { durations, seconds: taken } = await readMany(site, [route], signedIn, concurrency, bound(seconds * SHARE.reads, requests));
      figures.push(figuresOf(`GET ${route.path}`, durations, taken));
    }
    return { store: "redis", figures, findings: site.findings, ...(await disturb(site, happenings, concurrency)) };
  } finally {
    reader.close();
    close();
    await stage.stop();
  }
}

/** All of it at the same time, until everything has happened once. */
async function disturb(site, happenings, concurrency) {
  const { stage, happened } = site;
  let over = false;
  let reads = 0;
  const more = () => !over;
  let readers = await manyReaders(site);

  /** Waits until no sign-in is under way, and lets none begin meanwhile. */
  const held = async (act) => {
    let open;
    site.gate = new Promise((resolve) => { open = resolve; });
    await Promise.all(site.underWay);
    try {
      return await act();
    } finally {
      site.gate = undefined;
      open();
    }
  };
  /** Who signed in under the old key is not asked for any more: her session ends with it. */
  const renewed = () => held(async () => {
    readers = await manyReaders(site);
    site.lasting = [];
    await site.reading;
  });
  const served = async () => {
    for (let good = 0; good < 4;) {
      good = (await site.reader.read("/auth/session", readers[0].cookie)).status === 200 ? good + 1 : 0;
      if (good === 0) await after(50);
    }
  };

  site.lasting = [];
  const visits = [];
  await Promise.all([
    letHappen(happenings, { stage, happened, held, renewed, served }).finally(() => { over = true; }),
    crew(Math.max(1, concurrency - 1), more, async (number) => {
      while (site.gate !== undefined) await site.gate;
      visits.push(await visited(site, PERSONS[number % PERSONS.length]));
    }),
    signOutMany(site, more),
    stepUpMany(site, more),
    crew(1, more, async (number) => {
      const { path, expected, stranger = false } = READ[number % READ.length];
      const visitor = readers[Math.floor(Math.random() * readers.length)];
      const from = performance.now();
      site.reading = site.reader.read(path, stranger ? undefined : visitor.cookie);
      const answer = await site.reading;
      if (!isOutage(site, from, answer)) site.findings.push(...judgeRead(path, expected(visitor), answer));
      reads += 1;
    }),
  ]);
  // In the end: whoever signed in is known, word by word, and whoever signed out is not.
  for (const { cookie, session } of [...readers, ...site.lasting]) {
    site.findings.push(...judgeRead("/auth/session", session, await site.reader.read("/auth/session", cookie)));
  }
  for (const cookie of site.former) {
    if (!isNobody(await site.reader.read("/auth/session", cookie))) site.findings.push("somebody who signed out is still known");
  }
  const codes = visits.map(codeOf).filter((code) => code !== undefined);
  const opened = visits.filter(({ answer, session }) => answer?.location === "/" && session?.status === 200).length;
  return { signIns: visits.length, opened, signedOut: site.former.length, reads, happened, codes };
}

const manyReaders = async (site) => {
  const visits = await Promise.all(PERSONS.slice(0, READERS).map((personId) => visit(site.stage.origin, personId, newPerson(site))));
  for (const seen of visits) site.findings.push(...judgeVisit(seen, site.stage.issuer));
  return visits;
};

const newPerson = ({ stage, send }) => new Person(stage.origin, send);

/** Whether Redis was gone at some time between `from` and now. */
const wasGone = ({ happened }, from) => happened.some((each) => each.gone && each.to >= from);

/** The one answer that may come while Redis is gone, and that nobody may take for another. */
const isOutage = (site, from, { status, text }) => status === 503 && text.includes('"store_unavailable"') && wasGone(site, from);

async function visited(site, personId) {
  const visiting = visit(site.stage.origin, personId, newPerson(site));
  site.underWay.add(visiting);
  const seen = await visiting;
  site.underWay.delete(visiting);
  const code = codeOf(seen);
  const excused = wasGone(site, seen.from) && seen.lost === undefined
    && (code === "store_unavailable" || (code === undefined && seen.answer.status === 303 && isOutage(site, seen.from, seen.session)));
  if (!excused) {
    site.findings.push(...judgeVisit(seen, site.stage.issuer));
    if (code !== undefined) site.findings.push(`sign-in of ${personId}: ended in ${code}, which nothing explains`);
  }
  if (seen.session?.status === 200) site.lasting?.push(seen);
  return seen;
}

async function signInMany(site, concurrency, more) {
  const visits = [];
  const seconds = await crew(concurrency, more, async (number) => { visits.push(await visited(site, PERSONS[number % PERSONS.length])); });
  return { visits, seconds };
}

/** Sign-ins, each with a sign-out after it: a copy of the cookies is then nobody's. */
const signOutMany = (site, more) => oneAfterAnother(site, more, async (person, seen) => {
  const copy = person.cookieHeader();
  const from = performance.now();
  const answer = await person.fetch("/auth/logout", { method: "POST", headers: { origin: site.stage.origin } });
  const took = performance.now() - from;
  if (wasGone(site, from)) return undefined;
  site.former.push(copy);
  if (answer.status !== 303) site.findings.push(`sign-out of ${seen.personId}: answered ${answer.status}`);
  if (!isNobody(await site.reader.read("/auth/session", copy))) site.findings.push(`sign-out of ${seen.personId}: still known`);
  return took;
});

/** Sign-ins at the lower level, each with a step up: refused, at the provider again, let in. */
const stepUpMany = (site, more) => oneAfterAnother(site, more, async (person) => {
  const from = performance.now();
  const refused = await person.fetch(SURRENDER);
  const callback = await person.goToProvider(HIGHER, `?acr=eidas3&return_to=${SURRENDER}`);
  const back = await person.fetch(callback.href);
  const admitted = await person.fetch(SURRENDER);
  const took = performance.now() - from;
  if (wasGone(site, from)) return undefined;
  const seen = [refused.status, back.status, back.headers.get("location"), admitted.status].join(" ");
  if (seen !== `403 303 ${SURRENDER} 200`) site.findings.push(`step-up: ${seen}`);
  return took;
});

async function oneAfterAnother(site, more, act) {
  const durations = [];
  const seconds = await crew(1, more, async () => {
    while (site.gate !== undefined) await site.gate;
    const from = performance.now();
    const person = newPerson(site);
    const whole = (async () => {
      const seen = await visit(site.stage.origin, LOWER, person);
      if (seen.session?.status !== 200) {
        if (!wasGone(site, seen.from)) site.findings.push(`sign-in of ${LOWER}: ${seen.lost ?? codeOf(seen) ?? seen.session?.status}`);
        return;
      }
      const took = await act(person, seen);
      if (took !== undefined) durations.push(took);
    })().catch((thrown) => {
      if (!wasGone(site, from)) site.findings.push(`lost: ${thrown.code ?? thrown.message}`);
    });
    site.underWay.add(whole);
    await whole;
    site.underWay.delete(whole);
  });
  return { durations, seconds };
}
