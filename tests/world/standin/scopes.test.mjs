/** Scopes and claims: the whole table of FC+, authorisations, and `amr` on demand only. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ASK_AMR, memberNames, authorizeUrl, standinFor, WITH_AMR, wholeSignIn } from "./fixture.mjs";
import { signIn } from "./index.mjs";

/** Written out, and not derived from claims.mjs: this is what that file is judged by. */
const GRANTED = {
  "": [],
  gender: ["gender"],
  birthdate: ["birthdate"],
  birthcountry: ["birthcountry"],
  birthplace: ["birthplace"],
  given_name: ["given_name"],
  family_name: ["family_name"],
  email: ["email"],
  preferred_username: ["preferred_username"],
  profile: ["birthdate", "family_name", "gender", "given_name", "preferred_username"],
  birth: ["birthcountry", "birthplace"],
  identite_pivot: ["birthcountry", "birthdate", "birthplace", "family_name", "gender", "given_name"],
  rnipp_given_name: ["given_name", "rnipp_given_name", "rnipp_given_name_array"],
  rnipp_family_name: ["family_name", "rnipp_family_name"],
  rnipp_gender: ["gender", "rnipp_gender"],
  rnipp_birthdate: ["birthdate", "rnipp_birthdate"],
  rnipp_birthplace: ["birthplace", "rnipp_birthplace"],
  rnipp_birthcountry: ["birthcountry", "rnipp_birthcountry"],
  rnipp_profile: [
    "birthdate", "family_name", "gender", "given_name", "preferred_username", "rnipp_birthdate", "rnipp_family_name",
    "rnipp_gender", "rnipp_given_name", "rnipp_given_name_array",
  ],
  rnipp_birth: ["birthcountry", "birthplace", "rnipp_birthcountry", "rnipp_birthplace"],
  rnipp_identite_pivot: [
    "birthcountry", "birthdate", "birthplace", "family_name", "gender", "given_name", "rnipp_birthcountry", "rnipp_birthdate",
    "rnipp_birthplace", "rnipp_family_name", "rnipp_gender", "rnipp_given_name", "rnipp_given_name_array",
  ],
  amr: [],
  dgfip_rfr: [],
  cnam_contrats: [],
  cnous_identite: [],
  droits_assurance_maladie: [],
};

const ENVELOPE = ["aud", "exp", "iat", "iss", "sub"];

test("each scope grants its claims in userinfo, and no other", async (t) => {
  const run = await standinFor(t);
  for (const [scope, claims] of Object.entries(GRANTED)) {
    const { answer, identity } = await wholeSignIn(run, "married-name", { scope: `openid ${scope}`.trim() });
    assert.deepEqual(memberNames(identity.claims), [...ENVELOPE, ...claims].sort(), scope);
    assert.equal(answer.scope, `openid ${scope}`.trim());
  }
});

test("a claim that nobody knows is left out, although its scope is granted", async (t) => {
  const { answer, identity } = await wholeSignIn(await standinFor(t), "no-usual-name");
  assert.match(answer.scope, /\bpreferred_username\b/);
  assert.ok(!("preferred_username" in identity.claims));
});

test("a scope outside the client's authorisation is invalid_scope", async (t) => {
  const run = await standinFor(t, { metadata: { scope: "openid identite_pivot" } });
  const refused = await signIn(authorizeUrl(run.standin, { scope: "openid identite_pivot email" }), "married-name");
  assert.equal(refused.searchParams.get("error"), "invalid_scope");
  assert.equal(refused.searchParams.get("scope"), "email");
  assert.equal(refused.searchParams.get("iss"), run.standin.issuer);
  const { identity } = await wholeSignIn(run, "married-name", { scope: "openid identite_pivot" });
  assert.ok("family_name" in identity.claims);
});

test("a scope that FC+ does not know is dropped from the granted scope", async (t) => {
  const { answer } = await wholeSignIn(await standinFor(t), "married-name", { scope: "openid email parachute" });
  assert.equal(answer.scope, "openid email");
});

test("amr comes in the id_token only where the claims parameter asked for it; the scope brings it nowhere", async (t) => {
  const run = await standinFor(t, { metadata: WITH_AMR });
  const amrIn = async (changes) => {
    const { idToken, identity } = await wholeSignIn(run, "born-abroad", changes);
    return [idToken.claims.amr, identity.claims.amr];
  };
  assert.deepEqual(await amrIn({}), [undefined, undefined]);
  assert.deepEqual(await amrIn({ scope: "openid amr" }), [undefined, undefined]);
  assert.deepEqual(await amrIn(ASK_AMR), [["fc", "pop", "pin", "mfa"], undefined]);
});

test("the id_token never holds an identity claim", async (t) => {
  const { idToken } = await wholeSignIn(await standinFor(t, { metadata: WITH_AMR }), "married-name", ASK_AMR);
  assert.deepEqual(memberNames(idToken.claims), ["acr", "amr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]);
});
