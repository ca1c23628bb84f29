/**
 * What a client must make of each test person of FranceConnect: the complete `Identity`, as JavaScript gets it.
 *
 * In: a person's id, and what depends on the run. Out: plain data to compare with. Never: anything computed by the code under test. Every field below
 * was written by hand, by the rules of identities.mjs, and these:
 *
 * - the claims are the register's: given names come with their list, and are exact.
 * - the register fills in `-01` for what it does not know. `idp_birthdate` tells it by `-00`, and then `birthdate` is only as long as it is known;
 *   without that scope, and where the identity provider has the `-01` too, a first of the month is `possibly` presumed.
 * - no European identity has a list of given names, nor the identity provider's date: nobody misses them.
 */
import { persons } from "../standin/persons/franceconnect.mjs";

export const SCOPE = "openid identite_pivot email preferred_username";
export const SCOPE_WITH_IDP = `${SCOPE} idp_birthdate`;

const CLAIMS = [
  "given_name", "given_name_array", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username",
];

const FRANCE = { code: "99100", france: true };
const commune = (code, department) => ({ code, kind: "commune", department });
const ABROAD = { kind: "abroad" };
const known = (year, month, day, iso) => ({ year, month, day, iso, presumed: "no" });
const possibly = (year, month, day, iso) => ({ year, month, day, iso, presumed: "possibly" });

/** `birthdateByIdp` is what it is with the scope of that name, where that makes a difference. */
const EXPECTED = {
  "married-name": {
    identity: {
      origin: "fr", birthName: "KERVOALEN", usualName: "VASSEUR-MORIN", givenNames: ["Solène", "Capucine"], givenNamesExact: true, gender: "female",
      birthdate: known(1987, 5, 23, "1987-05-23"), birthplace: commune("29019", "29"), birthCountry: FRANCE, email: "solene.vasseur@courriel.example",
    },
    missing: [], amr: ["fc", "pop", "mfa"],
  },
  "no-usual-name": {
    identity: {
      origin: "fr", birthName: "TREMEAU", givenNames: ["Gaspard", "Louis"], givenNamesExact: true, gender: "male",
      birthdate: known(1992, 11, 8, "1992-11-08"), birthplace: commune("69383", "69"), birthCountry: FRANCE, email: "gaspard.tremeau@courriel.example",
    },
    missing: ["preferred_username"], amr: ["fc", "pwd"],
  },
  "spaced-given-name": {
    identity: {
      origin: "fr", birthName: "LE GUELLEC", usualName: "LE GUELLEC", givenNames: ["Marie Ange", "Léontine"], givenNamesExact: true, gender: "female",
      birthdate: known(1968, 7, 30, "1968-07-30"), birthplace: commune("56121", "56"), birthCountry: FRANCE,
      email: "marieange.leguellec@courriel.example",
    },
    missing: [], amr: ["fc", "pwd"],
  },
  "presumed-day": {
    identity: {
      origin: "fr", birthName: "BENSAIDANE", usualName: "ROUVEYROL", givenNames: ["Yasmine"], givenNamesExact: true, gender: "female",
      birthdate: possibly(1964, 3, 1, "1964-03-01"), birthplace: commune("13055", "13"), birthCountry: FRANCE, email: "yasmine.rouveyrol@courriel.example",
    },
    birthdateByIdp: { year: 1964, month: 3, iso: "1964-03", presumed: "day" },
    missing: [], amr: ["fc", "pop", "mfa"],
  },
  "presumed-month-and-day": {
    identity: {
      origin: "fr", birthName: "AIT MAHREZ", usualName: "AÏT MAHREZ", givenNames: ["Idir"], givenNamesExact: true, gender: "male",
      birthdate: possibly(1951, 1, 1, "1951-01-01"), birthplace: ABROAD, birthCountry: { code: "99352", france: false },
      email: "idir.aitmahrez@courriel.example",
    },
    birthdateByIdp: { year: 1951, iso: "1951", presumed: "month-and-day" },
    missing: [], amr: ["fc", "pwd"],
  },
  "first-of-the-month": {
    identity: {
      origin: "fr", birthName: "MARTIN", usualName: "MARTIN", givenNames: ["Lucie"], givenNamesExact: true, gender: "female",
      birthdate: possibly(1992, 11, 1, "1992-11-01"), birthplace: commune("44109", "44"), birthCountry: FRANCE, email: "lucie.martin@courriel.example",
    },
    missing: [], amr: ["fc", "pwd"],
  },
  "corsica-south": {
    identity: {
      origin: "fr", birthName: "SANTUCCI-LECA", usualName: "SANTUCCI-LECA", givenNames: ["Ghjulia"], givenNamesExact: true, gender: "female",
      birthdate: known(1995, 4, 26, "1995-04-26"), birthplace: commune("2A004", "2A"), birthCountry: FRANCE, email: "ghjulia.santucci@courriel.example",
    },
    missing: [], amr: ["fc", "pwd"],
  },
  "gender-unspecified": {
    identity: {
      origin: "fr", birthName: "BRANDHUBER", usualName: "BRANDHUBER", givenNames: ["Kim"], givenNamesExact: true, gender: "unspecified",
      birthdate: known(1985, 3, 12, "1985-03-12"), birthplace: ABROAD, birthCountry: { code: "99109", france: false },
      email: "kim.brandhuber@courriel.example",
    },
    missing: [], amr: ["fc", "pwd"],
  },
  european: {
    identity: {
      origin: "eidas", usualName: "Lindqvist", givenNames: ["Astrid"], givenNamesExact: false, gender: "female",
      birthdate: known(1990, 6, 1, "1990-06-01"), birthplace: { kind: "free-text", text: "Göteborg" },
    },
    missing: ["preferred_username"], amr: ["eidas"],
  },
  "european-minimal": {
    identity: {
      origin: "eidas", usualName: "Παπαδάκης", givenNames: ["Νίκος"], givenNamesExact: false, birthdate: known(1971, 12, 24, "1971-12-24"),
    },
    missing: ["gender", "birthplace", "preferred_username"], amr: ["eidas"],
  },
};

export const expectedPersons = Object.keys(EXPECTED);

function rawOf(id, names, sub) {
  const { claims } = persons.find((person) => person.id === id);
  return { sub, ...Object.fromEntries(names.filter((name) => Object.hasOwn(claims, name)).map((name) => [name, claims[name]])) };
}

/** The complete Identity under SCOPE or SCOPE_WITH_IDP. */
export function expectedIdentity(id, { issuer, sub, scope }) {
  if (scope !== SCOPE && scope !== SCOPE_WITH_IDP) throw new RangeError("written for SCOPE and SCOPE_WITH_IDP only");
  const { identity, birthdateByIdp, missing } = EXPECTED[id];
  const byIdp = scope === SCOPE_WITH_IDP;
  return structuredClone({
    sub,
    issuer,
    ...identity,
    ...(byIdp && birthdateByIdp ? { birthdate: birthdateByIdp } : {}),
    missing,
    anomalies: [],
    raw: rawOf(id, byIdp ? [...CLAIMS, "idp_birthdate"] : CLAIMS, sub),
  });
}

/** Whatever was reached, FranceConnect says `eidas1`. */
export const expectedAssurance = (id, { amr = false } = {}) => ({ acr: "eidas1", ...(amr ? { amr: [...EXPECTED[id].amr] } : {}) });
