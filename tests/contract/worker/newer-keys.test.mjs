/**
 * When the Worker looks for newer keys of the provider's, and how often. The handler of `fc-pivot/worker` runs in this process, under a clock
 * that the tests put forward and, where they say so, with workerd's Cache API.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it, mock } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { Miniflare, Response as WorkerdResponse } from "miniflare";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";
import { badlySigned, underAnUnknownKid } from "../../world/sign-ins/faults.mjs";
import { handlerStage } from "./handler-stage.mjs";

const PERSON = "married-name";
const KEYS = "/jwks";

const deployment = handlerStage();
const { pass, personAtNewHandler, wrongs } = deployment;
let auth;
let person;
beforeEach(() => {
  auth = fcPivot(QUIET);
  person = newcomer();
});

/** Another person at the same handler. */
const newcomer = () => deployment.personAt(auth);
const replaceKey = () => deployment.standin.rotateSigningKey({ replace: true });
const canSignIn = async (who = person) => assertSignedIn(who, await who.signIn(PERSON));
/** In a browser that nobody is signed in in. */
async function isRefused(code, who = person) {
  who.cookies.clear();
  await assertSentBack(await who.signIn(PERSON), code);
  await assertNobody(who);
}
/** How often `act` makes us ask for the keys. */
const looks = (act) => deployment.requests(KEYS, act);

describe("N85 the provider's key, replaced under the same kid", () => {
  beforeEach(() => canSignIn());

  it("N85 is found by one look, and later sign-ins need none", async () => {
    replaceKey();
    assert.equal(await looks(canSignIn), 1);
    assert.equal(await looks(canSignIn), 0);
  });

  it("N85 is found where it was replaced between ID token and userinfo", async () => {
    wrongs.idToken = ({ jws }) => {
      replaceKey();
      return jws;
    };
    assert.equal(await looks(canSignIn), 1);
  });

  for (const token of ["idToken", "userinfoToken"]) {
    it(`N85 a flood of bad signatures (${token}) fetches once in thirty seconds, and honest tokens sign in meanwhile`, async () => {
      wrongs[token] = badlySigned;
      assert.equal(await looks(async () => {
        for (let count = 0; count < 10; count += 1) await isRefused("signature_invalid");
      }), 1);
      pass(29);
      assert.equal(await looks(() => isRefused("signature_invalid")), 0);
      pass(2);
      assert.equal(await looks(() => isRefused("signature_invalid")), 1);
      delete wrongs[token];
      assert.equal(await looks(canSignIn), 0);
    });
  }

  it("N85 within the cool-down it is refused, and found after it", async () => {
    wrongs.idToken = badlySigned;
    await isRefused("signature_invalid");
    delete wrongs.idToken;
    replaceKey();
    assert.equal(await looks(() => isRefused("signature_invalid")), 0);
    pass(31);
    assert.equal(await looks(canSignIn), 1);
  });

  it("N85 unknown names and bad signatures share one look", async () => {
    wrongs.idToken = underAnUnknownKid;
    assert.equal(await looks(() => isRefused("key_unknown")), 1);
    wrongs.idToken = badlySigned;
    assert.equal(await looks(() => isRefused("signature_invalid")), 0);
  });

  it("N85 a look bypasses the caches on the way", async () => {
    const asked = [];
    auth = fcPivot({ ...QUIET, fetch: (url, init) => {
      if (url.endsWith(KEYS)) asked.push(new Headers(init.headers).get("cache-control"));
      return fetch(url, init);
    } });
    await canSignIn(newcomer());
    replaceKey();
    await canSignIn(newcomer());
    assert.deepEqual(asked, [null, "no-cache"]);
  });

  it("N85 a clock that is set back by an hour keeps neither old keys nor anybody from looking", async () => {
    wrongs.idToken = badlySigned;
    await isRefused("signature_invalid");
    delete wrongs.idToken;
    const now = Date.now();
    mock.timers.setTime(now - 3_600_000);
    replaceKey();
    assert.equal(await looks(() => canSignIn(newcomer())), 1);
    replaceKey();
    assert.equal(await looks(() => canSignIn(newcomer())), 1);
  });

  it("N85 other failures are no reason to look", async () => {
    wrongs.idToken = ({ header, claims, sign }) => sign(header, { ...claims, nonce: "0".repeat(64) });
    assert.equal(await looks(() => isRefused("nonce_mismatch")), 0);
  });
});

describe("N85 tokens that name no key", () => {
  const nameless = ({ header: { kid: _, ...header }, claims, sign }) => sign(header, claims);
  const withOneMore = (answer) => {
    const { keys } = JSON.parse(answer.body);
    const own = keys.find(({ alg }) => alg === "ES256");
    // The base point of P-256: on the curve, and nobody's key.
    const other = {
      ...own, kid: "retiring",
      x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY", y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    };
    return { ...answer, body: JSON.stringify({ keys: [...keys, other] }) };
  };

  it("N85 are refused while two keys are published, and taken once the provider has retired one", async () => {
    Object.assign(wrongs, { idToken: nameless, userinfoToken: nameless, answer: { jwks: withOneMore } });
    assert.equal(await looks(() => isRefused("key_ambiguous")), 2);
    delete wrongs.answer;
    pass(31);
    assert.equal(await looks(canSignIn), 1);
  });
});

describe("N85 what isolates share through the Cache API", () => {
  let workerd;
  let cache;
  const written = new Set();
  before(async () => {
    workerd = new Miniflare({
      modules: true, script: "export default { fetch: () => new Response(null) };", compatibilityDate: "2026-04-20", cf: false,
    });
    cache = (await workerd.getCaches()).default;
  });
  after(() => workerd.dispose());
  beforeEach(() => {
    globalThis.caches = {
      default: {
        match: (key) => cache.match(key),
        async put(key, response) {
          written.add(key);
          await cache.put(key, new WorkerdResponse(await response.text(), { headers: [...response.headers] }));
        },
      },
    };
  });
  afterEach(async () => {
    delete globalThis.caches;
    for (const key of written) await cache.delete(key);
    written.clear();
  });

  it("N85 an old copy does not outlive a look: who starts anew is signed in, and leaves the new keys to the next", async () => {
    await canSignIn();
    replaceKey();
    assert.equal(await looks(() => canSignIn(personAtNewHandler())), 1);
    assert.equal(await looks(() => canSignIn(personAtNewHandler())), 0);
  });

  it("N85 an old copy of another isolate's does not count as a look, and replaces no newer keys", async () => {
    await canSignIn();
    pass(601);
    // The other one's copy is younger than ours, and true for nine more minutes.
    await canSignIn(personAtNewHandler());
    pass(60);
    replaceKey();
    assert.equal(await looks(canSignIn), 1);
  });
});
