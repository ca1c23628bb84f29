// Prints pkg/src/testing/persons-data.ts: what this package makes of the stand-in's test persons.
//
// In:    tests/world/standin/ (the persons, the scope table), and the compiled package, whose core does the work.
// Out:   TypeScript on standard output.
// Never: an identity written by hand; tests/world/persons/ has those, to compare with.
import { randomBytes } from "node:crypto";
import { cookieHeader, rehearse } from "../dist/testing/rehearsal.js";
import { claimsGrantedBy, SCOPE_CLAIMS } from "../../tests/world/standin/claims.mjs";
import { persons } from "../../tests/world/standin/persons.mjs";
import { subjectOf } from "../../tests/world/standin/subject.mjs";

const CLIENT_ID = "fc-pivot-testing";
const SCOPE = "openid identite_pivot email preferred_username";
const REGISTER_SCOPE = `${SCOPE} rnipp_identite_pivot`;

const settings = (scope) => ({
  FC_ISSUER: "https://franceconnect.example/api/v2",
  FC_CLIENT_ID: CLIENT_ID,
  FC_CLIENT_SECRET: randomBytes(32).toString("hex"),
  FC_SCOPE: scope,
  FC_AMR: "on",
  SESSION_KEYS: JSON.stringify([randomBytes(32).toString("base64url")]),
});

/** A level of assurance is no part of an identity: everybody passes with the lowest that is served. */
async function identityOf({ id, amr, claims }, { edge, signIn }) {
  const claimsFor = (scope) => Object.fromEntries(Object.entries(claims).filter(([name]) => claimsGrantedBy(scope).has(name)));
  const { cookies } = await signIn({ sub: subjectOf(CLIENT_ID, id), acr: "eidas2", amr, claimsFor });
  const { raw, ...identity } = JSON.parse(edge.session(cookieHeader(cookies)).json()).identity;
  // The envelope is the token's, and another one each time.
  const { iss, aud, iat, exp, ...received } = raw;
  return { ...identity, raw: received };
}

const usual = await rehearse(settings(SCOPE));
const withRegister = await rehearse(settings(REGISTER_SCOPE));

console.log("// Written by pkg/build/persons.mjs from the stand-in's persons: change them there.\n");
console.log('import type { Identity } from "../shared/identity.js";\n');
console.log("/** The claims that each scope grants. */");
console.log("export const scopeClaims: Readonly<Record<string, readonly string[]>> = {");
for (const [scope, claims] of Object.entries(SCOPE_CLAIMS)) console.log(`  ${scope}: ${JSON.stringify(claims)},`);
console.log("};\n");
console.log(`export type Name =\n${persons.map(({ id }) => `  | ${JSON.stringify(id)}`).join("\n")};\n`);
console.log("/** Who they are, how they are authenticated, their identities under the usual scopes and with the register's. */");
console.log("export const data: Readonly<Record<Name, { trait: string; level: string; amr: string[]; usual: Identity; withRegister: Identity }>> = {");
for (const person of persons) {
  const { id, trait, level, amr } = person;
  console.log(`  ${JSON.stringify(id)}: {`);
  console.log(`    trait: ${JSON.stringify(trait)},`);
  console.log(`    level: ${JSON.stringify(level)},`);
  console.log(`    amr: ${JSON.stringify(amr)},`);
  console.log(`    usual: ${JSON.stringify(await identityOf(person, usual))},`);
  console.log(`    withRegister: ${JSON.stringify(await identityOf(person, withRegister))},`);
  console.log("  },");
}
console.log("};");
