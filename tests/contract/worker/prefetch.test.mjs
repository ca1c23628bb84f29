/** N81: a request that a browser sends before the person asks starts nothing, uses nothing up, and is never shown to her. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { once } from "node:events";
import { beforeEach, describe, it } from "node:test";
import { deployed } from "../../world/deployment/suite.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { assertSignedIn } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const deployment = deployed();
let person;
beforeEach(() => {
  person = deployment.newPerson();
});

const PREFETCHES = [
  ["sec-purpose", "prefetch"], ["sec-purpose", "prefetch;prerender"], ["sec-purpose", "prefetch;anonymous-client-ip"],
  ["purpose", "prefetch"], ["x-moz", "prefetch"], ["x-purpose", "preview"],
];

/** As a browser sends it; Node's `fetch` does not let `Sec-Purpose` be said. */
async function ahead(path, [name, value]) {
  const asked = request(new URL(path, deployment.origin), { headers: { cookie: person.cookieHeader(), [name]: value, "sec-fetch-mode": "navigate" } }).end();
  const [answer] = await once(asked, "response");
  answer.resume();
  const { "set-cookie": cookies, "cache-control": cacheControl, location } = answer.headers;
  return { status: answer.statusCode, cookies, cacheControl, location };
}

const DECLINED = { status: 503, cookies: undefined, cacheControl: "no-store", location: undefined };

describe("N81 a prefetch", () => {
  for (const header of PREFETCHES) {
    it(`${header.join(": ")} starts no login, and leaves the one under way`, async () => {
      const login = await person.startLogin("?return_to=/dossier");
      for (let link = 0; link < 12; link += 1) assert.deepEqual(await ahead(`/auth/login?return_to=/link/${link}`, header), DECLINED);
      await assertSignedIn(person, await person.fetch(await signIn(login, PERSON)), "/dossier");
    });
  }

  it("of a protected page leads to the login, and starts none there", async () => {
    const { status, location } = await ahead("/api/permits", ["sec-purpose", "prefetch"]);
    assert.equal(status, 303);
    assert.deepEqual(await ahead(location, ["sec-purpose", "prefetch"]), DECLINED);
  });

  it("of a callback or of a return from a sign-out uses nothing up", async () => {
    const callback = await person.goToProvider(PERSON);
    assert.deepEqual(await ahead(`${callback.pathname}${callback.search}`, ["sec-purpose", "prefetch;prerender"]), DECLINED);
    await assertSignedIn(person, await person.fetch(callback));
    const back = await person.signOut();
    assert.deepEqual(await ahead(`${back.pathname}${back.search}`, ["sec-purpose", "prefetch;prerender"]), DECLINED);
    assert.equal((await person.fetch(back)).headers.get("location"), "/");
  });

  it("is what the browser says is one, and nothing else", async () => {
    for (const header of [["sec-purpose", ""], ["purpose", "navigation"], ["x-moz", "none"]]) {
      assert.equal((await ahead("/auth/login", header)).status, 303);
    }
  });

  it("of the session or of our keys is answered: they change nothing", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.equal((await ahead("/auth/session", ["sec-purpose", "prefetch"])).status, 200);
    assert.equal((await ahead("/auth/jwks.json", ["sec-purpose", "prefetch"])).status, 200);
  });
});
