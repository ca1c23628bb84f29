/**
 * How long the provider's documents are kept, where, and what is kept while it is down. The handler of `fc-pivot/worker` runs in this
 * process, under a clock that the tests put forward and, where they say so, with workerd's Cache API.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it, mock } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { Miniflare, Response as WorkerdResponse } from "miniflare";
import { clientTag } from "../../world/deployment/cookies.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";
import { unanswered, underAnUnknownKid } from "../../world/sign-ins/faults.mjs";
import { handlerStage } from "./handler-stage.mjs";

const PERSON = "married-name";
const DISCOVERY = "/.well-known/openid-configuration";
const KEYS = "/jwks";
const GRACE = 86_400;

const deployment = handlerStage();
const { pass, personAtNewHandler, requests, wrongs } = deployment;
let person;
beforeEach(() => {
  person = personAtNewHandler();
});

const canSignIn = async (who = person) => assertSignedIn(who, await who.signIn(PERSON));
/** Sends to the login route, which needs discovery, and on as far as it goes; gives the last answer of ours. */
async function attempt(who = person) {
  const login = await who.fetch("/auth/login");
  return login.headers.get("location").startsWith("/") ? login : who.signIn(PERSON);
}
async function cannotSignIn(code, who = person) {
  await assertSentBack(await attempt(who), code);
  await assertNobody(who);
}
const reset = () => "reset";
/** The fault, and after it honest answers. */
function once(fault) {
  let done = false;
  return (answer) => {
    if (done) return answer;
    done = true;
    return fault(answer);
  };
}

describe("max-age is honoured within limits", () => {
  const saying = (cacheControl) => ({ headers: { "cache-control": _, ...headers }, ...answer }) =>
    ({ ...answer, headers: cacheControl === undefined ? headers : { ...headers, "cache-control": cacheControl } });
  for (const [name, route, lives] of [
    ["jwks", KEYS, [
      [undefined, 600],
      ["max-age=300", 300],
      ["public, Max-Age=900, must-revalidate", 900],
      ["max-age=1", 60],
      ["no-store", 60],
      ["max-age=900, no-cache", 60],
      ["max-age=9999999999", 3600],
      ["s-maxage=60", 600],
      ["max-age=soon", 600],
    ]],
    ["discovery", DISCOVERY, [
      [undefined, 3600],
      ["max-age=7200", 7200],
      ["max-age=0", 300],
      ["max-age=604800", 86_400],
    ]],
  ]) {
    for (const [cacheControl, seconds] of lives) {
      it(`${name}, ${cacheControl ?? "without a word"}: ${seconds} seconds`, async () => {
        wrongs.answer = { [name]: saying(cacheControl) };
        await canSignIn();
        pass(seconds - 1);
        assert.equal(await requests(route, canSignIn), 0);
        pass(2);
        assert.equal(await requests(route, canSignIn), 1);
      });
    }
  }
});

