/** Logins under way: which browser may finish them, how many there may be, and what ends them. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, beforeEach, describe, it } from "node:test";
import { cookieNames } from "../../world/deployment/index.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import { signIn } from "../../world/standin/index.mjs";
import {
  assertCookieAttributes, assertNobody, assertRedirect, assertSentBack, assertSignedIn, LOGIN_COOKIE, setCookies,
} from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";

const deployment = deployed();
const { newPerson } = deployment;
let person;
beforeEach(() => {
  person = newPerson();
});

const hex64 = () => randomBytes(32).toString("hex");
const names = () => cookieNames(deployment.settings);
const nameOf = (url) => `${names().login}${url.searchParams.get("state")}`;
const loginsOf = ({ cookies }) => [...cookies.keys()].filter((name) => name.startsWith(LOGIN_COOKIE));
const changed = (text) => `${text.slice(0, 40)}${text[40] === "A" ? "B" : "A"}${text.slice(41)}`;

/** The one removal among an answer's cookies is that of this login. */
function assertUsedUp(answer, url) {
  const [removed] = setCookies(answer).filter(({ name }) => name === nameOf(url));
  assert.equal(removed?.value, "");
  assertCookieAttributes(removed, 0);
}

/** A callback as a provider, or somebody else, might have written it. */
const callbackOf = (login, parameters) =>
  `/auth/callback?${new URLSearchParams({ state: login.searchParams.get("state"), iss: deployment.standin.issuer, ...parameters })}`;

/**
 * A login whose code stays good: within one session at the provider, each sign-in revokes the codes of the one before
 * (oidc-provider's grants), so that tabs only disturb one another there, not here.
 */
const goToProviderApart = async (personId, query) => signIn(await person.startLogin(query), personId);

describe("several logins", () => {
  it("two tabs with a login each both arrive, in whichever order, each where it wanted to go", async () => {
    const one = await goToProviderApart(PERSON, "?return_to=/one");
    const two = await goToProviderApart("no-usual-name", "?return_to=/two");
    assert.equal(loginsOf(person).length, 2);
    await assertSignedIn(person, await person.fetch(two), "/two");
    assert.deepEqual(loginsOf(person), [nameOf(one)]);
    await assertSignedIn(person, await person.fetch(one), "/one");
    assert.deepEqual(loginsOf(person), []);
  });

  it("N67 eight are kept: the first of them still arrives", async () => {
    const first = await person.goToProvider(PERSON);
    for (let further = 1; further <= 7; further += 1) await person.startLogin();
    assert.equal(loginsOf(person).length, 8);
    await assertSignedIn(person, await person.fetch(first));
  });

  it("N67 of many more the newest eight are kept, however many a second begins", async () => {
    const logins = [];
    for (let count = 1; count <= 24; count += 1) {
      logins.push(await person.startLogin());
      assert.deepEqual(loginsOf(person).sort(), logins.slice(-8).map(nameOf).sort());
    }
    const [newest, ousted] = [logins.at(-1), logins.at(-9)];
    await assertSentBack(await person.fetch(callbackOf(ousted, { code: "any" })), "state_unknown");
    await assertSignedIn(person, await person.fetch(await signIn(newest, PERSON)));
  });

  it("N81 six tabs that a browser restores at once all arrive", async () => {
    const paths = Array.from({ length: 6 }, (_, number) => `/dossier/${number}?page=2`);
    const logins = await Promise.all(paths.map((path) => person.startLogin(`?return_to=${encodeURIComponent(path)}`)));
    assert.equal(loginsOf(person).length, 6);
    for (const [number, login] of logins.entries()) {
      await assertSignedIn(person, await person.fetch(await signIn(login, PERSON)), paths[number]);
    }
  });

  it("N67 cookies that look like logins and are none are cleared away by the next login", async () => {
    const planted = Array.from({ length: 30 }, () => `${names().login}${hex64()}`);
    for (const name of planted) person.cookies.set(name, "AQ");
    const callback = await person.goToProvider(PERSON);
    assert.deepEqual(loginsOf(person), [nameOf(callback)]);
    await assertSignedIn(person, await person.fetch(callback));
  });
});

