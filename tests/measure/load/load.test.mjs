/** The load run, small: nothing is lost or wrong with any store; and its judge does notice what is. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CLIENT_ID, freePort, sessionKey } from "../../world/deployment/index.mjs";
import { expectedAssurance, expectedIdentity } from "../../world/persons/identities.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { persons } from "../../world/standin/persons.mjs";
import { FAULTS } from "./faults.mjs";
import { figuresOf, table } from "./figures.mjs";
import { HAPPENINGS } from "./happenings.mjs";
import { judgeCodes, judgeRead, judgeVisit } from "./judge.mjs";
import { createReader } from "./reader.mjs";
import { round } from "./round.mjs";
import { service } from "./service.mjs";
import { visit } from "./visit.mjs";

const ISSUER = "http://localhost:9400/api/v2";
const ENVELOPE = { iss: ISSUER, aud: CLIENT_ID, iat: 1, exp: 61 };

/** What `/auth/session` says of a person. */
function sessionText(personId) {
  const identity = expectedIdentity(personId, { issuer: ISSUER, sub: subjectOf(CLIENT_ID, personId) });
  const assurance = { ...expectedAssurance(personId, "eidas2"), authTime: 1 };
  return JSON.stringify({ identity: { ...identity, raw: { ...ENVELOPE, ...identity.raw } }, assurance, expiresAt: 1801 });
}

const NOBODY = { status: 401, text: JSON.stringify({ error: { code: "no_session" } }) };
const sentTo = (location) => ({ status: 303, location });
const signedIn = { personId: "married-name", from: 10, to: 20, answer: sentTo("/"), session: { status: 200, text: sessionText("married-name") } };
const failed = { ...signedIn, answer: sentTo("/?auth_error=provider_unreachable"), session: NOBODY };

describe("a small round, with every fault of the provider", () => {
  const small = { seconds: 120, signIns: 20, requests: 30, concurrency: 3, turns: 1, times: 1 };

  for (const store of ["cookie", "kv", "durable-object"]) {
    it(`SESSION_STORE=${store}: nothing is lost or wrong`, async () => {
      const { findings, figures, committed, signIns, opened, reads, codes } = await round({ store, disturbed: 400, ...small });
      assert.deepEqual(findings, []);
      const met = new Set(committed.map(({ fault }) => fault.name));
      assert.deepEqual(FAULTS.filter(({ name, rare }) => !rare && !met.has(name)), []);
      assert.ok(codes.length > 0 && codes.length < signIns, `${codes.length} of ${signIns} sign-ins ended in a code`);
      assert.equal(opened, signIns - codes.length);
      assert.ok(reads > 0);
      assert.deepEqual(figures.map(({ count }) => count), [20, 20, 30, 30, 30, 30]);
    });
  }
});

describe("a small round of a service behind nginx, with two processes and Redis", () => {
  const small = { seconds: 12, signIns: 8, requests: 10, concurrency: 3 };

  it("loses nothing and nobody while it is restarted, its keys are rotated and Redis comes and goes", async () => {
    const { findings, figures, happened, signIns, opened, signedOut, reads, codes } = await service(small);
    assert.deepEqual(findings, []);
    assert.deepEqual(happened.map(({ name }) => name), HAPPENINGS.map(({ name }) => name));
    assert.ok(happened.every(({ from, to }) => to > from && to < Infinity));
    assert.ok(signIns > 10 && opened > 10 && signedOut > 4 && reads > 50, JSON.stringify({ signIns, opened, signedOut, reads }));
    assert.deepEqual(codes.filter((code) => code !== "store_unavailable"), []);
    assert.deepEqual(figures.map(({ what }) => what).slice(0, 5), ["full sign-in", "  its callback", "step-up", "sign-out", "GET /auth/session"]);
    assert.ok(figures.every(({ count }) => count > 0));
  });

  it("notices who was signed out by a key that was taken away at once", async () => {
    const happenings = [{
      name: "SESSION_KEYS replaced",
      happen: async ({ stage }) => {
        stage.keys.session = [sessionKey()];
        await stage.restartBoth();
      },
    }];
    const { findings } = await service({ ...small, happenings });
    assert.ok(findings.includes("GET /auth/session: answered 401 instead of 200"), findings.slice(0, 5).join("; "));
  });
});

describe("the judge of one sign-in", () => {
  it("finds nothing where the person who signed in has her session, or nobody has one after a code", () => {
    assert.deepEqual(judgeVisit(signedIn, ISSUER), []);
    assert.deepEqual(judgeVisit(failed, ISSUER), []);
  });

  const swapped = JSON.parse(sessionText("married-name"));
  swapped.identity.email = "nour.elfassi@courriel.example";
  const higher = JSON.parse(sessionText("corsica-south"));
  higher.assurance.acr = "eidas3";
  const another = "the session is another person's, or not all of this one's";

  for (const [what, seen, finding] of [
    ["another person's session", { session: { status: 200, text: sessionText("born-abroad") } }, another],
    ["a session with one claim of another person", { session: { status: 200, text: JSON.stringify(swapped) } }, another],
    ["a session at another level", { personId: "corsica-south", session: { status: 200, text: JSON.stringify(higher) } }, another],
    ["a session that is no JSON", { session: { status: 200, text: "<p>" } }, another],
    ["no session after a sign-in", { session: NOBODY }, "no session after it (401)"],
    ["a session after a code", { answer: failed.answer }, "ended in provider_unreachable, and yet in a session (200)"],
    ["a 5xx", { answer: { status: 500, location: null } }, "answered 500"],
    ["a session read with a 5xx", { session: { status: 503, text: "" } }, "its session read answered 503"],
    ["another place", { answer: sentTo("/elsewhere") }, "was sent to another place"],
    ["no answer", { lost: "ECONNRESET" }, "lost: ECONNRESET"],
  ]) {
    it(`finds ${what}`, () => {
      const { personId } = { ...signedIn, ...seen };
      assert.deepEqual(judgeVisit({ ...signedIn, ...seen }, ISSUER), [`sign-in of ${personId}: ${finding}`]);
    });
  }
});

