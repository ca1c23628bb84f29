/**
 * One contract for both sign-ins that a view may be given: the edge session, with a server behind it, and the one of `fc-pivot/testing`.
 *
 * Each subject gives `auth`, and `become(other)`: from now on the server (or the test) says `other`, and another tab tells of it.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { FcPivotError, edgeSession } from "fc-pivot";
import { failing, person, signedInAs, signedOut } from "fc-pivot/testing";
import { startSessionServer } from "../package/session-server.mjs";

const FAILING = Symbol("nobody can say who is signed in");

/** The same sign-in for the same name: a later one has a later `authTime`, and is a change. */
const known = new Map();
function pretendedAs(who) {
  if (!known.has(who)) known.set(who, who === FAILING ? failing("store_unavailable", { at: "session" }) : who === null ? signedOut() : signedInAs(who));
  return known.get(who);
}

/** A sign-in of fc-pivot's; `who` is a test person's name, `null`, or FAILING. */
async function real(t, who) {
  const server = await startSessionServer();
  t.after(() => server.close());
  const say = async (next) => {
    server.answer = next === FAILING ? (response) => response.writeHead(503).end(JSON.stringify({ error: { code: "store_unavailable" } })) : undefined;
    server.session = typeof next === "string" ? await pretendedAs(next).session() : null;
  };
  await say(who);
  const auth = edgeSession({ prefix: server.prefix });
  const otherTab = new BroadcastChannel(`fc-pivot ${server.prefix}`);
  t.after(() => otherTab.close());
  let mark = 2 ** 31;
  return {
    auth,
    async become(next) {
      await say(next);
      const { asked } = server;
      otherTab.postMessage(mark++);
      while (server.asked === asked) await new Promise((resolve) => { setImmediate(resolve); });
      // This request joins the one that the other tab's message started, or follows it.
      await auth.session().catch(() => {});
    },
  };
}

async function pretended(_t, who) {
  const auth = signedOut();
  auth.become(pretendedAs(who));
  return {
    auth,
    async become(next) {
      auth.become(pretendedAs(next));
      await auth.session().catch(() => {});
    },
  };
}

for (const [name, make] of Object.entries({ real, pretended })) {
  describe(`a page's sign-in: ${name}`, () => {
    /** A subject with one listener; `told` is what it was told, by name in use. */
    async function heard(t, who) {
      const subject = await make(t, who);
      const told = [];
      t.after(subject.auth.onChange((session) => told.push(nameIn(session))));
      return { ...subject, told };
    }
    const nameIn = (session) => session && (session.identity.usualName ?? session.identity.birthName);

    for (const [who, shown] of [["european", person("european").usualName], [null, null]]) {
      it(`tells of the first answer, and not of the same again: ${who}`, async (t) => {
        const { auth, told } = await heard(t, who);
        assert.deepEqual(told, []);
        assert.equal(nameIn(await auth.session()), shown);
        assert.deepEqual(told, [shown]);
        await auth.session();
        assert.deepEqual(told, [shown]);
      });
    }

    it("tells of each change once, and of none where nobody can say who is signed in", async (t) => {
      const { auth, become, told } = await heard(t, "european");
      await auth.session();
      await become("born-abroad");
      assert.deepEqual(told, ["LINDQVIST", "EL FASSI"]);
      await become(FAILING);
      await assert.rejects(auth.session(), (error) => error instanceof FcPivotError && error.code === "store_unavailable");
      assert.deepEqual(told, ["LINDQVIST", "EL FASSI"]);
      // The person stays known while asking fails: the same one again is no change.
      await become("born-abroad");
      assert.deepEqual(told, ["LINDQVIST", "EL FASSI"]);
      await become(null);
      assert.deepEqual(told, ["LINDQVIST", "EL FASSI", null]);
    });

    it("tells nothing where the first answer fails, and tells of the first that comes", async (t) => {
      const { auth, become, told } = await heard(t, FAILING);
      await assert.rejects(auth.session(), (error) => error instanceof FcPivotError && error.code === "store_unavailable");
      assert.deepEqual(told, []);
      await become(null);
      assert.deepEqual(told, [null]);
    });

    it("tells each listener, although one throws, as often as it was added, until it is taken away", async (t) => {
      const { auth } = await make(t, "european");
      const own = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException");
      t.after(() => own.forEach((listener) => process.on("uncaughtException", listener)));
      const uncaught = once(process, "uncaughtException");
      const told = [];
      const listener = (session) => told.push(nameIn(session));
      const ends = [auth.onChange(() => { throw new Error("a listener's own"); }), auth.onChange(listener), auth.onChange(listener)];
      for (const end of ends) t.after(end);
      ends[2]();
      ends[2]();
      t.after(auth.onChange(listener));
      await auth.session();
      assert.deepEqual(told, ["LINDQVIST", "LINDQVIST"]);
      assert.equal((await uncaught)[0].message, "a listener's own");
    });

    it("says the same to whoever was not listening", async (t) => {
      const { auth, become } = await make(t, "european");
      await auth.session();
      const told = [];
      t.after(auth.onChange((session) => told.push(nameIn(session))));
      await auth.session();
      assert.deepEqual(told, []);
      await become(null);
      assert.deepEqual(told, [null]);
    });
  });
}
