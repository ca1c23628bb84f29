/** PKCE with a provider that takes it: the Worker's own verifier for each login, and never the method `plain`. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { clientSecret, sessionKey, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertSentBack } from "../../world/sign-ins/assertions.mjs";

describe("N61 a plain provider", () => {
  const redeemed = [];
  let methods = ["plain", "S256"];
  let provider;
  let worker;
  let issuer;

  /** Discovery, and a token endpoint that takes no code and remembers what it was asked. */
  before(async () => {
    provider = createServer(async (request, response) => {
      response.setHeader("content-type", "application/json");
      if (request.url === "/token") {
        redeemed.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()));
        response.writeHead(400).end('{"error":"invalid_grant"}');
        return;
      }
      response.end(JSON.stringify({
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["ES256"],
        token_endpoint_auth_methods_supported: ["client_secret_post"], code_challenge_methods_supported: methods,
      }));
    }).listen(0, "localhost");
    await once(provider, "listening");
    issuer = `http://localhost:${provider.address().port}`;
    worker = await start();
  });
  const start = () => startWorker({
    settings: {
      FC_PRESET: "oidc", FC_ISSUER: issuer, FC_CLIENT_ID: "client", FC_CLIENT_SECRET: clientSecret(), FC_SCOPE: "openid",
      SESSION_KEYS: JSON.stringify([sessionKey()]),
    },
  });
  after(async () => {
    await worker?.stop();
    provider.closeAllConnections();
    provider.close();
  });

  /** A login, and its callback with a code; gives what was shown to the browser and what was sent with the code. */
  async function login(person) {
    const url = await person.startLogin();
    const shown = url.searchParams;
    const answer = await person.fetch(`/auth/callback?${new URLSearchParams({ state: shown.get("state"), code: "a-code" })}`);
    await assertSentBack(answer, "code_rejected");
    return { shown, verifier: redeemed.at(-1).get("code_verifier"), address: url.href };
  }

  it("N61 gets the S256 challenge of a verifier that the browser does not see", async () => {
    const { shown, verifier, address } = await login(new Person(worker.origin));
    assert.equal(shown.get("code_challenge_method"), "S256");
    assert.equal(shown.get("code_challenge"), createHash("sha256").update(verifier).digest("base64url"));
    assert.match(verifier, /^[A-Za-z0-9_-]{43,128}$/);
    assert.equal(address.includes(verifier), false);
  });

  it("N61 gets another verifier for each login, of one browser too", async () => {
    const person = new Person(worker.origin);
    const verifiers = [];
    for (const who of [person, person, new Person(worker.origin)]) verifiers.push((await login(who)).verifier);
    assert.equal(new Set(verifiers).size, 3);
  });

  it("N61 that takes no method but plain is not asked: discovery_unsupported", async (t) => {
    const another = await start();
    t.after(() => another.stop());
    methods = ["plain"];
    await assertSentBack(await new Person(another.origin).fetch("/auth/login"), "discovery_unsupported");
    methods = ["S256"];
    assert.equal((await new Person(another.origin).startLogin()).searchParams.get("code_challenge_method"), "S256");
  });
});