describe("a login is answered once, in its own browser", () => {
  it("N57 a callback that comes again finds no login, and leaves the session be", async () => {
    const callback = await person.goToProvider(PERSON);
    const first = await person.fetch(callback);
    assertUsedUp(first, callback);
    await assertSignedIn(person, first);
    const again = await person.fetch(callback);
    assertUsedUp(again, callback);
    await assertSentBack(again, "state_unknown");
    assert.equal((await person.session()).status, 200);
  });

  it("N57 a callback that comes again with the cookie put back fails at the provider", async () => {
    const callback = await person.goToProvider(PERSON);
    const earlier = person.twin();
    await assertSignedIn(person, await person.fetch(callback));
    const again = await earlier.fetch(callback);
    assertUsedUp(again, callback);
    await assertSentBack(again, "code_rejected");
    await assertNobody(earlier);
  });

  it("N57 a callback that is sent twice at once opens no more than one session", async () => {
    const callback = await person.goToProvider(PERSON);
    const twins = [person.twin(), person.twin()];
    const answers = await Promise.all(twins.map((twin) => twin.fetch(callback)));
    const outcomes = answers.map((answer) => answer.headers.get("location")).sort();
    assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
    assert.ok(outcomes.filter((location) => location === "/").length <= 1, outcomes.join(" "));
    assert.ok(outcomes.includes("/?auth_error=code_rejected"), outcomes.join(" "));
  });

  it("N58 a callback in a browser that did not start the login is refused (login CSRF)", async () => {
    const callback = await person.goToProvider(PERSON);
    const victim = newPerson();
    const answer = await victim.fetch(callback);
    assertUsedUp(answer, callback);
    await assertSentBack(answer, "state_unknown");
    await assertNobody(victim);
    await assertSignedIn(person, await person.fetch(callback));
  });

  it("N58 nor is it accepted beside a login of the victim's own", async () => {
    const foreign = await person.goToProvider(PERSON);
    const victim = newPerson();
    const own = await victim.goToProvider("no-usual-name");
    await assertSentBack(await victim.fetch(foreign), "state_unknown");
    await assertSignedIn(victim, await victim.fetch(own));
  });
});

describe("N64 N65 the cookie of a login", () => {
  const spoilt = {
    altered: changed,
    "altered in its version": (text) => `B${text.slice(1)}`,
    cut: (text) => text.slice(0, -4),
    lengthened: (text) => `${text}AAAA`,
    empty: () => "",
    "not base64url": (text) => `${text.slice(0, 40)}*${text.slice(41)}`,
  };
  for (const [how, spoil] of Object.entries(spoilt)) {
    it(`${how} is refused; whole it is taken`, async () => {
      const callback = await person.goToProvider(PERSON);
      const whole = person.twin();
      person.cookies.set(nameOf(callback), spoil(person.cookies.get(nameOf(callback))));
      const answer = await person.fetch(callback);
      assertUsedUp(answer, callback);
      await assertSentBack(answer, "seal_broken");
      await assertNobody(person);
      await assertSignedIn(whole, await whole.fetch(callback));
    });
  }

  it("two that are swapped are refused; each in its place is taken", async () => {
    const [one, two] = [await goToProviderApart(PERSON), await goToProviderApart(PERSON)];
    const honest = person.twin();
    const [valueOfOne, valueOfTwo] = [one, two].map((callback) => person.cookies.get(nameOf(callback)));
    person.cookies.set(nameOf(one), valueOfTwo).set(nameOf(two), valueOfOne);
    await assertSentBack(await person.fetch(one), "seal_broken");
    await assertSentBack(await person.fetch(two), "seal_broken");
    await assertSignedIn(honest, await honest.fetch(one));
    await assertSignedIn(honest, await honest.fetch(two));
  });

  it("whose name comes twice has no value (cookie tossing)", async () => {
    const callback = await person.goToProvider(PERSON);
    const [name, value] = [nameOf(callback), person.cookies.get(nameOf(callback))];
    for (const cookie of [`${name}=tossed; ${name}=${value}`, `${name}=${value}; ${name}=tossed`, `${name}=${value}; ${name}=${value}`]) {
      await assertSentBack(await newPerson().fetch(callback, { headers: { cookie } }), "state_unknown");
    }
    await assertRedirect(await newPerson().fetch(callback, { headers: { cookie: `other=1; ${name}=${value}` } }), "/");
  });

  it("is no session, under whichever name", async () => {
    const callback = await person.goToProvider(PERSON);
    const mover = newPerson();
    mover.cookies.set(names().session, `1.${person.cookies.get(nameOf(callback))}`);
    await assertNobody(mover);
    await assertSignedIn(person, await person.fetch(callback));
  });
});

