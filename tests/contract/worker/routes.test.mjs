/** The Worker's contract, route by route: method, status, headers, cookies, and the authorization request that a login makes. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { deployed } from "../../world/deployment/suite.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { CLIENT_ID, cookieNames, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { IDP_HINTS } from "../../world/standin/index.mjs";
import {
  assertCookieAttributes, assertError, assertGuarded, assertNobody, assertRedirect, assertSentBack, assertSignedIn, LOGIN_COOKIE,
  SESSION_COOKIE, setCookies,
} from "../../world/sign-ins/assertions.mjs";

/** Where a GET uses something up, a HEAD is not taken: link scanners send it. */
const ROUTES = {
  login: ["GET"], callback: ["GET"], session: ["GET", "HEAD"], logout: ["POST"], "logged-out": ["GET"], "jwks.json": ["GET", "HEAD"],
  exchange: ["POST"],
};
const PERSON = "married-name";

const deployment = deployed();
const { newPerson } = deployment;

describe("methods", () => {
  for (const [name, methods] of Object.entries(ROUTES)) {
    const ask = (method) => newPerson().fetch(`/auth/${name}`, { method, headers: { origin: deployment.origin } });
    for (const other of ["GET", "POST", "PUT", "DELETE", "OPTIONS"].filter((candidate) => !methods.includes(candidate))) {
      it(`${other} /auth/${name} is not taken; ${methods.join(" and ")} is`, async () => {
        const refused = await ask(other);
        assert.equal(refused.headers.get("allow"), methods.join(", "));
        await assertError(refused, 405, "method_not_allowed");
        for (const method of methods) assert.ok(![404, 405].includes((await ask(method)).status));
      });
    }
    it(`HEAD /auth/${name} is ${methods.includes("HEAD") ? "" : "not "}taken`, async () => {
      const answer = await ask("HEAD");
      assert.equal(answer.status === 405, !methods.includes("HEAD"));
      assert.equal(await answer.text(), "");
    });
  }

  it("HEAD uses no login up", async () => {
    const person = newPerson();
    const callback = await person.goToProvider(PERSON);
    const head = await person.fetch(callback, { method: "HEAD" });
    assert.deepEqual([head.status, setCookies(head)], [405, []]);
    await assertSignedIn(person, await person.fetch(callback));
  });

  it("HEAD is GET without the body", async () => {
    for (const path of ["/auth/session", "/auth/jwks.json"]) {
      const [head, get] = [await newPerson().fetch(path, { method: "HEAD" }), await newPerson().fetch(path)];
      assert.equal(head.status, get.status);
      assert.equal(head.headers.get("content-type"), get.headers.get("content-type"));
      assert.equal(head.headers.get("cache-control"), get.headers.get("cache-control"));
      assert.equal(await head.text(), "");
      assert.notEqual(await get.text(), "");
    }
  });

  it("a route that is none of ours is not found; the page has the rest", async () => {
    for (const path of ["/auth/", "/auth/nothing", "/auth/login/", "/auth/session/x", "/auth/__proto__", "/auth/constructor"]) {
      await assertError(await newPerson().fetch(path), 404, "not_found");
    }
    const page = await newPerson().fetch("/");
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type"), /^text\/html/);
  });
});

describe("GET /auth/session", () => {
  it("401 with the error; after a sign-in 200 with the session", async () => {
    const person = newPerson();
    await assertNobody(person);
    await assertSignedIn(person, await person.signIn(PERSON));
    const answer = await person.fetch("/auth/session");
    assert.equal(answer.headers.get("content-type"), "application/json");
    assertGuarded(answer);
    assert.deepEqual(Object.keys(await answer.json()).sort(), ["assurance", "expiresAt", "identity"]);
  });
});

describe("cookies", () => {
  it("have __Host-, Path=/, Secure, HttpOnly, SameSite=Lax, no Domain", async () => {
    const person = newPerson();
    const login = await person.fetch("/auth/login");
    const [kept, ...further] = setCookies(login);
    assert.deepEqual(further, []);
    assert.equal(kept.name, `${cookieNames(deployment.settings).login}${new URL(login.headers.get("location")).searchParams.get("state")}`);
    assertCookieAttributes(kept, 7200);

    const callback = await person.signIn(PERSON);
    const [removed, ...session] = setCookies(callback);
    assert.ok(removed.name.startsWith(LOGIN_COOKIE) && removed.value === "");
    assertCookieAttributes(removed, 0);
    assert.ok(session.length > 0);
    for (const cookie of session) {
      assert.ok(cookie.name.startsWith(SESSION_COOKIE));
      assertCookieAttributes(cookie, 1800);
    }
  });
});

