/** `POST /auth/exchange`: a page sends its code and gets the inner tokens, which it verifies itself; never the access token. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { CLIENT_ID, deploy, freePort } from "../../world/deployment/index.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { atHashOf } from "../../world/standin/at-hash.mjs";
import { signIn, subjectOf } from "../../world/standin/index.mjs";
import { assertError, assertGuarded } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const hex64 = () => randomBytes(32).toString("hex");
const wrongs = {};

let deployment;
let page;
let accessTokens;
before(async () => {
  const worker = await freePort();
  page = `http://localhost:${worker}/connexion`;
  deployment = await deploy({ wrongs, ports: { worker }, client: { redirect_uris: [page] } });
});
after(() => deployment.stop());
beforeEach(() => {
  accessTokens = [];
  delete wrongs.idToken;
  delete wrongs.userinfoToken;
  wrongs.answer = {
    token: (answer) => {
      if (answer.status === 200) accessTokens.push(JSON.parse(answer.body).access_token);
      return answer;
    },
  };
});

/** What a page of ours does itself: the request to the provider, and the return with the code. */
async function newCode() {
  const nonce = hex64();
  const parameters = {
    response_type: "code", client_id: CLIENT_ID, redirect_uri: page, scope: DEFAULT_SCOPE, state: hex64(), nonce, acr_values: "eidas2",
  };
  const callback = await signIn(new URL(`${deployment.standin.issuer}/authorize?${new URLSearchParams(parameters)}`), PERSON);
  return { code: callback.searchParams.get("code"), nonce };
}

/** On a connection of its own: workerd closes one on which it answered before it had read the body. */
const exchange = (body, headers = { origin: deployment.origin }) => fetch(`${deployment.origin}/auth/exchange`, {
  method: "POST", headers: { "content-type": "application/json", connection: "close", ...headers }, body,
});

const requestFor = ({ code, nonce }, changes = {}) => JSON.stringify({ code, redirect_uri: page, nonce, ...changes });

async function assertExchanged(answer, nonce) {
  assert.equal(answer.status, 200);
  assertGuarded(answer);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.deepEqual(answer.headers.getSetCookie(), []);
  const text = await answer.text();
  const tokens = JSON.parse(text);
  assert.deepEqual(Object.keys(tokens).sort(), ["at_hash", "id_token", "now", "scope", "userinfo"]);
  assert.equal(tokens.scope, DEFAULT_SCOPE);

  assert.equal(accessTokens.length, 1);
  assert.equal(text.includes(accessTokens[0]), false);
  assert.equal(tokens.at_hash, atHashOf(accessTokens[0]));

  const { issuer } = deployment.standin;
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const expected = { issuer, audience: CLIENT_ID, subject: subjectOf(CLIENT_ID, PERSON), algorithms: ["ES256"] };
  const idToken = await jwtVerify(tokens.id_token, keys, expected);
  assert.equal(idToken.payload.nonce, nonce);
  const userinfo = await jwtVerify(tokens.userinfo, keys, expected);
  assert.equal(userinfo.payload.family_name, "KERVOALEN");
}

describe("a page's code", () => {
  it("gives the inner tokens, which verify, and not the access token", async () => {
    const login = await newCode();
    await assertExchanged(await exchange(requestFor(login)), login.nonce);
  });

  it("is good for one exchange", async () => {
    const login = await newCode();
    await assertExchanged(await exchange(requestFor(login)), login.nonce);
    await assertError(await exchange(requestFor(login)), 400, "code_rejected");
  });

  it("that the provider never gave is rejected", async () => {
    await assertError(await exchange(requestFor({ code: "a".repeat(43), nonce: hex64() })), 400, "code_rejected");
  });

  it("of another callback is rejected by the provider", async () => {
    const login = await newCode();
    await assertError(await exchange(requestFor(login, { redirect_uri: `${deployment.origin}/other` })), 400, "code_rejected");
    const again = await newCode();
    await assertExchanged(await exchange(requestFor(again)), again.nonce);
    assert.notEqual(login.nonce, again.nonce);
  });
});

