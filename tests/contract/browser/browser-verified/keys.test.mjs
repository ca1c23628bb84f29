/**
 * The provider's signing keys, as a page of the browser-verified way meets them: rotated, replaced, broken on their way; with a browser's own HTTP
 * cache before them.
 */
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { badlySigned, unanswered, underAnUnknownKid } from "../../../world/sign-ins/faults.mjs";
import { signIn as signInAt } from "../../../world/standin/index.mjs";
import { PERSON } from "../../../world/deployment/plain-provider.mjs";
import { plainStage } from "./plain-stage.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { comeBack, errorOf, finished, goToProvider, identityOf, open, readJson } from "./visitor.mjs";

describe("the provider's signing keys, with the Worker", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  const demo = verifiedStage(port);
  const fetches = () => demo.requestsTo("/jwks");

  async function signIn(tab) {
    await goToProvider(tab, address);
    await comeBack(tab);
  }

  it("N15 rotate: an unknown kid is looked for once more, past the browser's cache, and found", async (t) => {
    const { tab } = await demo.profile(t);
    await signIn(tab);
    await readJson(tab, "result");
    const before = fetches();
    await signIn(tab);
    await readJson(tab, "result");
    const cached = fetches() - before;

    demo.standin.rotateSigningKey();
    for (const login of ["first", "next"]) {
      await signIn(tab);
      assert.equal(await tab.locator("#error").count(), 0, `${login} login after the rotation`);
      assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    }
    // The page's own, from the browser's cache before the rotation and renewed with the reload; the Worker reads no keys in this way.
    assert.deepEqual([cached, fetches() - before], [0, 1]);
  });

  it("N85 a key that was replaced under its kid is found, and later logins need no look", async (t) => {
    const { tab } = await demo.profile(t);
    await signIn(tab);
    await readJson(tab, "result");
    const before = fetches();
    demo.standin.rotateSigningKey({ replace: true });
    for (const looks of [1, 1]) {
      await signIn(tab);
      assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
      assert.equal(fetches() - before, looks);
    }
  });

  it("N85 a bad signature is refused after one look", async (t) => {
    t.after(() => delete demo.wrongs.idToken);
    demo.wrongs.idToken = badlySigned;
    const { tab } = await demo.profile(t);
    const before = fetches();
    await signIn(tab);
    assert.equal(await errorOf(tab), "signature_invalid");
    assert.equal(fetches() - before, 2);
    delete demo.wrongs.idToken;
    await signIn(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    assert.equal(fetches() - before, 2);
  });

  it("N85 a flood of bad signatures in one page fetches once, and an honest login is signed in after it", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    const login = async () => {
      const { search } = await signInAt(await tab.evaluate(() => pivot.loginUrl()), "married-name");
      return tab.evaluate((query) => pivot.finish({ search: query }).then(({ identity }) => identity.birthName, ({ code }) => code), search);
    };
    assert.equal(await login(), "KERVOALEN");
    const before = fetches();
    demo.wrongs.idToken = badlySigned;
    for (let count = 0; count < 5; count += 1) assert.equal(await login(), "signature_invalid");
    assert.equal(fetches() - before, 1);
    delete demo.wrongs.idToken;
    assert.equal(await login(), "KERVOALEN");
    assert.equal(fetches() - before, 1);
  });

  it("N15 a kid that the provider does not publish is refused, and looked for once", async (t) => {
    demo.wrongs.idToken = underAnUnknownKid;
    t.after(() => delete demo.wrongs.idToken);
    const { tab } = await demo.profile(t);
    const before = fetches();
    await signIn(tab);
    assert.equal(await errorOf(tab), "key_unknown");
    assert.equal(fetches() - before, 2);
    delete demo.wrongs.idToken;
    await signIn(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
  });
});

describe("the provider's documents, broken on their way to the page", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  // No test waits for ten seconds.
  const demo = verifiedStage(port, { timeout: 2500 });
  afterEach(() => delete demo.wrongs.answer);

  const FAULTS = [
    ["the connection is reset", () => "reset"],
    ["the connection ends early", (answer) => ({ ...answer, body: answer.body.slice(0, 40), headers: { ...answer.headers, "content-length": answer.body.length }, cut: true })],
    ["nothing comes", (answer) => ({ ...answer, body: "" })],
    ["the beginning comes, and nothing says that it is one", (answer) => ({ ...answer, body: answer.body.slice(0, -1) })],
  ];
  const times = (count, fault) => (answer) => (count-- > 0 ? fault(answer) : answer);

  for (const [document, route, malformed] of [
    ["jwks", "/jwks", "jwks_malformed"],
    ["discovery", "/.well-known/openid-configuration", "discovery_malformed"],
  ]) {
    for (const [what, fault] of FAULTS) {
      it(`${document}, where ${what}: is asked for again, once`, async (t) => {
        const { tab } = await demo.profile(t);
        await goToProvider(tab, address);
        demo.wrongs.answer = { [document]: times(1, fault) };
        const before = demo.requestsTo(route);
        await comeBack(tab);
        assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
        assert.equal(demo.requestsTo(route) - before, 2);
      });
    }

    it(`${document}, where it stays broken: the code is not sent, and the same return is finished once it is whole`, async (t) => {
      const { tab } = await demo.profile(t);
      await goToProvider(tab, address);
      demo.wrongs.answer = { [document]: FAULTS[3][1] };
      const codesSent = demo.requestsTo("/token");
      await comeBack(tab);
      assert.equal(await errorOf(tab), malformed);
      assert.equal(demo.requestsTo("/token"), codesSent);
      delete demo.wrongs.answer;
      await tab.reload();
      await finished(tab);
      assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    });
  }

  for (const document of ["jwks", "discovery"]) {
    it(`${document}, which does not come: the code is not sent, and the same return is finished once it does`, async (t) => {
      const { tab } = await demo.profile(t);
      await goToProvider(tab, address);
      demo.wrongs.answer = { [document]: unanswered };
      const codesSent = demo.requestsTo("/token");
      await comeBack(tab);
      assert.deepEqual(await readJson(tab, "error"), { code: "provider_timeout", retryable: true });
      assert.equal(demo.requestsTo("/token"), codesSent);
      delete demo.wrongs.answer;
      await tab.reload();
      await finished(tab);
      assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    });
  }

  it("jwks without a key, which the browser has kept: are asked for past its cache", async (t) => {
    const { tab } = await demo.profile(t);
    await goToProvider(tab, address);
    demo.wrongs.answer = { jwks: (answer) => ({ ...answer, body: '{"keys":[]}' }) };
    await comeBack(tab);
    assert.equal(await errorOf(tab), "jwks_malformed");
    delete demo.wrongs.answer;
    await tab.reload();
    await finished(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
  });
});

describe("the provider's signing keys, without a Worker", async () => {
  const stage = plainStage(await freePort());

  it("N15 rotate: an unknown kid is looked for once more, past the browser's cache, and found", async (t) => {
    const context = await stage.browser.newContext();
    t.after(() => context.close());
    const tab = await context.newPage();
    const fetched = async () => {
      stage.provider.asked.length = 0;
      await open(tab, stage.address);
      await tab.locator("#sign-in").click();
      await finished(tab);
      assert.equal(await tab.locator("#error").count(), 0);
      assert.equal((await identityOf(tab)).sub, PERSON.sub);
      return stage.provider.asked.filter((request) => request === "GET /jwks").length;
    };
    assert.deepEqual([await fetched(), await fetched()], [1, 0]);
    stage.provider.rotateSigningKey();
    assert.deepEqual([await fetched(), await fetched()], [1, 0]);
  });
});
