/** What a person who navigates is answered, and what a script is: the same refusals, each in its form. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import { assertError, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const EVIL = "https://evil.example";

const deployment = deployed();
const { newPerson, wrongs } = deployment;
const post = (headers = {}) => ({ method: "POST", headers: { origin: deployment.origin, ...headers } });
const loginAt = (path) => `/auth/login?return_to=${encodeURIComponent(path)}`;

/** A page of ours: what it says, and under which policy. */
function assertPage({ status, headers, body }, expected, code, language = "fr") {
  assert.equal(status, expected);
  assert.equal(headers["content-type"], "text/html; charset=utf-8");
  assert.equal(headers["cache-control"], "no-store");
  assert.equal(headers["referrer-policy"], "same-origin");
  const [, style] = /<style>(.*)<\/style>/.exec(body);
  const hash = createHash("sha256").update(style).digest("base64");
  assert.equal(headers["content-security-policy"], `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'self'`);
  assert.equal(headers["retry-after"] !== undefined, expected === 503);
  assert.ok(body.startsWith(`<!doctype html>\n<html lang="${language}">`) && body.includes(code) && !body.includes("<script"), body);
}

describe("a protected route without a session", () => {
  it("a script is told, whichever method", async () => {
    await assertError(await newPerson().fetch("/api/permits"), 401, "no_session");
    await assertError(await newPerson().fetch("/api/permits", { method: "POST" }), 401, "no_session");
  });

  const navigations = {
    "a link": {},
    "a link, in a browser without Fetch Metadata": { headers: { "sec-fetch-mode": undefined, accept: "text/html,application/xhtml+xml" } },
    "HEAD, as a link checker sends it": { method: "HEAD", headers: { "sec-fetch-mode": undefined } },
  };
  for (const [what, options] of Object.entries(navigations)) {
    it(`${what} leads to signing in, and back`, async () => {
      const { status, location } = await newPerson().visit("/api/permits?year=2026", options);
      assert.deepEqual([status, location], [303, loginAt("/api/permits?year=2026")]);
    });
  }

  const forms = {
    "the page that it stands on": [() => ({ referer: `${deployment.origin}/api/permits/edit?id=1` }), "/api/permits/edit?id=1"],
    "/, where it comes without a referrer": [() => ({}), "/"],
    "/, where it comes from elsewhere": [() => ({ referer: `${EVIL}/api/permits` }), "/"],
    "/, where it comes from what begins like us": [() => ({ referer: `${deployment.origin}.evil.example/api` }), "/"],
  };
  for (const [where, [headers, path]] of Object.entries(forms)) {
    it(`a form that is sent leads to signing in, and back to ${where}`, async () => {
      const { status, location } = await newPerson().visit("/api/permits", post(headers()));
      assert.deepEqual([status, location], [303, loginAt(path)]);
    });
  }

  it("other methods, and what asks for no page, are a script's", async () => {
    for (const options of [{ method: "PUT" }, { method: "DELETE" }, { headers: { "sec-fetch-mode": "cors" } }, { headers: { "sec-fetch-mode": undefined, accept: "*/*" } }]) {
      const { status, body } = await newPerson().visit("/api/permits", options);
      assert.deepEqual([status, JSON.parse(body).error.code], [401, "no_session"]);
    }
  });

  it("in a frame is a page with a link out of it", async () => {
    for (const kind of ["iframe", "frame", "embed", "object"]) {
      const answer = await newPerson().visit("/api/permits", { headers: { "sec-fetch-dest": kind } });
      assertPage(answer, 401, "no_session");
      assert.ok(answer.body.includes(`<a href="${loginAt("/api/permits")}" target="_top">`));
    }
  });
});

describe("N88 a page that is asked for with the error of a login that failed", () => {
  const link = (query) => `/api/permits?${query}`;
  const cases = [
    ["auth_error=access_denied", "access_denied", "/api/permits"],
    ["auth_error=access_denied&year=2026", "access_denied", "/api/permits?year=2026"],
    ["auth_error=access_denied&auth_return_to=%2Fdossier%3Fa%3Db", "access_denied", "/dossier?a=b"],
    ["auth_error=access_denied&auth_return_to=%2F%2Fevil.example", "access_denied", "/"],
    ["auth_error=access_denied&auth_return_to=%2Fauth%2Flogin", "access_denied", "/"],
    ["auth_error=access_denied&auth_return_to=%2Fx%3Fauth_error%3Dinternal", "access_denied", "/x"],
    ["auth_error=%22%3E%3Cscript%3E", "internal", "/api/permits"],
    ["auth_error=", "internal", "/api/permits"],
  ];
  for (const [query, code, path] of cases) {
    it(`${query} is told of as ${code}, with a link that leads to ${path}`, async () => {
      const answer = await newPerson().visit(link(query));
      assertPage(answer, code === "internal" ? 500 : 400, code);
      assert.ok(answer.body.includes(`<a href="/auth/login?return_to=${encodeURIComponent(path)}"`), answer.body);
    });
  }

  it("is served to whoever is signed in", async () => {
    const person = newPerson();
    await person.signIn(PERSON);
    assert.equal((await person.visit(link("auth_error=access_denied"))).status, 200);
  });

  it("keeps the level that is demanded", async () => {
    const { body } = await newPerson().visit("/api/permits/surrender?auth_error=acr_insufficient");
    assert.ok(body.includes('<a href="/auth/login?return_to=%2Fapi%2Fpermits%2Fsurrender&#38;acr=eidas3"'), body);
  });

  for (const [accepted, language] of [
    ["fr-FR,fr;q=0.9,en;q=0.8", "fr"], ["en-GB,en;q=0.9,fr;q=0.8", "en"], ["en;q=0.5, fr;q=0.9", "fr"], ["de-DE,de;q=0.9", "en"], ["de-FR", "en"],
    ["fr;q=0, en", "en"], ["", "fr"], [undefined, "fr"], ["*", "en"], ["x".repeat(5000), "en"],
  ]) {
    it(`speaks ${language} to whoever accepts ${accepted?.slice(0, 30)}`, async () => {
      const answer = await newPerson().visit(link("auth_error=access_denied"), { headers: { "accept-language": accepted } });
      assertPage(answer, 400, "access_denied", language);
      assert.ok(answer.body.includes(new FcPivotError("access_denied").userMessage(language)));
    });
  }
});

