/** The session: sealed, renewed by each login, spread over cookies where it is large, and never more than was proved. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { cookieNames, sessionKey } from "../../world/deployment/index.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import { FULL_SCOPE } from "../../world/persons/identities.mjs";
import { signIn } from "../../world/standin/index.mjs";
import {
  assertCookieAttributes, assertError, assertNobody, assertRedirect, assertSentBack, assertSignedIn, SESSION_COOKIE, setCookies,
} from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";

const deployment = deployed({ settings: { FC_SCOPE: FULL_SCOPE } });
const { newPerson, wrongs } = deployment;
let person;
beforeEach(() => {
  person = newPerson();
});

const names = () => cookieNames(deployment.settings);
const sessionCookies = (answer) => setCookies(answer).filter(({ name }) => name.startsWith(SESSION_COOKIE));
const kept = ({ cookies }) => [...cookies].filter(([name]) => name.startsWith(SESSION_COOKIE));
const changedAt = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

/** Userinfo with so many characters more. */
function enlarge(characters) {
  wrongs.userinfoToken = ({ header, claims, sign }) => sign(header, { ...claims, remark: "x".repeat(characters) });
}

/** What another Worker with these settings says to the same browser; in between, it is the same deployment restarted. */
const atWorkerWith = (settings, act) => deployment.atWorkerWith(settings, person, act);

describe("N63 a login", () => {
  it("makes a session that lasts, and a new one each time", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const first = kept(person);
    const { body } = await person.session();
    assert.deepEqual((await person.session()).body, body);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.notDeepEqual(kept(person), first);
    assert.equal((await person.session()).body.identity.sub, body.identity.sub);
  });

  it("replaces a session that somebody else planted (fixation)", async () => {
    const attacker = newPerson();
    await assertSignedIn(attacker, await attacker.signIn("no-usual-name"));
    for (const [name, value] of kept(attacker)) person.cookies.set(name, value);
    const { identity: planted } = (await person.session()).body;
    await assertSignedIn(person, await person.signIn(PERSON));
    const { identity } = (await person.session()).body;
    assert.notEqual(identity.sub, planted.sub);
    assert.equal((await attacker.session()).body.identity.sub, planted.sub);
  });

  it("that fails leaves the session before it as it was", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const before = kept(person);
    await assertSentBack(await person.signIn("cancel"), "access_denied");
    assert.deepEqual(kept(person), before);
    assert.equal((await person.session()).status, 200);
  });
});

describe("N64 N65 a session's cookie", () => {
  const last = (text) => text.length - 10;
  const spoilt = {
    "altered at its beginning": (text) => changedAt(text, 2),
    "altered in the middle": (text) => changedAt(text, 400),
    "altered at its end": (text) => changedAt(text, last(text)),
    cut: (text) => text.slice(0, -1),
    "cut to its count": () => "1.",
    empty: () => "",
    lengthened: (text) => `${text}A`,
    "N68 of no part": (text) => text.replace(/^\d+/, "0"),
    "N68 of nine parts": (text) => text.replace(/^\d+/, "9"),
    "N68 of a million parts": (text) => text.replace(/^\d+/, "1000000"),
    "N68 of minus one part": (text) => text.replace(/^\d+/, "-1"),
    "N68 with a count that begins with 0": (text) => text.replace(/^\d+/, "0$&"),
    "without a count": (text) => text.replace(/^\d+\./, ""),
  };
  for (const [how, spoil] of Object.entries(spoilt)) {
    it(`${how} is no session`, async () => {
      await assertSignedIn(person, await person.signIn(PERSON));
      const name = names().session;
      const value = person.cookies.get(name);
      person.cookies.set(name, spoil(value));
      await assertNobody(person);
      person.cookies.set(name, value);
      assert.equal((await person.session()).status, 200);
    });
  }

  it("whose name comes twice is no session (cookie tossing)", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const own = person.cookieHeader();
    const tossed = `${names().session}=1.AQ`;
    for (const cookie of [`${tossed}; ${own}`, `${own}; ${tossed}`, `${own}; ${own}`]) {
      assert.equal((await newPerson().fetch("/auth/session", { headers: { cookie } })).status, 401);
    }
    const cookie = `theme=dark; ${own}; other=1`;
    assert.equal((await newPerson().fetch("/auth/session", { headers: { cookie } })).status, 200);
  });

  it("is no login, whatever its name", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const callback = await person.goToProvider(PERSON);
    const name = `${names().login}${callback.searchParams.get("state")}`;
    const honest = person.twin();
    person.cookies.set(name, person.cookies.get(names().session).slice(2));
    await assertSentBack(await person.fetch(callback), "seal_broken");
    await assertSignedIn(honest, await honest.fetch(callback));
  });
});

