/**
 * Signing algorithms (`FC_SIGNING_ALG`) and client authentication (`FC_CLIENT_AUTH`), at a plain provider: oidc-provider signs, the Worker that is
 * deployed verifies, in workerd.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_ID, clientSecret, freePort, sessionKey, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { PERSON, startPlainProvider } from "../../world/deployment/plain-provider.mjs";
import { throughProvider } from "../../world/sign-ins/plain.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

/** A Worker with these settings at a provider that signs with `alg`. */
async function deployed(t, { alg, client = {}, configuration, settings = {} }) {
  const port = await freePort();
  const [origin, secret] = [`http://localhost:${port}`, `${clientSecret()}:& /`];
  const addresses = { redirectUri: `${origin}/auth/callback`, postLogoutRedirectUri: `${origin}/auth/logged-out` };
  const registration = { client_secret: secret, token_endpoint_auth_method: "client_secret_post", ...client };
  const provider = await startPlainProvider({ clientId: CLIENT_ID, ...addresses, alg, client: registration, configuration });
  t.after(() => provider.close());
  const all = {
    FC_PRESET: "oidc", FC_ISSUER: provider.issuer, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: secret, FC_SIGNING_ALG: alg,
    SESSION_KEYS: JSON.stringify([sessionKey()]), ...settings,
  };
  const worker = await startWorker({ port, settings: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) });
  t.after(() => worker.stop());
  return { provider, person: new Person(origin) };
}

async function assertSignsIn(person) {
  await assertSignedIn(person, await throughProvider(person));
  const { body: { identity } } = await person.session();
  assert.deepEqual([identity.sub, identity.email], [PERSON.sub, PERSON.email]);
}

describe("FC_SIGNING_ALG", () => {
  for (const alg of ["ES256", "RS256", "PS256", "EdDSA", "Ed25519"]) {
    it(`${alg}: signs in, plain userinfo`, async (t) => {
      const { person } = await deployed(t, { alg });
      await assertSignsIn(person);
    });

    it(`${alg}: signs in, signed userinfo`, async (t) => {
      const { person } = await deployed(t, { alg, client: { userinfo_signed_response_alg: alg } });
      await assertSignsIn(person);
    });

    it(`N85 ${alg}: a key that was replaced is found by one look`, async (t) => {
      const { provider, person } = await deployed(t, { alg });
      await assertSignsIn(person);
      provider.rotateSigningKey();
      const asked = provider.asked.filter((line) => line.endsWith("/jwks")).length;
      await assertSignsIn(new Person(person.origin));
      assert.equal(provider.asked.filter((line) => line.endsWith("/jwks")).length, asked + 1);
    });
  }

  it("another than the provider's is discovery_unsupported, and no login is begun", async (t) => {
    const { person } = await deployed(t, { alg: "RS256", settings: { FC_SIGNING_ALG: "PS256" } });
    await assertSentBack(await person.fetch("/auth/login"), "discovery_unsupported");
    await assertNobody(person);
  });
});

describe("a client's secret", () => {
  const basic = { client: { token_endpoint_auth_method: "client_secret_basic" } };

  it("goes into the header where the provider lists that alone", async (t) => {
    const { person } = await deployed(t, { alg: "ES256", ...basic, configuration: { clientAuthMethods: ["client_secret_basic", "none"] } });
    await assertSignsIn(person);
  });

  it("goes where FC_CLIENT_AUTH says, of the two that the provider lists", async (t) => {
    const { person } = await deployed(t, { alg: "ES256", ...basic, settings: { FC_CLIENT_AUTH: "client_secret_basic" } });
    await assertSignsIn(person);
  });

  it("is not sent where the provider does not take it: discovery_unsupported", async (t) => {
    const configuration = { clientAuthMethods: ["client_secret_basic", "none"] };
    const { person } = await deployed(t, { alg: "ES256", ...basic, configuration, settings: { FC_CLIENT_AUTH: "client_secret_post" } });
    await assertSentBack(await person.fetch("/auth/login"), "discovery_unsupported");
    await assertNobody(person);
  });
});