describe("a login that fails", () => {
  const failing = (path) => `/auth/callback?state=${"ab".repeat(32)}&code=x${path}`;

  it("leads to the error path; a second one within seconds is a page; a sign-in forgets the first", async () => {
    const person = newPerson();
    const first = await person.visit(failing(""));
    assert.deepEqual([first.status, first.location], [303, "/?auth_error=state_unknown"]);
    assert.ok(first.headers["set-cookie"].some((line) => /^__Host-fc-failed[^=]*=state_unknown; Path=\/; Max-Age=10; Secure; HttpOnly; SameSite=Lax$/.test(line)));
    assertPage(await person.twin().visit(failing("")), 400, "state_unknown");
    assertPage(await person.twin().visit("/api/permits"), 400, "state_unknown");
    await person.signIn(PERSON);
    assert.deepEqual([...person.cookies.keys()].filter((name) => name.includes("failed")), []);
  });

  it("a script is always sent to the error path", async () => {
    const person = newPerson();
    for (let time = 0; time < 3; time += 1) {
      assert.equal((await person.fetch(failing(""))).headers.get("location"), "/?auth_error=state_unknown");
    }
    assert.equal(person.cookies.size, 0);
  });

  it("keeps where the person wanted to go, where that is known", async (t) => {
    wrongs.lowLevels = true;
    t.after(() => delete wrongs.lowLevels);
    const person = newPerson();
    const callback = await person.goToProvider("level-eidas1", "?return_to=/dossier%3Fa%3Db");
    const { location } = await person.visit(callback);
    assert.equal(location, "/?auth_error=acr_insufficient&auth_return_to=%2Fdossier%3Fa%3Db");
    const refused = await newPerson().visit("/auth/login?acr=eidas9&return_to=/dossier");
    assert.equal(refused.location, "/?auth_error=login_request_invalid&auth_return_to=%2Fdossier");
  });
});

describe("N57 a callback that comes again", () => {
  it("leads whoever is signed in on, and opens nothing; whoever is not is told", async () => {
    const person = newPerson();
    const callback = await person.goToProvider(PERSON);
    assert.equal((await person.visit(callback)).location, "/");
    const before = (await person.session()).body;
    const again = await person.visit(callback);
    assert.deepEqual([again.status, again.location], [303, "/"]);
    assert.ok(again.headers["set-cookie"].every((line) => /Max-Age=0/.test(line)));
    assert.deepEqual((await person.session()).body, before);
    const stranger = newPerson();
    assert.equal((await stranger.visit(callback)).location, "/?auth_error=state_unknown");
    assert.equal((await stranger.session()).status, 401);
  });
});

describe("a sign-out that is refused", () => {
  it("is a page for a person, with a button that does it, and the session stays; JSON for a script", async () => {
    const person = newPerson();
    await assertSignedIn(person, await person.signIn(PERSON));
    for (const origin of [EVIL, "null"]) {
      const answer = await person.visit("/auth/logout", post({ origin }));
      assertPage(answer, 403, "origin_refused");
      assert.ok(answer.body.includes('<form method="post" action="/auth/logout">') && answer.body.includes("FC_PUBLIC_ORIGIN"));
      await assertError(await person.fetch("/auth/logout", post({ origin })), 403, "origin_refused");
    }
    assert.equal((await person.session()).status, 200);
    assert.equal((await person.visit("/auth/logout", post())).status, 303);
    assert.equal((await person.session()).status, 401);
  });

  it("that is opened from history is a page with the button, and ends nothing", async () => {
    const person = newPerson();
    await assertSignedIn(person, await person.signIn(PERSON));
    const answer = await person.visit("/auth/logout");
    assertPage(answer, 405, "method_not_allowed");
    assert.equal(answer.headers.allow, "POST");
    assert.equal((await person.session()).status, 200);
  });
});