describe("N65 SESSION_KEYS", () => {
  it("rotate: a new key in front signs nobody out, and once the old one is gone its sessions are over", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const [old] = JSON.parse(deployment.settings.SESSION_KEYS);
    const fresh = sessionKey();
    const keys = (...list) => ({ SESSION_KEYS: JSON.stringify(list) });
    await atWorkerWith(keys(fresh, old), async (there) => assert.equal((await there.session()).status, 200));
    await atWorkerWith(keys(sessionKey(), fresh, old), async (there) => assert.equal((await there.session()).status, 200));
    await atWorkerWith(keys(fresh), assertNobody);
  });

  it("rotate under a login: it is answered with the old key behind, and refused without", async () => {
    const callback = await person.goToProvider(PERSON);
    const [old] = JSON.parse(deployment.settings.SESSION_KEYS);
    await atWorkerWith({ SESSION_KEYS: JSON.stringify([sessionKey()]) }, async (there) => {
      await assertSentBack(await there.fetch(`/auth/callback${callback.search}`), "seal_broken");
    });
    await atWorkerWith({ SESSION_KEYS: JSON.stringify([sessionKey(), old]) }, async (there) => {
      await assertSignedIn(there, await there.fetch(`/auth/callback${callback.search}`));
    });
  });

  it("of another issuer open no session of this one", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    await atWorkerWith({}, async (there) => assert.equal((await there.session()).status, 200));
    await atWorkerWith({ FC_ISSUER: "https://other.example/api/v2" }, assertNobody);
  });
});

describe("SESSION_TTL", () => {
  for (const [SESSION_TTL, seconds] of [["60", 60], ["86400", 86_400], [undefined, 1800]]) {
    it(`${SESSION_TTL ?? "by default"}: ${seconds} seconds, for the browser and for us`, async () => {
      const callback = await person.goToProvider(PERSON);
      const settings = SESSION_TTL === undefined ? {} : { SESSION_TTL };
      await atWorkerWith(settings, async (there) => {
        const before = Math.floor(Date.now() / 1000);
        const answer = await there.fetch(`/auth/callback${callback.search}`);
        const after = Math.floor(Date.now() / 1000);
        for (const cookie of sessionCookies(answer)) assertCookieAttributes(cookie, seconds);
        await assertSignedIn(there, answer);
        const { expiresAt: end } = (await there.session()).body;
        assert.ok(Number.isInteger(end) && end >= before + seconds && end <= after + seconds, `${end - before}`);
      });
    });
  }
});