describe("who may ask", () => {
  const foreign = [
    { origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, {},
  ];
  for (const headers of foreign) {
    it(`${JSON.stringify(headers)} is refused before the code is used; our own page is answered`, async () => {
      const login = await newCode();
      const refused = await exchange(requestFor(login), headers);
      assert.equal(refused.headers.get("access-control-allow-origin"), null);
      await assertError(refused, 403, "origin_refused");
      assert.deepEqual(accessTokens, []);
      await assertExchanged(await exchange(requestFor(login)), login.nonce);
    });
  }
});

describe("what it must be asked with", () => {
  const malformed = {
    nothing: () => "",
    "no JSON": ({ code }) => `code=${code}`,
    "JSON that is cut": (login) => requestFor(login).slice(0, -1),
    "a list": ({ code }) => JSON.stringify([code]),
    null: () => "null",
    "no code": (login) => requestFor(login, { code: undefined }),
    "an empty code": (login) => requestFor(login, { code: "" }),
    "a code that is a number": (login) => requestFor(login, { code: 1 }),
    "a code that is a list": (login) => requestFor(login, { code: [login.code] }),
    "a code twice": (login) => requestFor(login).replace("{", `{"code":"other",`),
    "no redirect_uri": (login) => requestFor(login, { redirect_uri: undefined }),
    "a redirect_uri that is null": (login) => requestFor(login, { redirect_uri: null }),
    "no nonce": (login) => requestFor(login, { nonce: undefined }),
    "an empty nonce": (login) => requestFor(login, { nonce: "" }),
    "a code_verifier that is a number": (login) => requestFor(login, { code_verifier: 1 }),
    "more than 8 KB": (login) => requestFor(login, { padding: "a".repeat(8192) }),
    "bytes that are no UTF-8": (login) =>
      Buffer.concat([Buffer.from(requestFor(login).slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]),
  };
  for (const [what, body] of Object.entries(malformed)) {
    it(`${what} is malformed, and the code stays good`, async () => {
      const login = await newCode();
      await assertError(await exchange(body(login)), 400, "request_malformed");
      assert.deepEqual(accessTokens, []);
      await assertExchanged(await exchange(requestFor(login)), login.nonce);
    });
  }

  const foreign = {
    "another site": () => "https://evil.example/connexion",
    "our name as the beginning of another": () => `${deployment.origin}.evil.example/`,
    "our name as user information": () => `${deployment.origin}@evil.example/`,
    "our origin alone": () => deployment.origin,
    "a path": () => "/connexion",
    "a fragment": () => `${page}#x`,
    "the Worker's own callback": () => `${deployment.origin}/auth/callback`,
  };
  for (const [what, uri] of Object.entries(foreign)) {
    it(`${what} as redirect_uri is none of a page of ours`, async () => {
      const login = await newCode();
      await assertError(await exchange(requestFor(login, { redirect_uri: uri() })), 400, "request_malformed");
      await assertExchanged(await exchange(requestFor(login)), login.nonce);
    });
  }
});

describe("faults of the provider", () => {
  const faults = {
    "answers 503": [() => { wrongs.answer.token = (answer) => ({ ...answer, status: 503 }); }, "provider_unavailable"],
    "refuses userinfo": [() => { wrongs.answer.userinfo = (answer) => ({ ...answer, status: 401 }); }, "grant_expired"],
    "cannot use our keys": [() => {
      wrongs.answer.userinfo = () => ({ status: 400, headers: { "content-type": "application/json" }, body: '{"error":"invalid_client_metadata"}' });
    }, "client_keys_unusable"],
    "gives plain userinfo": [() => {
      wrongs.answer.userinfo = (answer) => ({ ...answer, headers: { "content-type": "application/json" }, body: '{"sub":"x"}' });
    }, "token_not_signed"],
    "signs no ID token": [() => { wrongs.idToken = ({ claims }) => JSON.stringify(claims); }, "token_not_signed"],
  };
  for (const [what, [commit, code]] of Object.entries(faults)) {
    it(`a provider that ${what}: ${code}`, async () => {
      const own = await newCode();
      commit();
      await assertError(await exchange(requestFor(own)), 400, code);
    });
  }

  it("a token that does not verify is handed on: it is the page that verifies", async () => {
    const login = await newCode();
    wrongs.idToken = ({ jws }) => `${jws.slice(0, -10)}${jws.at(-10) === "A" ? "B" : "A"}${jws.slice(-9)}`;
    const answer = await exchange(requestFor(login));
    assert.equal(answer.status, 200);
    const { id_token: token } = await answer.json();
    assert.equal(decodeProtectedHeader(token).alg, "ES256");
    const keys = createRemoteJWKSet(new URL(`${deployment.standin.issuer}/jwks`));
    await assert.rejects(jwtVerify(token, keys), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
  });
});