describe("what is none of our routes, and what cannot be answered", () => {
  it("is a page for a person", async () => {
    assertPage(await newPerson().visit("/auth/nothing"), 404, "not_found");
    assertPage(await newPerson().visit("/auth/login", post()), 405, "method_not_allowed");
  });

  it("the routes that scripts read are JSON for whoever looks at them", async () => {
    const { status, body } = await newPerson().visit("/auth/session");
    assert.deepEqual([status, JSON.parse(body).error.code], [401, "no_session"]);
    assert.equal((await newPerson().visit("/auth/jwks.json")).headers["content-type"], "application/json");
  });
});

describe("where to go after a sign-in", () => {
  const told = (worker) => worker.said.join("").split("\n").filter((line) => line.includes("return_to: "));

  for (const [what, path, arrives] of [
    ["of 513 characters", `/${"a".repeat(512)}`],
    ["of 2,000 octets", `/${"a".repeat(1999)}`],
    ["with an accent", "/démarche?nom=Ñuñez", "/d%C3%A9marche?nom=%C3%91u%C3%B1ez"],
    ["with a space", "/ma démarche", "/ma%20d%C3%A9marche"],
  ]) {
    it(`${what} is where the person arrives, spelt as a browser spells it`, async () => {
      const person = newPerson();
      const answer = await person.signIn(PERSON, `?return_to=${encodeURIComponent(path)}`);
      await assertSignedIn(person, answer, arrives ?? path);
      const url = new URL(path, deployment.origin);
      assert.equal(answer.headers.get("location"), `${url.pathname}${url.search}`);
    });
  }

  it("of 2,001 octets becomes /, and an event says so", async () => {
    const person = newPerson();
    const before = told(deployment.worker).length;
    await assertSignedIn(person, await person.signIn(PERSON, `?return_to=/${"a".repeat(2000)}`), "/");
    for (let tries = 0; told(deployment.worker).length === before && tries < 50; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
    const [line, ...further] = told(deployment.worker).slice(before);
    const { step, outcome, detail } = JSON.parse(line);
    assert.deepEqual([step, outcome, further], ["login", "ok", []]);
    assert.match(detail, /^return_to: /);
  });

  it("the longest ones, one in each of several tabs, leave a request that servers take", async () => {
    const person = newPerson();
    const callbacks = [];
    for (let tab = 0; tab < 8; tab += 1) callbacks.push(await person.goToProvider(PERSON, `?return_to=/${"a".repeat(1998)}${tab}`));
    assert.ok(person.cookieHeader().length <= 8192, `${person.cookieHeader().length} octets`);
    await assertSignedIn(person, await person.fetch(callbacks.at(-1)), `/${"a".repeat(1998)}7`);
  });
});

describe("N74 what browsers call the service", () => {
  const PUBLIC = "https://service.example";
  const FORGED = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example;proto=https" };
  let worker;
  before(async () => {
    worker = await startWorker({ settings: { ...deployment.settings, FC_PUBLIC_ORIGIN: PUBLIC } });
  });
  after(() => worker.stop());

  it("is what FC_PUBLIC_ORIGIN says, for redirect URIs, whatever headers say", async () => {
    for (const headers of [{}, FORGED]) {
      const { location } = await new Person(worker.origin).visit("/auth/login", { headers });
      assert.equal(new URL(location).searchParams.get("redirect_uri"), `${PUBLIC}/auth/callback`);
    }
  });

  it("and for same-origin checks: whoever claims another origin is refused, and we are not", async () => {
    const ask = (headers) => new Person(worker.origin).visit("/auth/logout", { method: "POST", headers: { ...headers, "sec-fetch-mode": "cors" } });
    for (const headers of [{ ...FORGED, origin: "https://evil.example" }, { origin: worker.origin }, { ...FORGED, origin: "http://evil.example" }]) {
      const { status, body } = await ask(headers);
      assert.deepEqual([status, JSON.parse(body).error.code], [403, "origin_refused"]);
    }
    for (const headers of [{ ...FORGED, origin: PUBLIC }, { origin: PUBLIC, "sec-fetch-site": "same-origin" }]) assert.equal((await ask(headers)).status, 303);
  });

  it("whoever comes by its spelling with www. signs in at the one that the cookies belong to", async () => {
    const ask = (host) => new Person(worker.origin).visit("/auth/login?return_to=/dossier", { headers: { host } });
    assert.equal((await ask("www.service.example")).location, `${PUBLIC}/auth/login?return_to=/dossier`);
    for (const host of ["service.example", "www.evil.example", "www.service.example.evil.example"]) {
      assert.equal(new URL((await ask(host)).location).origin, new URL(deployment.standin.issuer).origin);
    }
  });

  for (const malformed of ["https://other.example/", "other.example", "http://other.example", "https://other.example/app"]) {
    it(`${malformed} is none: the Worker does not start, and says which setting it is`, async () => {
      await assert.rejects(startWorker({ settings: { ...deployment.settings, FC_PUBLIC_ORIGIN: malformed } }), (error) =>
        /FC_PUBLIC_ORIGIN: expected/.test(error.message) && !error.message.includes(malformed));
    });
  }
});
