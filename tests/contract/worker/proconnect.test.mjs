/**
 * `FC_PRESET=proconnect`: levels as a set, an agent in place of an identity. The provider is a plain one, which obeys none of ProConnect's rules: what is
 * shown here is what the Worker asks and takes.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_ID, clientSecret, freePort, sessionKey, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { PERSON, startPlainProvider } from "../../world/deployment/plain-provider.mjs";
import { throughProvider } from "../../world/sign-ins/plain.mjs";
import { assertNobody, assertSentBack } from "../../world/sign-ins/assertions.mjs";

const LEVELS = ["eidas0", "eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2", "eidas3", "https://proconnect.gouv.fr/assurance/certification-dirigeant"];

/** A Worker that takes `FC_ACR`, at a provider that reaches `acr`. */
async function deployed(t, { settings = {}, acr }) {
  const port = await freePort();
  const [origin, secret] = [`http://localhost:${port}`, clientSecret()];
  const provider = await startPlainProvider({
    clientId: CLIENT_ID,
    redirectUri: `${origin}/auth/callback`,
    postLogoutRedirectUri: `${origin}/auth/logged-out`,
    // Its own way to say a level although nobody asked by `acr_values`.
    client: { client_secret: secret, token_endpoint_auth_method: "client_secret_post", ...(acr && { default_acr_values: LEVELS }) },
    configuration: { acrValues: LEVELS },
  });
  provider.acr = acr;
  t.after(() => provider.close());
  const worker = await startWorker({
    port,
    settings: {
      FC_PRESET: "proconnect", FC_ISSUER: provider.issuer, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: secret,
      SESSION_KEYS: JSON.stringify([sessionKey()]), ...settings,
    },
  });
  t.after(() => worker.stop());
  return new Person(origin);
}

describe("FC_PRESET=proconnect", () => {
  const FC_ACR = "eidas1-mfa eidas2";

  it("gives an agent in place of an identity, and signs out", async (t) => {
    const person = await deployed(t, { settings: { FC_ACR }, acr: "eidas2" });
    assert.equal((await throughProvider(person)).headers.get("location"), "/");
    const { status, body } = await person.session();
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ["agent", "assurance", "expiresAt"]);
    const { sub, email, roles, custom } = body.agent;
    assert.deepEqual([sub, email, roles, custom, body.assurance.acr], [PERSON.sub, PERSON.email, [], {}, "eidas2"]);
    const answer = await person.fetch("/auth/logout", { method: "POST", headers: { origin: person.origin } });
    assert.equal(answer.status, 303);
    await assertNobody(person);
  });

  it("asks for the levels as an essential claim, with PKCE and the hints", async (t) => {
    const person = await deployed(t, { settings: { FC_ACR }, acr: "eidas2" });
    const asked = (await person.startLogin("?siret_hint=21690123100011&login_hint=a@ville.example.fr")).searchParams;
    assert.deepEqual(JSON.parse(asked.get("claims")), { id_token: { acr: { essential: true, values: FC_ACR.split(" ") } } });
    assert.deepEqual(
      [asked.get("acr_values"), asked.get("code_challenge_method"), asked.get("siret_hint"), asked.get("login_hint")],
      [null, "S256", "21690123100011", "a@ville.example.fr"],
    );
  });

  for (const acr of ["eidas3", "eidas1", LEVELS.at(-1), undefined]) {
    it(`N82 a level that was not listed (${acr}) is refused, however strong; one that was is taken`, async (t) => {
      const refused = await deployed(t, { settings: { FC_ACR }, acr });
      await assertSentBack(await throughProvider(refused), "acr_insufficient");
      await assertNobody(refused);
      const taken = await deployed(t, { settings: { FC_ACR }, acr: "eidas1-mfa" });
      assert.equal((await throughProvider(taken)).headers.get("location"), "/");
    });
  }

  it("N87 with the issuer of another environment the Worker does not start; with its own it does", async () => {
    const started = async (FC_PRESET, FC_ISSUER) => {
      const settings = { FC_PRESET, FC_ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: clientSecret(), SESSION_KEYS: JSON.stringify([sessionKey()]) };
      return (await startWorker({ settings })).stop();
    };
    const [production, sandbox] = ["https://oidc.franceconnect.gouv.fr/api/v2", "https://fcp-low.sbx.dev-franceconnect.fr/api/v2"];
    await assert.rejects(started("franceconnect-production", sandbox), /FC_ISSUER/);
    await assert.rejects(started("franceconnect-sandbox", production), /FC_ISSUER/);
    await started("franceconnect-production", production);
    await started("franceconnect-sandbox", sandbox);
  });
});
