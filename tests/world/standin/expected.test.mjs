/** The expected identities against what the stand-in really sends: the two tables may not drift apart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_SCOPE, expectedAssurance, expectedIdentity, expectedPersons, FULL_SCOPE } from "../persons/identities.mjs";
import { ASK_AMR, standinFor, WITH_AMR, wholeSignIn } from "./fixture.mjs";

/** What no European identity has, and no scope promises for it. */
const NEVER_EUROPEAN = /^(birthcountry|email|rnipp_.*)$/;

/** Somebody born abroad has no birthplace to miss, and a usual name that is empty or null is none. */
const misses = (sent, origin) => (name) => {
  if (origin === "eidas" && NEVER_EUROPEAN.test(name)) return false;
  if (name === "preferred_username") return !sent.preferred_username;
  if (name === "birthplace" && (sent.birthcountry ?? "99100") !== "99100") return false;
  return !(name in sent);
};

const PROMISED = {
  [DEFAULT_SCOPE]: ["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username"],
  [FULL_SCOPE]: [
    "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username",
    "rnipp_given_name", "rnipp_given_name_array", "rnipp_family_name", "rnipp_birthdate", "rnipp_gender", "rnipp_birthplace",
    "rnipp_birthcountry",
  ],
};

test("every person has an expected identity, and there are at least eleven", async (t) => {
  const { standin } = await standinFor(t);
  assert.deepEqual([...expectedPersons].sort(), standin.persons.map(({ id }) => id).sort());
  assert.ok(expectedPersons.length >= 11);
  assert.throws(() => expectedIdentity("nobody", { issuer: "i", sub: "s" }), RangeError);
});

for (const scope of [DEFAULT_SCOPE, FULL_SCOPE]) {
  test(`raw and missing are what is sent for "${scope}"`, async (t) => {
    const run = await standinFor(t, { metadata: WITH_AMR, wrongs: { lowLevels: true } });
    for (const id of expectedPersons) {
      const { idToken, identity } = await wholeSignIn(run, id, { scope, ...ASK_AMR });
      const { iss, aud, iat, exp, ...sent } = identity.claims;
      const expected = expectedIdentity(id, { issuer: iss, sub: sent.sub, scope });
      assert.deepEqual(expected.raw, sent, id);
      assert.deepEqual([...expected.missing].sort(), PROMISED[scope].filter(misses(sent, expected.origin)).sort(), id);
      assert.deepEqual(expectedAssurance(id, "eidas1", { amr: true }), { acr: idToken.claims.acr, amr: idToken.claims.amr }, id);
      assert.equal(expected.origin, idToken.claims.amr.includes("eidas") ? "eidas" : "fr", id);
      assert.equal(expected.issuer, run.standin.issuer);
    }
  });
}

test("an assurance below the demand is none", () => {
  assert.equal(expectedAssurance("level-eidas1", "eidas2"), undefined);
  assert.equal(expectedAssurance("level-eidas2", "eidas3"), undefined);
  assert.equal(expectedAssurance("level-eidas2", "eidas2").acr, "eidas2");
  assert.deepEqual(expectedAssurance("married-name", "eidas2"), { acr: "eidas3" });
});
