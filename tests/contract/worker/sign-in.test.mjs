/** Every test person signs in with every encryption algorithm, in workerd, and is known in full. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { expectedAssurance, expectedIdentity, DEFAULT_SCOPE, FULL_SCOPE } from "../../world/persons/identities.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { CLIENT_ID, deploy, ENCRYPTION_ALGORITHMS } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { persons } from "../../world/standin/persons.mjs";

/** What the provider adds to every answer is not the person's. */
function withoutEnvelope({ iss, aud, exp, iat, ...claims }) {
  assert.ok(iss && aud && exp && iat);
  return claims;
}

/** One algorithm's clients have the habilitation for `amr`; who a person is does not depend on it. */
const AMR_WITH = "RSA-OAEP";

for (const alg of ENCRYPTION_ALGORITHMS) {
  const amr = alg === AMR_WITH;
  for (const scope of [DEFAULT_SCOPE, FULL_SCOPE]) {
    describe(`${alg}, ${scope}${amr ? ", amr" : ""}`, () => {
      let deployment;
      before(async () => {
        deployment = await deploy({ alg, amr, settings: { FC_SCOPE: scope }, wrongs: { lowLevels: true } });
      });
      after(() => deployment.stop());

      for (const { id } of persons) {
        const assurance = expectedAssurance(id, "eidas2", { amr });
        it(assurance ? `${id} signs in` : `${id} is refused: the level is too low`, async () => {
          const person = new Person(deployment.origin);
          const answer = await person.signIn(id, "?return_to=/dossier");
          assert.equal(answer.status, 303);
          if (!assurance) {
            assert.equal(answer.headers.get("location"), "/?auth_error=acr_insufficient");
            assert.equal((await person.session()).status, 401);
            return;
          }
          assert.equal(answer.headers.get("location"), "/dossier");

          const { status, body } = await person.session();
          assert.equal(status, 200);
          const sub = subjectOf(CLIENT_ID, id);
          const expected = expectedIdentity(id, { issuer: deployment.standin.issuer, sub, scope });
          const identity = { ...body.identity, raw: withoutEnvelope(body.identity.raw), missing: [...body.identity.missing].sort() };
          assert.deepEqual(identity, { ...expected, missing: [...expected.missing].sort() });
          const { authTime, ...level } = body.assurance;
          assert.deepEqual(level, assurance);
          const now = Date.now() / 1000;
          assert.ok(Math.abs(now - authTime) < 60 && Math.abs(now + 1800 - body.expiresAt) < 60);
        });
      }
    });
  }
}