describe("the authorization request", () => {
  const EXPECTED = () => ({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: `${deployment.origin}/auth/callback`,
    scope: DEFAULT_SCOPE,
    acr_values: "eidas2",
  });
  /** The parameters without state and nonce, once these are checked. */
  function rest(url) {
    const { state, nonce, ...others } = Object.fromEntries(url.searchParams);
    assert.equal([...url.searchParams].length, Object.keys(others).length + 2);
    assert.match(state, /^[0-9a-f]{64}$/);
    assert.match(nonce, /^[0-9a-f]{64}$/);
    assert.notEqual(state, nonce);
    return others;
  }

  it("goes to the provider with exactly the parameters that FranceConnect+ takes: no PKCE", async () => {
    const login = await newPerson().fetch("/auth/login");
    const url = new URL(login.headers.get("location"));
    assert.equal(`${url.origin}${url.pathname}`, `${deployment.standin.issuer}/authorize`);
    assert.deepEqual(rest(url), EXPECTED());
    await assertRedirect(login, url.href);
  });

  it("has another state and nonce each time", async () => {
    const [one, two] = [await newPerson().startLogin(), await newPerson().startLogin()];
    for (const name of ["state", "nonce"]) assert.notEqual(one.searchParams.get(name), two.searchParams.get(name));
  });

  it("takes nothing over from the link but acr, idp_hint and ui_locales", async () => {
    const link = "?prompt=none&scope=openid&state=b&nonce=c&redirect_uri=https://evil.example&code_challenge=d";
    assert.deepEqual(rest(await newPerson().startLogin(link)), EXPECTED());
    const asked = await newPerson().startLogin("?acr=eidas3&idp_hint=some%20idp&ui_locales=fr-FR%20en");
    assert.deepEqual(rest(asked), { ...EXPECTED(), acr_values: "eidas3", idp_hint: "some idp", ui_locales: "fr-FR en" });
  });

  it("asks for the level that the link raises it to, and for none that it would lower it to", async () => {
    assert.equal((await newPerson().startLogin("?acr=eidas2")).searchParams.get("acr_values"), "eidas2");
    assert.equal((await newPerson().startLogin("?acr=eidas3")).searchParams.get("acr_values"), "eidas3");
    for (const acr of ["eidas1", "eidas4", "eidas2%20eidas3", "EIDAS3", ""]) {
      const answer = await newPerson().fetch(`/auth/login?acr=${acr}`);
      assert.deepEqual(setCookies(answer), []);
      await assertSentBack(answer, "login_request_invalid");
    }
    const strict = await startWorker({ settings: { ...deployment.settings, FC_ACR: "eidas3" } });
    try {
      const url = await new Person(strict.origin).startLogin("?acr=eidas2");
      assert.equal(url.searchParams.get("acr_values"), "eidas3");
    } finally {
      await strict.stop();
    }
  });

  it("leaves out the hints that ProConnect alone takes, and the person signs in", async () => {
    const person = newPerson();
    const query = "?login_hint=a@ville.example&siret_hint=98000001200016&idp_hint=an-idp";
    const asked = (await newPerson().startLogin(query)).searchParams;
    assert.deepEqual([asked.get("login_hint"), asked.get("siret_hint"), asked.get("idp_hint")], [null, null, "an-idp"]);
    await assertSignedIn(person, await person.signIn(PERSON, "?login_hint=a@ville.example&siret_hint=98000001200016"));
  });

  it("refuses malformed hints", async () => {
    for (const query of ["idp_hint=", "idp_hint=%00", "idp_hint=%C3%A9", `idp_hint=${"a".repeat(257)}`, "ui_locales=%0A"]) {
      await assertSentBack(await newPerson().fetch(`/auth/login?${query}`), "login_request_invalid");
    }
    const longest = await newPerson().startLogin(`?idp_hint=${"a".repeat(256)}`);
    assert.equal(longest.searchParams.get("idp_hint").length, 256);
  });

  it("is taken by the provider, hints and all", async () => {
    const person = newPerson();
    await assertSignedIn(person, await person.signIn(PERSON, `?acr=eidas3&idp_hint=${IDP_HINTS[0]}&ui_locales=fr`));
  });
});

describe("N62 return_to", () => {
  for (const path of ["/", "/dossier", "/a/b?c=d&e=%2F&f=/../g#h", "/a//b", "/@evil.example", `/${"a".repeat(1999)}`]) {
    it(`${path.slice(0, 40)} is a path of ours`, async () => {
      const person = newPerson();
      await assertSignedIn(person, await person.signIn(PERSON, `?return_to=${encodeURIComponent(path)}`), path);
      assert.equal(new URL(path, deployment.origin).origin, deployment.origin);
    });
  }

  const foreign = [
    "", "dossier", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "https://evil.example/", "javascript:alert(1)", "/a\r\nset-cookie: a=b", "/\t/evil.example", " /a",
    "/auth/logged-out", "/auth/login?acr=eidas3", "/x/../auth/login", "/./auth/login", `/${"a".repeat(2000)}`,
  ];
  for (const path of foreign) {
    it(`${JSON.stringify(path.slice(0, 40))} becomes /`, async () => {
      const person = newPerson();
      const answer = await person.signIn(PERSON, `?return_to=${encodeURIComponent(path)}`);
      assert.equal(answer.headers.get("set-cookie").includes("a=b"), false);
      await assertSignedIn(person, answer, "/");
    });
  }

  it("none at all is /", async () => {
    const person = newPerson();
    await assertSignedIn(person, await person.signIn(PERSON), "/");
  });
});
