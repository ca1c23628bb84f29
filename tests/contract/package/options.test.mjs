/** Options: one that is not known, or cannot be used, is refused at once; `undefined` stands for one that is not given. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { edgeSession, FcPivotError } from "fc-pivot";
import { browserVerified } from "fc-pivot/browser";
import { fcPivotHono } from "fc-pivot/hono";
import { fcPivot } from "fc-pivot/worker";
import { ORIGIN } from "../../world/deployment/registered.mjs";

const isRefusal = (expected) => (error) => error instanceof FcPivotError && error.code === "invalid_settings" && error.message.includes(expected);

/** way of use → what makes it; options that will do; option → values that will not */
const WAYS = [
  ["fcPivot()", fcPivot, [
    {}, { prefix: "/auth/fc" }, { errorPath: "/error?from=fc" }, { onEvent() {} }, { fetch }, { wasm: new Uint8Array() }, { wasm: Promise.resolve("a") },
    { prefix: undefined, errorPath: undefined, onEvent: undefined, fetch: undefined, wasm: undefined },
  ], {
    prefix: ["auth", "/auth/", "/", "", "/a b", "/é", 1, null, "//a", "https://a.example/auth"],
    errorPath: ["error", "https://a.example/", "//a.example", "/\\a.example", "/#/error", "", "/é", "/a b", "/a\nb", 1, null],
    onEvent: ["log", null],
    fetch: [{}, null],
    wasm: [null, 1],
  }],
  ["fcPivot()", fcPivotHono, [{}, { environment: undefined, prefix: "/fc" }, { environment: {} }], { prefix: ["auth"] }],
];

for (const [name, make, accepted, refused] of WAYS) {
  describe(`options of ${make.name || name}`, () => {
    it("are taken", () => {
      for (const options of accepted) make(options);
    });

    it("are refused where there is no such option", () => {
      assert.throws(() => make({ prefx: "/canary" }), isRefusal(`${name}: expected no other options than `));
      assert.throws(() => make({ toString: "/canary" }), isRefusal(`${name}: expected no other options than `));
    });

    for (const [option, values] of Object.entries(refused)) {
      it(`are refused where they cannot be used: ${option}`, () => {
        for (const value of values) assert.throws(() => make({ [option]: value }), isRefusal(`${name}, option ${option}: expected `), String(value));
      });
    }
  });
}

describe("options of edgeSession", () => {
  it("are taken, or refused at once", () => {
    for (const options of [{}, { prefix: undefined }, { prefix: "/auth" }, { prefix: "https://a.example/auth" }]) edgeSession(options);
    for (const options of [{ prefx: "/canary" }, { prefix: 1 }, { prefix: null }]) {
      assert.throws(() => edgeSession(options), isRefusal("edgeSession(): expected a text as prefix, and no other option"));
    }
  });
});

describe("options of browserVerified", () => {
  const issuer = "https://a.example";
  const discovery = {
    issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"], id_token_signing_alg_values_supported: ["ES256"], code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
  };
  const client = { issuer, clientId: "a", redirectUri: `${ORIGIN}/in`, preset: "oidc", fetch: async () => Response.json(discovery) };
  /** Without a page's storage, a login goes as far as that. */
  const outcome = (options) => browserVerified({ ...client, ...options }).loginUrl().catch((error) => error);

  it("are taken", async () => {
    const nothing = { postLogoutRedirectUri: undefined, scope: undefined, acr: undefined, amr: undefined, exchange: undefined, timeout: undefined, wasm: undefined };
    for (const options of [{}, nothing, { scope: "openid email", acr: "gold", timeout: 5000 }]) assert.equal((await outcome(options)).code, "storage_unavailable");
  });

  it("are refused at the first login, where an option is unknown or cannot be used", async () => {
    for (const options of [{ scop: "canary" }, { scope: 1 }, { acr: ["canary"] }, { amr: "canary" }, { clientId: undefined }, { redirectUri: 1 }]) {
      const error = await outcome(options);
      assert.ok(isRefusal("browserVerified(): expected ")(error), `${error}`);
      assert.doesNotMatch(error.message, /canary/);
    }
  });
});

describe("what a part of an application demands", () => {
  const oddities = [{ arc: "eidas3" }, { acr: 3 }, { acr: "" }, { acr: null }];

  it("is refused by requireSession where it would demand nothing, before anybody is let in", async () => {
    for (const demand of oddities) {
      const answer = await fcPivot({ onEvent() {} }).requireSession(new Request(`${ORIGIN}/a`), {}, demand);
      assert.equal(answer.status, 500);
      const { error } = await answer.json();
      assert.equal(error.code, "invalid_settings");
      assert.match(error.message, /requireSession\(\)/);
    }
  });

  it("is refused by Hono's middleware when it is made", () => {
    const { requireSession } = fcPivotHono();
    for (const demand of oddities) assert.throws(() => requireSession(demand), isRefusal("requireSession()"));
    for (const demand of [undefined, {}, { acr: undefined }, { acr: "eidas3" }]) assert.equal(typeof requireSession(demand), "function");
  });
});
