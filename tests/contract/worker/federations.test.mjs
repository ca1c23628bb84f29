/** Every test person of FranceConnect and of ProConnect signs in with every signing algorithm, in workerd, and is known in full. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, deploy } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import * as citizens from "../../world/persons/franceconnect.mjs";
import * as agents from "../../world/persons/proconnect.mjs";
import { assertNobody, assertSentBack } from "../../world/sign-ins/assertions.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { persons as standinCitizens } from "../../world/standin/persons/franceconnect.mjs";
import { persons as standinAgents } from "../../world/standin/persons/proconnect.mjs";

const ALGORITHMS = ["ES256", "RS256"];

/** What the provider adds to a signed userinfo is not the person's. */
function withoutEnvelope(person, signed) {
  const { iss, aud, exp, iat, ...raw } = person.raw;
  assert.equal(Boolean(iss && aud && exp && iat), signed);
  return { ...person, raw, missing: [...person.missing].sort() };
}

function assertAssurance({ authTime, ...level }, expected) {
  assert.deepEqual(level, expected);
  assert.ok(Math.abs(Date.now() / 1000 - authTime) < 60);
}

/** A deployment for the suite. */
function deployment(options) {
  const running = {};
  before(async () => Object.assign(running, await deploy(options)));
  after(() => running.stop?.());
  return running;
}

it("the tables have everybody whom the stand-in has", () => {
  assert.deepEqual(citizens.expectedPersons, standinCitizens.map(({ id }) => id));
  assert.deepEqual(agents.expectedPersons, standinAgents.map(({ id }) => id));
});

for (const alg of ALGORITHMS) {
  for (const [scope, amr] of [[citizens.SCOPE, false], [citizens.SCOPE_WITH_IDP, true]]) {
    describe(`FranceConnect, ${alg}, ${scope}`, () => {
      const running = deployment({ plays: "franceconnect", alg, amr, settings: { FC_SCOPE: scope } });

      for (const id of citizens.expectedPersons) {
        it(`${id} signs in, and out`, async () => {
          const person = new Person(running.origin);
          assert.equal((await person.signIn(id, "?return_to=/dossier")).headers.get("location"), "/dossier");
          const { body } = await person.session();
          assert.deepEqual(Object.keys(body), ["identity", "assurance", "expiresAt"]);
          const expected = citizens.expectedIdentity(id, { issuer: running.standin.issuer, sub: subjectOf(CLIENT_ID, id), scope });
          assert.deepEqual(withoutEnvelope(body.identity, true), { ...expected, missing: [...expected.missing].sort() });
          assertAssurance(body.assurance, citizens.expectedAssurance(id, { amr }));
          assert.equal((await person.signOut()).pathname, "/auth/logged-out");
          await assertNobody(person);
        });
      }
    });
  }

  for (const [scope, signed] of [[agents.SCOPE, false], [agents.FULL_SCOPE, true]]) {
    // All but one that is strong, one that is weak, and the role that is no strength.
    const listed = ["eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2"];
    describe(`ProConnect, ${alg}, userinfo ${signed ? "signed" : "plain"}, ${scope}`, () => {
      const running = deployment({
        plays: "proconnect", alg, client: { scope: agents.FULL_SCOPE, ...(signed && { userinfo_signed_response_alg: alg }) },
        settings: { FC_SCOPE: scope, FC_ACR: listed.join(" "), ...(signed && { FC_AMR: "on" }) }, wrongs: { lowLevels: true },
      });

      for (const id of agents.expectedPersons) {
        const assurance = agents.expectedAssurance(id, listed, { amr: signed });
        it(assurance ? `${id} signs in, and out` : `N82 ${id} is refused: her level was not listed`, async () => {
          const person = new Person(running.origin);
          const answer = await person.signIn(id, "?return_to=/dossier");
          if (!assurance) {
            assert.match(answer.headers.get("location"), /auth_error=acr_insufficient/);
            await assertNobody(person);
            return;
          }
          assert.equal(answer.headers.get("location"), "/dossier");
          const { body } = await person.session();
          assert.deepEqual(Object.keys(body), ["agent", "assurance", "expiresAt"]);
          assert.deepEqual(withoutEnvelope(body.agent, signed), agents.expectedAgent(id, { issuer: running.standin.issuer, scope }));
          assertAssurance(body.assurance, assurance);
          assert.equal((await person.signOut()).pathname, "/auth/logged-out");
          await assertNobody(person);
        });
      }
    });
  }
}

describe("N83 ProConnect's sub", () => {
  const running = deployment({ plays: "proconnect" });
  const keyOf = async (id) => {
    const person = new Person(running.origin);
    await person.signIn(id);
    const { agent } = (await person.session()).body;
    return { key: `${agent.issuer} ${agent.sub}`, email: agent.email };
  };

  it("N83 is another at another employer, and where somebody else asserts the address; at the next visit it is the same", async () => {
    const [agent, again, elsewhere, other] = [
      await keyOf("state-agent"), await keyOf("state-agent"), await keyOf("new-employer"), await keyOf("same-address"),
    ];
    assert.deepEqual(again, agent);
    assert.notEqual(elsewhere.key, agent.key);
    assert.equal(other.email, agent.email);
    assert.notEqual(other.key, agent.key);
  });
});

describe("N82 what the provider itself refuses", () => {
  const running = deployment({ plays: "proconnect", settings: { FC_ACR: "eidas1" } });

  it("N82 a stronger level than the listed one comes back as access_denied; the listed one signs in", async () => {
    const refused = new Person(running.origin);
    await assertSentBack(await refused.signIn("state-agent"), "access_denied");
    await assertNobody(refused);
    assert.equal((await new Person(running.origin).signIn("territorial-agent")).headers.get("location"), "/");
  });
});