describe("the judge of the codes", () => {
  const fault = { code: "provider_unreachable" };
  const unexplained = "sign-in of married-name: ended in provider_unreachable, which no fault explains";

  for (const [what, visits, committed, findings] of [
    ["explains a code by a fault in its time", [failed], [{ at: 15, fault }], []],
    ["explains two codes by two faults, whoever was first", [failed, { ...failed, from: 0, to: 30 }], [{ at: 5, fault }, { at: 12, fault }], []],
    ["leaves sign-ins alone that ended well", [signedIn], [], []],
    ["asks no code of a fault that is borne", [signedIn], [{ at: 15, fault: {} }], []],
    ["asks no code of a fault that is asked again", [signedIn], [{ at: 15, fault: { ...fault, retried: true } }], []],
    ["finds a code without a fault", [failed], [], [unexplained]],
    ["finds a code before its fault", [failed], [{ at: 21, fault: { ...fault, retried: true } }], [unexplained]],
    ["finds a code under another code's fault", [failed], [{ at: 15, fault: { code: "nonce_mismatch", retried: true } }], [unexplained]],
    ["finds two codes under one fault", [failed, failed], [{ at: 15, fault }], [unexplained]],
    ["finds a fault that did not show", [signedIn], [{ at: 15, fault }],
      ["provider_unreachable: 1 faults were committed, and only 0 sign-ins ended in it"]],
  ]) {
    it(what, () => assert.deepEqual(judgeCodes(visits, committed), findings));
  }
});

describe("the judge of one read", () => {
  const expected = { status: 200, text: sessionText("married-name") };
  for (const [what, answer, findings] of [
    ["finds nothing in this person's session", { ...expected }, []],
    ["finds another person's session", { status: 200, text: sessionText("born-abroad") },
      ["GET /auth/session: answered something else than what belongs to this person"]],
    ["finds a 5xx", { status: 502, text: "" }, ["GET /auth/session: answered 502 instead of 200"]],
    ["finds no answer", { lost: "ECONNRESET" }, ["GET /auth/session: lost: ECONNRESET"]],
  ]) {
    it(what, () => assert.deepEqual(judgeRead("/auth/session", expected, answer), findings));
  }
});

describe("a Worker that is not there", () => {
  it("counts as one lost sign-in and one lost read", async () => {
    const origin = `http://localhost:${await freePort()}`;
    const reader = createReader(origin, 1);
    assert.equal((await visit(origin, "married-name")).lost, "ECONNREFUSED");
    assert.equal((await reader.read("/auth/session")).lost, "ECONNREFUSED");
    reader.close();
  });
});

describe("figures", () => {
  it("are the rate and the nearest ranks", () => {
    const durations = Array.from({ length: 200 }, (_, index) => 200 - index);
    assert.deepEqual(figuresOf("reads", durations, 4), { what: "reads", count: 200, perSecond: 50, p50: 100, p99: 198 });
  });

  it("stand in a table", () => {
    assert.equal(table([{ store: "kv", figures: [figuresOf("reads", [1, 2], 1)] }]), [
      "| store | what  | count | per second | p50 ms | p99 ms |",
      "| ----- | ----- | ----: | ---------: | -----: | -----: |",
      "| kv    | reads |     2 |        2.0 |    1.0 |    2.0 |",
    ].join("\n"));
  });
});

describe("the command", () => {
  const node = promisify(execFile).bind(undefined, process.execPath);
  const path = fileURLToPath(new URL("main.mjs", import.meta.url));
  const main = (...options) => node([path, ...options]);

  /** Gives everybody the session of whoever asked first, as a Worker would that confuses people. */
  const CONFUSION = `
    const honest = fetch;
    let first;
    globalThis.fetch = async (url, init) => {
      const answer = await honest(url, init);
      if (new URL(url).pathname !== "/auth/session" || !answer.ok) return answer;
      first ??= await answer.text();
      return new Response(first);
    };`;

  it("prints the table and the count of what was lost or wrong", async () => {
    const { stdout } = await main("--seconds", "1", "--store", "cookie");
    assert.match(stdout, /^\| cookie +\| GET \/api\/permits +\|/m);
    assert.match(stdout, /^\d+ cores .+ load average \d/m);
    assert.match(stdout, /^Lost or wrong: 0$/m);
  });

  it("ends with exit code 1 where people are confused, and names none of them", async () => {
    const confused = node(["--import", `data:text/javascript,${encodeURIComponent(CONFUSION)}`, path, "--seconds", "1", "--store", "cookie"]);
    await assert.rejects(confused, ({ code, stdout }) => {
      assert.equal(code, 1);
      assert.match(stdout, /^Lost or wrong: [1-9]/m);
      assert.match(stdout, /^ {2}cookie: sign-in of [a-z-]+: the session is another person's/m);
      for (const { claims } of persons) assert.ok(!stdout.includes(claims.family_name));
      return true;
    });
  });

  it("refuses an option that it does not know", async () => {
    await assert.rejects(main("--store", "paper"), ({ code, stderr }) => code === 2 && /^no such store: paper$/m.test(stderr));
  });
});