describe("N57 N60 the callback's parameters", () => {
  const append = (name, ...values) => (url) => values.forEach((value) => url.searchParams.append(name, value));
  const faults = [
    ["no state", "state_missing", (url) => url.searchParams.delete("state"), false],
    ["an empty state", "state_missing", (url) => url.searchParams.set("state", ""), false],
    ["another state", "state_unknown", (url) => url.searchParams.set("state", hex64()), false],
    ["a state that is cut", "state_unknown", (url) => url.searchParams.set("state", url.searchParams.get("state").slice(1)), false],
    ["a state in capitals", "state_unknown", (url) => url.searchParams.set("state", url.searchParams.get("state").toUpperCase()), false],
    ["a state that would end a header line", "state_unknown", (url) => url.searchParams.set("state", "a\r\nset-cookie: b=c"), false],
    ["its state twice", "callback_malformed", (url) => url.searchParams.append("state", url.searchParams.get("state")), false],
    ["two states", "callback_malformed", (url) => url.searchParams.append("state", hex64()), false],
    ["code twice", "callback_malformed", (url) => url.searchParams.append("code", "other"), true],
    ["error twice", "callback_malformed", append("error", "access_denied", "server_error"), true],
    ["a parameter twice that is none of ours", "callback_malformed", append("x", "1", "2"), true],
    ["a hundred parameters more", "callback_malformed", (url) => {
      for (let number = 0; number < 100; number += 1) url.searchParams.append(`x${number}`, "");
    }, false],
    ["more than 8 KB", "callback_malformed", append("x", "a".repeat(8192)), false],
    ["iss twice", "callback_malformed", (url) => url.searchParams.append("iss", url.searchParams.get("iss")), true],
    ["code and error", "callback_malformed", (url) => url.searchParams.set("error", "access_denied"), true],
    ["neither code nor error", "callback_malformed", (url) => url.searchParams.delete("code"), true],
    ["an empty code", "callback_malformed", (url) => url.searchParams.set("code", ""), true],
    ["a code with a control character", "callback_malformed", (url) => url.searchParams.set("code", "a\nb"), true],
    ["a code that is too long", "callback_malformed", (url) => url.searchParams.set("code", "a".repeat(4097)), true],
    ["a code that is none of the provider's", "code_rejected", (url) => url.searchParams.set("code", "a".repeat(43)), true],
    ["N59 no iss", "callback_iss_missing", (url) => url.searchParams.delete("iss"), true],
    ["N59 another iss", "callback_iss_mismatch", (url) => url.searchParams.set("iss", "https://evil.example/api/v2"), true],
    ["N59 an iss with a slash more", "callback_iss_mismatch", (url) =>
      url.searchParams.set("iss", `${url.searchParams.get("iss")}/`), true],
    ["N59 an empty iss", "callback_iss_mismatch", (url) => url.searchParams.set("iss", ""), true],
  ];
  for (const [what, code, spoil, usedUp] of faults) {
    it(`${what}: ${code}${usedUp ? ", and the login is used up" : ""}`, async () => {
      const callback = await person.goToProvider(PERSON);
      const honest = person.twin();
      const spoilt = new URL(callback);
      spoil(spoilt);
      const answer = await person.fetch(spoilt);
      if (usedUp) assertUsedUp(answer, callback);
      assert.doesNotMatch(answer.headers.get("set-cookie") ?? "", /b=c/);
      await assertSentBack(answer, code);
      await assertNobody(person);
      await assertSignedIn(honest, await honest.fetch(callback));
    });
  }

  it("parameters that nobody knows do no harm", async () => {
    const callback = await person.goToProvider(PERSON);
    callback.searchParams.set("session_state", "x");
    await assertSignedIn(person, await person.fetch(callback));
  });
});

describe("errors of the provider", () => {
  const named = [
    "access_denied", "invalid_scope", "invalid_request", "invalid_acr", "invalid_idp_hint", "unsupported_response_type", "server_error",
    "temporarily_unavailable",
  ];
  const others = ["Y000400", "E020001", "unauthorized_client", "login_required", "state_unknown", "<script>alert(1)</script>", "a\r\nb: c"];
  for (const [error, code] of [...named.map((name) => [name, name]), ...others.map((name) => [name, "provider_error"])]) {
    it(`N66 ${JSON.stringify(error)} is ${code}, and its description is never repeated`, async () => {
      const login = await person.startLogin("?return_to=/dossier");
      const answer = await person.fetch(callbackOf(login, { error, error_description: "<b>canary</b>" }));
      assertUsedUp(answer, login);
      assert.doesNotMatch(JSON.stringify([...answer.headers]), /canary|script/);
      await assertSentBack(answer, code);
      await assertNobody(person);
    });
  }

  it("a person who cancels at the provider comes back with access_denied, and may begin anew", async () => {
    await assertSentBack(await person.signIn("cancel"), "access_denied");
    await assertSignedIn(person, await person.signIn(PERSON));
  });

  it("an error without iss is still the error that it is; with another's it is none", async () => {
    const [silent, foreign] = [await person.startLogin(), await person.startLogin()];
    const withoutIss = callbackOf(silent, { error: "access_denied" }).replace(/&iss=[^&]*/, "");
    await assertSentBack(await person.fetch(withoutIss), "access_denied");
    const answer = await person.fetch(callbackOf(foreign, { error: "access_denied", iss: "https://evil.example" }));
    await assertSentBack(answer, "callback_iss_mismatch");
  });
});