describe("a session of any size", () => {
  for (const [characters, parts] of [[0, 1], [3000, 2], [5000, 3]]) {
    it(`with ${characters} characters more: ${parts} of 4096 bytes at most, and comes back whole`, async () => {
      enlarge(characters);
      const answer = await person.signIn(PERSON);
      const cookies = sessionCookies(answer);
      const { session: name } = names();
      assert.deepEqual(cookies.map((cookie) => cookie.name), [name, `${name}-1`, `${name}-2`].slice(0, parts));
      for (const cookie of cookies) {
        assertCookieAttributes(cookie, 1800);
        assert.ok(cookie.line.length <= 4096, `${cookie.line.length}`);
      }
      await assertSignedIn(person, answer);
      assert.equal((await person.session()).body.identity.raw.remark, "x".repeat(characters));
    });
  }

  it("one that fits into no three cookies is refused; a smaller one is taken", async () => {
    enlarge(9000);
    await assertSentBack(await person.signIn(PERSON), "session_too_large");
    await assertNobody(person);
    enlarge(0);
    await assertSignedIn(person, await person.signIn(PERSON));
  });

  it("a small one after a large one leaves no part of that behind", async () => {
    enlarge(5000);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.equal(kept(person).length, 3);
    enlarge(0);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.ok(kept(person).length < 3);
  });

  it("N64 parts of two sessions make none", async () => {
    enlarge(5000);
    await assertSignedIn(person, await person.signIn(PERSON));
    const other = newPerson();
    await assertSignedIn(other, await other.signIn(PERSON));
    for (const name of kept(person).map(([part]) => part)) {
      const mixed = person.twin();
      mixed.cookies.set(name, other.cookies.get(name));
      await assertNobody(mixed);
      const lacking = person.twin();
      lacking.cookies.delete(name);
      await assertNobody(lacking);
    }
    const exchanged = person.twin();
    const { session: name } = names();
    exchanged.cookies.set(`${name}-1`, person.cookies.get(`${name}-2`));
    exchanged.cookies.set(`${name}-2`, person.cookies.get(`${name}-1`));
    await assertNobody(exchanged);
    assert.equal((await person.session()).status, 200);
  });
});

describe("N72 FC_ACR that was raised", () => {
  it("leaves no session below it in: it is none for the page, and too low for what is protected", async () => {
    await assertSignedIn(person, await person.signIn("no-usual-name"));
    await atWorkerWith({ FC_ACR: "eidas2" }, async (there) => {
      assert.equal((await there.session()).status, 200);
      assert.equal((await there.fetch("/api/permits")).status, 200);
    });
    await atWorkerWith({ FC_ACR: "eidas3" }, async (there) => {
      await assertNobody(there);
      await assertError(await there.fetch("/api/permits"), 403, "acr_insufficient");
      assert.deepEqual(await there.navigate("/api/permits"), { status: 303, location: "/auth/login?return_to=%2Fapi%2Fpermits" });
    });
  });

  it("sends her to sign in at that level, and then she is in", async () => {
    await assertSignedIn(person, await person.signIn("no-usual-name"));
    const settings = { FC_ACR: "eidas3", FC_REDIRECT_URI: `${deployment.origin}/auth/callback` };
    await atWorkerWith(settings, async (there) => {
      const { location } = await there.navigate("/api/permits");
      const login = await there.startLogin(new URL(location, there.origin).search);
      assert.equal(login.searchParams.get("acr_values"), "eidas3");
      const callback = await signIn(login, "married-name");
      await assertSignedIn(there, await there.fetch(`/auth/callback${callback.search}`), "/api/permits");
      assert.equal((await there.fetch("/api/permits")).status, 200);
    });
  });

  it("does not keep her from signing out of the session that is too low", async () => {
    await assertSignedIn(person, await person.signIn("no-usual-name"));
    await atWorkerWith({ FC_ACR: "eidas3" }, async (there) => {
      const answer = await there.fetch("/auth/logout", { method: "POST", headers: { origin: there.origin } });
      assert.equal(new URL(answer.headers.get("location")).pathname, "/api/v2/session/end");
    });
  });
});

describe("N55 the level of assurance", () => {
  const satisfied = [["married-name", "eidas3", "eidas3"], ["married-name", "eidas2", "eidas3"], ["no-usual-name", "eidas2", "eidas2"]];
  for (const [id, demanded, reached] of satisfied) {
    it(`${reached} satisfies a demand for ${demanded}`, async () => {
      await assertSignedIn(person, await person.signIn(id, `?acr=${demanded}`));
      assert.equal((await person.session()).body.assurance.acr, reached);
    });
  }

  it("eidas2 does not satisfy a demand for eidas3, and opens no session", async () => {
    wrongs.lowLevels = true;
    await assertSentBack(await person.signIn("no-usual-name", "?acr=eidas3"), "acr_insufficient");
    delete wrongs.lowLevels;
    await assertNobody(person);
    await assertRedirect(await person.signIn("married-name", "?acr=eidas3"), "/");
  });
});
