/** nginx before two processes and Redis: whatever is restarted or rotated, nobody is signed out who must not be, and nothing is lost. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { decryptionKey, sessionKey } from "../../world/deployment/index.mjs";
import { twoProcesses } from "./two-processes.mjs";

const KNOWN = [200];
const UNKNOWN = [401, "no_session"];

describe("nginx with TLS before two processes and Redis", () => {
  let stage;
  before(async () => {
    stage = await twoProcesses();
  });
  after(() => stage?.stop());

  /** Asks as often as both processes answer. */
  async function assertEverywhere(person, expected, path = "/auth/session") {
    for (let at = 0; at < 4; at += 1) assert.deepEqual(await stage.ask(person, path), expected);
  }

  it("both processes answer", async () => {
    const answers = await Promise.all(stage.addresses.map((address) => fetch(`${address}/health`)));
    assert.deepEqual(answers.map(({ status }) => status), [204, 204]);
  });

  it("a person signs in at one and is known by both, and signed out by one is known by none", async () => {
    const person = await stage.signIn("married-name");
    const copy = person.twin();
    await assertEverywhere(person, KNOWN);
    await assertEverywhere(person, KNOWN, "/api/permits");
    const left = await stage.signOut(person);
    assert.equal(left.status, 303);
    assert.equal(new URL(left.location).searchParams.get("post_logout_redirect_uri"), `${stage.origin}/auth/logged-out`);
    await assertEverywhere(person, UNKNOWN);
    await assertEverywhere(copy, UNKNOWN);
  });

  it("a person who is asked for a higher level signs in at it", async () => {
    const person = await stage.signIn("corsica-south");
    await assertEverywhere(person, KNOWN, "/api/permits");
    await assertEverywhere(person, [403, "acr_insufficient"], "/api/permits/surrender");
    const sent = await stage.go(person, "/api/permits/surrender");
    assert.deepEqual([sent.status, sent.location], [303, "/auth/login?return_to=%2Fapi%2Fpermits%2Fsurrender&acr=eidas3"]);
    const { location } = await stage.go(person, sent.location);
    const back = await stage.go(person, await person.atProvider(location, "married-name"));
    assert.deepEqual([back.status, back.location], [303, "/api/permits/surrender"]);
    await assertEverywhere(person, KNOWN, "/api/permits/surrender");
  });

  it("N57 a callback that comes twice, to both processes, signs in once", async () => {
    const person = stage.newPerson();
    const callback = await stage.atProvider(person);
    const copies = [person, person.twin()];
    const answers = await Promise.all(copies.map((each) => stage.go(each, callback)));
    const locations = answers.map(({ location }) => location).sort();
    assert.equal(locations.filter((each) => each === "/mine").length, 1, `${locations}`);
    assert.match(locations.find((each) => each !== "/mine"), /auth_error=state_unknown/);
    assert.deepEqual((await Promise.all(copies.map((each) => stage.ask(each, "/auth/session")))).sort(), [KNOWN, UNKNOWN].sort());
  });

  it("while one after the other is restarted, no request and no sign-in is lost", async () => {
    const persons = await Promise.all(["married-name", "corsica-south", "born-abroad"].map((each) => stage.signIn(each)));
    let over = false;
    const counts = { asked: 0, signedIn: 0 };
    const asking = persons.map(async (person) => {
      while (!over) {
        assert.deepEqual(await stage.ask(person, "/auth/session"), KNOWN);
        counts.asked += 1;
      }
    });
    const signingIn = (async () => {
      while (!over) {
        const person = await stage.signIn("married-name");
        assert.deepEqual(await stage.ask(person, "/auth/session"), KNOWN);
        assert.equal((await stage.signOut(person)).status, 303);
        counts.signedIn += 1;
      }
    })();
    const restarting = (async () => {
      try {
        for (let round = 0; round < 2; round += 1) assert.deepEqual(await stage.restartBoth(), [0, 0]);
      } finally {
        over = true;
      }
    })();
    await Promise.all([...asking, signingIn, restarting]);
    assert.ok(counts.asked > 20 && counts.signedIn > 1, JSON.stringify(counts));
    for (const person of persons) await assertEverywhere(person, KNOWN);
  });

  it("SESSION_KEYS are rotated in three steps, and nobody is signed out who came after the second", async () => {
    const [old] = stage.keys.session;
    const newer = sessionKey();
    const early = await stage.signIn("married-name");
    // 1. All processes can open what the new key seals, before any seals with it.
    stage.keys.session = [old, newer];
    const mixed = [];
    await stage.restart(0);
    mixed.push(await stage.signIn("corsica-south"));
    await assertEverywhere(early, KNOWN);
    await stage.restart(1);
    // 2. One after the other seals with it.
    stage.keys.session = [newer, old];
    await stage.restart(0);
    for (let at = 0; at < 2; at += 1) mixed.push(await stage.signIn("born-abroad"));
    for (const person of [early, ...mixed]) await assertEverywhere(person, KNOWN);
    await stage.restart(1);
    const late = await stage.signIn("married-name");
    for (const person of [early, late, ...mixed]) await assertEverywhere(person, KNOWN);
    // 3. The old one goes, and whoever's session it alone seals.
    stage.keys.session = [newer];
    await stage.restartBoth();
    await assertEverywhere(late, KNOWN);
    await assertEverywhere(early, UNKNOWN);
  });

  it("a new SESSION_KEY that is put in front at once is a stranger to the process that lacks it, until it has it", async () => {
    const [old] = stage.keys.session;
    stage.keys.session = [sessionKey(), old];
    await stage.restart(0);
    const [newer, older] = stage.addresses;
    const callbackOf = async (person) => {
      const { location } = await stage.go(person, `${newer}/auth/login?return_to=/mine`);
      return (await person.atProvider(location, "married-name")).href.replace(stage.origin, "");
    };
    const person = stage.newPerson();
    const lost = await stage.go(person, older + (await callbackOf(person)));
    assert.deepEqual([lost.status, lost.location.split("&")[0]], [303, "/?auth_error=seal_broken"]);
    const back = await stage.go(person, newer + (await callbackOf(person)));
    assert.deepEqual([back.status, back.location], [303, "/mine"]);
    assert.deepEqual(await stage.ask(person, `${newer}/auth/session`), KNOWN);
    assert.deepEqual(await stage.ask(person, `${older}/auth/session`), UNKNOWN);
    await stage.restart(1);
    await assertEverywhere(person, KNOWN);
  });

  it("the decryption key is rotated in three steps, and every sign-in succeeds", async () => {
    const published = async () => JSON.parse((await stage.go(stage.newPerson(), "/auth/jwks.json")).body).keys.map(({ kid }) => kid);
    const [first] = stage.keys.decryption;
    const second = await decryptionKey("ECDH-ES", "second");
    const signInTwice = async () => {
      for (let at = 0; at < 2; at += 1) await assertEverywhere(await stage.signIn("married-name"), KNOWN);
    };
    const early = await stage.signIn("married-name");
    // 1. All processes can decrypt with the new key, before the provider may read of it as the first.
    stage.keys.decryption = [first, second];
    await stage.restart(0);
    await stage.restartProvider();
    await signInTwice();
    await stage.restart(1);
    assert.deepEqual(await published(), ["first", "second"]);
    // 2. The provider reads of it as the first from one process, and both decrypt.
    stage.keys.decryption = [second, first];
    await stage.restart(0);
    await signInTwice();
    await stage.restartProvider();
    await signInTwice();
    await stage.restart(1);
    assert.deepEqual([await published(), await published()], [["second", "first"], ["second", "first"]]);
    // 3. The old one goes once the provider has read the new set.
    stage.keys.decryption = [second];
    await stage.restartBoth();
    await signInTwice();
    assert.deepEqual(await published(), ["second"]);
    await assertEverywhere(early, KNOWN);
  });

  it("while Redis is gone, nobody is let in and nobody is signed out; with Redis come back, all go on where they were", async () => {
    const known = await stage.signIn("married-name");
    const former = await stage.signIn("corsica-south");
    const formerCopy = former.twin();
    await stage.signOut(former);
    const underWay = stage.newPerson();
    const callback = await stage.atProvider(underWay);
    await stage.redis.stop();
    await assertEverywhere(known, [503, "store_unavailable"]);
    await assertEverywhere(known, [503, "store_unavailable"], "/api/permits");
    const failed = await stage.go(underWay, callback);
    assert.equal(failed.status, 303);
    assert.match(failed.location, /auth_error=store_unavailable/);
    await stage.redis.start();
    // The clients connect again by themselves, each in its own time.
    const isServed = async () => {
      for (let at = 0; at < 4; at += 1) if ((await stage.ask(known, "/auth/session"))[0] === 503) return false;
      return true;
    };
    for (let tries = 0; !(await isServed()) && tries < 50; tries += 1) await pause(100);
    await assertEverywhere(known, KNOWN);
    await assertEverywhere(known, KNOWN, "/api/permits");
    await assertEverywhere(formerCopy, UNKNOWN);
    const again = await stage.go(underWay, callback);
    assert.deepEqual([again.status, again.location], [303, "/mine"]);
    await assertEverywhere(underWay, KNOWN);
  });

  it("a process without its setting does not start, and says which; the other goes on", async () => {
    const person = await stage.signIn("married-name");
    const { session } = stage.keys;
    stage.keys.session = "no key";
    await assert.rejects(stage.restart(1), /SESSION_KEYS: expected/);
    await assertEverywhere(person, KNOWN);
    stage.keys.session = session;
    await stage.restart(1);
    await assertEverywhere(person, KNOWN);
  });
});