describe("while the provider is down", () => {
  for (const [name, route, life] of [["discovery", DISCOVERY, 3600], ["jwks", KEYS, 600]]) {
    for (const [what, fault] of [
      ["resets the connection", reset],
      ["answers 503", (answer) => ({ ...answer, status: 503 })],
      ["answers a page", (answer) => ({ ...answer, headers: { "content-type": "text/html" }, body: "<p>Maintenance</p>" })],
      ["does not answer", unanswered],
    ]) {
      it(`${name} ${what}: the last good copy serves, and the provider is left alone for ten seconds`, async () => {
        await canSignIn();
        pass(life + 1);
        wrongs.answer = { [name]: fault };
        assert.ok((await requests(route, canSignIn)) > 0);
        assert.equal(await requests(route, canSignIn), 0);
        delete wrongs.answer;
        pass(11);
        assert.equal(await requests(route, canSignIn), 1);
      });
    }

    it(`${name}: for a day, not longer`, async () => {
      await canSignIn();
      wrongs.answer = { [name]: reset };
      pass(life + GRACE - 1);
      await canSignIn();
      person.cookies.clear();
      pass(11);
      await cannotSignIn("provider_unreachable");
      delete wrongs.answer;
      await canSignIn();
    });
  }

  it("a document of another issuer is not taken for an outage", async () => {
    await canSignIn();
    pass(3601);
    wrongs.answer = { discovery: (answer) => ({ ...answer, body: answer.body.replace(/"issuer":"[^"]*"/, '"issuer":"https://evil.example"') }) };
    await cannotSignIn("discovery_issuer_mismatch");
    delete wrongs.answer;
    await canSignIn();
  });
});

describe("an answer that breaks once", () => {
  const empty = (answer) => ({ ...answer, body: "" });
  const cut = (answer) => ({ ...answer, body: answer.body.slice(0, -1) });
  for (const [name, route, malformed] of [["discovery", DISCOVERY, "discovery_malformed"], ["jwks", KEYS, "jwks_malformed"]]) {
    for (const [what, fault, code] of [
      ["its connection is reset", reset, "provider_unreachable"],
      ["it is empty", empty, malformed],
      ["it ends early, and nothing says so", cut, malformed],
    ]) {
      it(`${name}: is asked for again where ${what}; the second time it is ${code}`, async () => {
        wrongs.answer = { [name]: once(fault) };
        assert.equal(await requests(route, canSignIn), 2);
        wrongs.answer = { [name]: fault };
        const newcomer = personAtNewHandler();
        assert.equal(await requests(route, () => cannotSignIn(code, newcomer)), 2);
        delete wrongs.answer;
        await canSignIn(newcomer);
      });
    }

    for (const [what, code, fault] of [
      ["answers 503", "provider_unavailable", (answer) => ({ ...answer, status: 503 })],
      ["answers without end", "provider_answer_malformed", (answer) => ({ ...answer, body: " ".repeat(300 * 1024) + answer.body })],
    ]) {
      it(`${name}: is not asked again where it ${what}`, async () => {
        wrongs.answer = { [name]: once(fault) };
        assert.equal(await requests(route, async () => assertSentBack(await attempt(), code)), 1);
        await canSignIn();
      });
    }
  }

  for (const [name, route] of [["token", "/token"], ["userinfo", "/userinfo"]]) {
    it(`${name}: is not asked again, for code and access token are used up`, async () => {
      wrongs.answer = { [name]: once(reset) };
      assert.equal(await requests(route, () => cannotSignIn("provider_unreachable")), 1);
      await canSignIn();
    });
  }
});

describe("a document that does not come", () => {
  for (const name of ["discovery", "jwks"]) {
    it(`${name}: provider_timeout after the time that is set, and nothing of it is kept`, async () => {
      person = personAtNewHandler({ FC_TIMEOUT: "2000" });
      wrongs.answer = { [name]: unanswered };
      const start = performance.now();
      await cannotSignIn("provider_timeout");
      assert.ok(performance.now() - start < 9_000, "not the ten seconds that are usual");
      delete wrongs.answer;
      await canSignIn();
    });
  }
});

describe("a key set without a key to verify with", () => {
  const holding = (change) => (answer) => ({ ...answer, body: JSON.stringify({ keys: JSON.parse(answer.body).keys.flatMap(change) }) });
  const empty = holding(() => []);
  const others = holding((key) => [{ ...key, use: "enc" }, { kty: "RSA", kid: key.kid, n: "AQAB", e: "AQAB" }]);
  for (const [what, fault] of [["empty", empty], ["of keys for something else", others]]) {
    it(`${what}: the last good copy serves, until there is a good one again`, async () => {
      await canSignIn();
      pass(601);
      wrongs.answer = { jwks: fault };
      assert.equal(await requests(KEYS, canSignIn), 1);
      assert.equal(await requests(KEYS, canSignIn), 0);
      delete wrongs.answer;
      pass(11);
      assert.equal(await requests(KEYS, canSignIn), 1);
    });

    it(`${what}: jwks_malformed where there is no copy, and nothing of it is kept`, async () => {
      wrongs.answer = { jwks: fault };
      await cannotSignIn("jwks_malformed");
      delete wrongs.answer;
      assert.equal(await requests(KEYS, canSignIn), 1);
    });
  }

  it("empty, while a token names a key that nobody knows: the copy stays for the tokens that it verifies", async () => {
    await canSignIn();
    pass(31);
    wrongs.answer = { jwks: empty };
    wrongs.idToken = underAnUnknownKid;
    assert.equal(await requests(KEYS, async () => assertSentBack(await attempt(), "jwks_malformed")), 1);
    delete wrongs.idToken;
    assert.equal(await requests(KEYS, canSignIn), 0);
  });

  it("beside a good key, keys for something else do no harm", async () => {
    wrongs.answer = { jwks: holding((key) => [{ ...key, kid: "other", use: "enc" }, key]) };
    await canSignIn();
  });
});

describe("what isolates share through the Cache API", () => {
  let workerd;
  let cache;
  let written;
  before(async () => {
    workerd = new Miniflare({
      modules: true, script: "export default { fetch: () => new Response(null) };", compatibilityDate: "2026-04-20", cf: false,
    });
    cache = (await workerd.getCaches()).default;
  });
  after(() => workerd.dispose());
  beforeEach(async () => {
    written = new Map();
    globalThis.caches = {
      default: {
        match: (key) => cache.match(key),
        async put(key, response) {
          const body = await response.text();
          written.set(key, { body, headers: [...response.headers] });
          await cache.put(key, new WorkerdResponse(body, { headers: [...response.headers] }));
        },
      },
    };
  });
  afterEach(async () => {
    delete globalThis.caches;
    for (const key of written.keys()) await cache.delete(key);
  });
  const fromOther = () => canSignIn(personAtNewHandler());
  const keyOf = (name) => `https://fc-pivot.invalid/${name}?client=${clientTag(deployment.settings)}`;
  /** Lays something else in the place of a document. */
  const replace = (name, body) => cache.put(keyOf(name), new WorkerdResponse(body, { headers: written.get(keyOf(name)).headers }));

  it("another isolate asks for nothing", async () => {
    await canSignIn();
    assert.equal(await requests(DISCOVERY, fromOther), 0);
    assert.equal(await requests(KEYS, fromOther), 0);
  });

  it("the two documents, sealed, by client, and nothing else", async () => {
    await canSignIn();
    assert.deepEqual([...written.keys()], [keyOf("discovery"), keyOf("keys")]);
    for (const { body } of written.values()) assert.match(body, /^[A-Za-z0-9_-]+$/);
  });

  it("a copy keeps its age when another isolate takes it over", async () => {
    await canSignIn();
    pass(590);
    const other = personAtNewHandler();
    assert.equal(await requests(KEYS, () => canSignIn(other)), 0);
    pass(11);
    assert.equal(await requests(KEYS, () => canSignIn(other)), 1);
    assert.equal(await requests(KEYS, canSignIn), 0);
  });

  it("N15 keys that rotated are asked of the provider", async () => {
    await canSignIn();
    pass(31);
    deployment.standin.rotateSigningKey({ retire: true });
    assert.equal(await requests(KEYS, fromOther), 1);
    assert.equal(await requests(KEYS, fromOther), 0);
  });

  it("a new isolate has the last good copy while the provider is down, for a day", async () => {
    await canSignIn();
    wrongs.answer = { discovery: reset, jwks: reset };
    pass(600 + GRACE - 10);
    await fromOther();
    pass(3600);
    await cannotSignIn("provider_unreachable", personAtNewHandler());
  });

  for (const [name, body] of [["discovery", "{}"], ["discovery", ""], ["keys", "<p>"], ["keys", '{"keys":"none"}']]) {
    it(`${name} that became ${JSON.stringify(body)} there are checked, and fetched anew`, async () => {
      await canSignIn();
      await replace(name, body);
      assert.equal(await requests(name === "keys" ? KEYS : DISCOVERY, fromOther), 1);
    });
  }

  it("N69 a document that somebody else planted there is not taken, although it is well-formed", async () => {
    await canSignIn();
    const sent = async (route) => (await fetch(`${deployment.standin.issuer}${route}`)).text();
    await replace("discovery", (await sent(DISCOVERY)).replace(/"token_endpoint":"[^"]*"/, '"token_endpoint":"https://evil.example/token"'));
    await replace("keys", JSON.stringify({ at: Date.now(), status: 200, contentType: "application/json", body: await sent(KEYS) }));
    const asked = await requests(DISCOVERY, async () => assert.equal(await requests(KEYS, fromOther), 1));
    assert.equal(asked, 1);
  });

  it("a copy that was moved to another name, or altered, is not taken", async () => {
    await canSignIn();
    await replace("keys", written.get(keyOf("discovery")).body);
    assert.equal(await requests(KEYS, fromOther), 1);
    const [first, ...rest] = written.get(keyOf("keys")).body;
    await replace("keys", [first, ...rest.slice(0, 80), rest[80] === "A" ? "B" : "A", ...rest.slice(81)].join(""));
    assert.equal(await requests(KEYS, fromOther), 1);
  });

  it("a copy dated in the future, from before the clock was set right, is not taken", async () => {
    const today = Date.now();
    pass(86_400);
    await canSignIn();
    mock.timers.setTime(today);
    assert.equal(await requests(KEYS, fromOther), 1);
  });

  it("a document that failed its check is not left there", async () => {
    wrongs.answer = { discovery: (answer) => ({ ...answer, body: "{}" }) };
    await assertSentBack(await attempt(), "discovery_issuer_mismatch");
    wrongs.answer = { jwks: (answer) => ({ ...answer, body: "{}" }) };
    await cannotSignIn("jwks_malformed");
    assert.deepEqual([...written.keys()], [keyOf("discovery")]);
  });

  for (const [what, act] of [["fails", () => Promise.reject(new Error("down"))], ["does not answer", unanswered], ["breaks", () => { throw new Error("down"); }]]) {
    it(`where the cache ${what}, sign-ins go on without it`, async () => {
      globalThis.caches = { default: { match: act, put: act } };
      await canSignIn();
    });
  }
});
