// Prints pkg/src/testing/federations-data.ts: what this package makes of the test persons of FranceConnect and of ProConnect.
//
// In:    tests/world/standin/federations (persons, scopes), and the compiled package, whose core does the work.
// Out:   TypeScript on standard output.
// Never: an identity written by hand; tests/world/persons/ has those, to compare with.
import { randomBytes } from "node:crypto";
import { cookieHeader, rehearse } from "../dist/testing/rehearsal.js";
import { FRANCECONNECT } from "../../tests/world/standin/federations/franceconnect.mjs";
import { PROCONNECT } from "../../tests/world/standin/federations/proconnect.mjs";
import { subjectOf } from "../../tests/world/standin/subject.mjs";

const CLIENT_ID = "fc-pivot-testing";

/** Each federation, its type, the scopes under which its persons are shown, and what it makes of an authentication. */
const FEDERATIONS = [
  {
    federation: FRANCECONNECT, word: "Citizen", person: "identity", scope: "openid identite_pivot email preferred_username idp_birthdate", acr: () => "eidas1",
    subject: ({ id }) => subjectOf(CLIENT_ID, id),
  },
  { federation: PROCONNECT, word: "Agent", person: "agent", scope: PROCONNECT.defaultScope, acr: ({ level }) => level, subject: ({ sub }) => sub },
];

const settings = ({ federation, scope }) => ({
  FC_PRESET: federation.name,
  FC_ISSUER: `https://${federation.name}.example/api/v2`,
  FC_CLIENT_ID: CLIENT_ID,
  FC_CLIENT_SECRET: randomBytes(32).toString("hex"),
  FC_SCOPE: scope,
  SESSION_KEYS: JSON.stringify([randomBytes(32).toString("base64url")]),
});

async function shownOf(entry, one, { edge, signIn }) {
  const { federation, person, acr, subject } = entry;
  const granted = (scope) => new Set(scope.split(" ").flatMap((name) => federation.scopes[name] ?? []));
  const claimsFor = (scope) => Object.fromEntries(Object.entries(one.claims).filter(([name]) => granted(scope).has(name)));
  const { cookies } = await signIn({ sub: subject(one), acr: acr(one), amr: one.amr, claimsFor });
  const { raw, ...shown } = JSON.parse(edge.session(cookieHeader(cookies)).json())[person];
  // The envelope is the token's, and another one each time.
  const { iss, aud, iat, exp, ...received } = raw;
  return { ...shown, raw: received };
}

console.log("// Written by pkg/build/federation-persons.mjs from the stand-in's persons: change them there.\n");
console.log('import type { Agent } from "../shared/agent.js";');
console.log('import type { Identity } from "../shared/identity.js";');
console.log("\n/** A person as the provider and as this package have her. */");
console.log("export interface Known<Who> {\n  trait: string;\n  level: string;\n  amr?: string[];\n  claims: Record<string, unknown>;\n  who: Who;\n}");
for (const entry of FEDERATIONS) {
  const { federation, word, person } = entry;
  const rehearsal = await rehearse(settings(entry));
  const scopes = Object.entries(federation.scopes).filter(([, claims]) => claims);
  console.log(`\n/** The claims that each scope of ${federation.title} grants. */`);
  console.log(`export const scopesOf${word}: Readonly<Record<string, readonly string[]>> = {`);
  for (const [scope, claims] of scopes) console.log(`  ${JSON.stringify(scope)}: ${JSON.stringify(claims)},`);
  console.log("};");
  console.log(`\n/** The names of ${federation.title}'s test persons, as the stand-in knows them too. */`);
  console.log(`export type ${word}Name =\n${federation.persons.map(({ id }) => `  | ${JSON.stringify(id)}`).join("\n")};`);
  console.log(`\n/** ${federation.title}'s. */`);
  console.log(`export const dataOf${word}: Readonly<Record<${word}Name, Known<${person === "agent" ? "Agent" : "Identity"}>>> = {`);
  for (const one of federation.persons) {
    console.log(`  ${JSON.stringify(one.id)}: {`);
    console.log(`    trait: ${JSON.stringify(one.trait)},`);
    console.log(`    level: ${JSON.stringify(entry.acr(one))},`);
    if (one.amr) console.log(`    amr: ${JSON.stringify(one.amr)},`);
    console.log(`    claims: ${JSON.stringify(one.claims)},`);
    console.log(`    who: ${JSON.stringify(await shownOf(entry, one, rehearsal))},`);
    console.log("  },");
  }
  console.log("};");
}
