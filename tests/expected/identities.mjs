/**
 * What a client must make of each test person: the complete `Identity` and `Assurance`, as JavaScript gets them.
 *
 * In: a person's id, and what depends on the run (issuer, sub, scope). Out: plain data to compare with.
 * Never: anything computed by the code under test, or by code like it. Every field below was written by hand, from the
 * description of the claims in FranceConnect's documentation and from the `Identity` interface, by these rules:
 *
 * - `origin` is what `amr` says; without it, a birth country makes an identity French, and its absence European.
 * - `birthName` is `family_name` and `usualName` is `preferred_username`, except for a European identity: there `family_name` is the usual
 *   name, and nobody knows the birth name.
 * - `givenNames` are exact only where the provider gave the list. FranceConnect+ gives one for the register's series alone;
 *   it parts the identity provider's given names too where both spell them alike (not `SPELT_OTHERWISE`). Elsewhere they are split
 *   on spaces, and say so, even where that splits a name that holds a space.
 * - `birthdate.iso` is as long as the date is known. `-00` is a presumed part. A full date on the first of a month may be
 *   a presumed one: `possibly`. The register fills in `-01` what it does not know; beside an own date in `-00` that agrees, its date is
 *   presumed in the same way.
 * - a birthplace is a commune with its department (two characters, three overseas), abroad where the country is not France, or free
 *   text for a European identity.
 * - `missing` lists the claims that a granted scope promises and that did not come; compare it as a set. Nobody promises the birthplace of
 *   somebody born abroad, nor what no European identity has: `birthcountry`, `email`, and the register's claims.
 * - the register knows no European identity: no `rnipp` member then.
 * - `raw` leaves `iss`, `aud`, `iat` and `exp` out: they are the envelope's, not the person's.
 */
import { findPerson } from "../standin/persons.mjs";

export const DEFAULT_SCOPE = "openid identite_pivot email preferred_username";
export const FULL_SCOPE = `${DEFAULT_SCOPE} rnipp_identite_pivot`;

const DEFAULT_CLAIMS = [
  "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username",
];
const REGISTER_CLAIMS = [
  "rnipp_given_name", "rnipp_given_name_array", "rnipp_family_name", "rnipp_birthdate", "rnipp_gender", "rnipp_birthplace",
  "rnipp_birthcountry",
];

const FRANCE = { code: "99100", france: true };
const commune = (code, department) => ({ code, kind: "commune", department });
const ABROAD = { kind: "abroad" };

/** person → identity, register (absent where it knows nothing), missing under the default scope, missing besides under the full one */
const EXPECTED = {
  "married-name": {
    identity: {
      origin: "fr", birthName: "KERVOALEN", usualName: "VASSEUR-MORIN",
      givenNames: ["Solène", "Capucine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1987, month: 5, day: 23, iso: "1987-05-23", presumed: "no" },
      birthplace: commune("29019", "29"), birthCountry: FRANCE, email: "solene.vasseur@courriel.example",
    },
    rnipp: {
      birthName: "KERVOALEN", givenNames: ["Solène", "Capucine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1987, month: 5, day: 23, iso: "1987-05-23", presumed: "no" },
      birthplace: commune("29019", "29"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas3", amr: ["fr", "pop", "pin", "mfa"],
  },
  "no-usual-name": {
    identity: {
      origin: "fr", birthName: "TRÉMEAU",
      givenNames: ["Gaspard", "Louis"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE, email: "gaspard.tremeau@courriel.example",
    },
    rnipp: {
      birthName: "TREMEAU", givenNames: ["Gaspard", "Louis"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE,
    },
    missing: ["preferred_username"], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "compound-given-names": {
    identity: {
      origin: "fr", birthName: "D'ARGENSAC", usualName: "D'ARGENSAC",
      givenNames: ["Jean-Baptiste", "Marie-Lou", "Côme"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1979, month: 2, day: 14, iso: "1979-02-14", presumed: "no" },
      birthplace: commune("33063", "33"), birthCountry: FRANCE, email: "jb.dargensac@courriel.example",
    },
    rnipp: {
      birthName: "D'ARGENSAC", givenNames: ["Jean-Baptiste", "Marie-Lou", "Côme"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1979, month: 2, day: 14, iso: "1979-02-14", presumed: "no" },
      birthplace: commune("33063", "33"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "spaced-given-name": {
    identity: {
      origin: "fr", birthName: "LE GUELLEC", usualName: "LE GUELLEC",
      givenNames: ["Marie", "Ange", "Léontine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1968, month: 7, day: 30, iso: "1968-07-30", presumed: "no" },
      birthplace: commune("56121", "56"), birthCountry: FRANCE, email: "marieange.leguellec@courriel.example",
    },
    rnipp: {
      birthName: "LE GUELLEC", givenNames: ["Marie Ange", "Léontine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1968, month: 7, day: 30, iso: "1968-07-30", presumed: "no" },
      birthplace: commune("56121", "56"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "spaced-given-name-without-array": {
    identity: {
      origin: "fr", birthName: "PEYRELONGUE", usualName: "PEYRELONGUE",
      givenNames: ["Lou", "Anne", "Colombe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 2001, month: 10, day: 19, iso: "2001-10-19", presumed: "no" },
      birthplace: commune("31555", "31"), birthCountry: FRANCE, email: "louanne.peyrelongue@courriel.example",
    },
    rnipp: {
      birthName: "PEYRELONGUE", givenNames: ["Lou", "Anne", "Colombe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 2001, month: 10, day: 19, iso: "2001-10-19", presumed: "no" },
      birthplace: commune("31555", "31"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: ["rnipp_given_name_array"], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "presumed-day": {
    identity: {
      origin: "fr", birthName: "BENSAÏDANE", usualName: "ROUVEYROL",
      givenNames: ["Yasmine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1964, month: 3, iso: "1964-03", presumed: "day" },
      birthplace: commune("13055", "13"), birthCountry: FRANCE, email: "yasmine.rouveyrol@courriel.example",
    },
    rnipp: {
      birthName: "BENSAIDANE", givenNames: ["Yasmine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1964, month: 3, iso: "1964-03", presumed: "day" },
      birthplace: commune("13055", "13"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "presumed-month-and-day": {
    identity: {
      origin: "fr", birthName: "AÏT MAHREZ", usualName: "AÏT MAHREZ",
      givenNames: ["Idir"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1951, iso: "1951", presumed: "month-and-day" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false }, email: "idir.aitmahrez@courriel.example",
    },
    rnipp: {
      birthName: "AIT MAHREZ", givenNames: ["Idir"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1951, iso: "1951", presumed: "month-and-day" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "presumed-day-older-spelling": {
    identity: {
      origin: "fr", birthName: "VAUQUELIN", usualName: "HÉBRARD",
      givenNames: ["Odette", "Berthe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1947, month: 9, day: 1, iso: "1947-09-01", presumed: "possibly" },
      birthplace: commune("76540", "76"), birthCountry: FRANCE, email: "odette.hebrard@courriel.example",
    },
    rnipp: {
      birthName: "VAUQUELIN", givenNames: ["Odette", "Berthe"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1947, month: 9, iso: "1947-09", presumed: "day" },
      birthplace: commune("76540", "76"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "presumed-month-and-day-older-spelling": {
    identity: {
      origin: "fr", birthName: "COURTEBRAY", usualName: "COURTEBRAY",
      givenNames: ["Anselme"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1939, month: 1, day: 1, iso: "1939-01-01", presumed: "possibly" },
      birthplace: commune("59350", "59"), birthCountry: FRANCE, email: "anselme.courtebray@courriel.example",
    },
    rnipp: {
      birthName: "COURTEBRAY", givenNames: ["Anselme"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1939, iso: "1939", presumed: "month-and-day" },
      birthplace: commune("59350", "59"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "corsica-south": {
    identity: {
      origin: "fr", birthName: "SANTUCCI-LECA", usualName: "SANTUCCI-LECA",
      givenNames: ["Ghjulia"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1995, month: 4, day: 26, iso: "1995-04-26", presumed: "no" },
      birthplace: commune("2A004", "2A"), birthCountry: FRANCE, email: "ghjulia.santucci@courriel.example",
    },
    rnipp: {
      birthName: "SANTUCCI-LECA", givenNames: ["Ghjulia"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1995, month: 4, day: 26, iso: "1995-04-26", presumed: "no" },
      birthplace: commune("2A004", "2A"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "corsica-north": {
    identity: {
      origin: "fr", birthName: "ALBERTONI", usualName: "ALBERTONI",
      givenNames: ["Petru", "Andria"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1983, month: 12, day: 11, iso: "1983-12-11", presumed: "no" },
      birthplace: commune("2B033", "2B"), birthCountry: FRANCE, email: "petru.albertoni@courriel.example",
    },
    rnipp: {
      birthName: "ALBERTONI", givenNames: ["Petru", "Andria"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1983, month: 12, day: 11, iso: "1983-12-11", presumed: "no" },
      birthplace: commune("2B033", "2B"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "overseas-department": {
    identity: {
      origin: "fr", birthName: "PAYET-GRONDIN", usualName: "PAYET-GRONDIN",
      givenNames: ["Élodie", "Marie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1990, month: 8, day: 15, iso: "1990-08-15", presumed: "no" },
      birthplace: commune("97411", "974"), birthCountry: FRANCE, email: "elodie.payet@courriel.example",
    },
    rnipp: {
      birthName: "PAYET-GRONDIN", givenNames: ["Elodie", "Marie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1990, month: 8, day: 15, iso: "1990-08-15", presumed: "no" },
      birthplace: commune("97411", "974"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "overseas-collectivity": {
    identity: {
      origin: "fr", birthName: "HAOCAS", usualName: "HAOCAS",
      givenNames: ["Wadrawane"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1976, month: 6, day: 24, iso: "1976-06-24", presumed: "no" },
      birthplace: commune("98818", "988"), birthCountry: FRANCE, email: "wadrawane.haocas@courriel.example",
    },
    rnipp: {
      birthName: "HAOCAS", givenNames: ["Wadrawane"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1976, month: 6, day: 24, iso: "1976-06-24", presumed: "no" },
      birthplace: commune("98818", "988"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "born-abroad": {
    identity: {
      origin: "fr", birthName: "EL FASSI", usualName: "EL FASSI",
      givenNames: ["Nour", "Salma"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1998, month: 9, day: 27, iso: "1998-09-27", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99350", france: false }, email: "nour.elfassi@courriel.example",
    },
    rnipp: {
      birthName: "EL FASSI", givenNames: ["Nour", "Salma"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1998, month: 9, day: 27, iso: "1998-09-27", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99350", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas3", amr: ["fr", "pop", "pin", "mfa"],
  },
  "gender-unspecified": {
    identity: {
      origin: "fr", birthName: "BRANDHUBER", usualName: "BRANDHUBER",
      givenNames: ["Kim"], givenNamesExact: false, gender: "unspecified",
      birthdate: { year: 1985, month: 3, day: 12, iso: "1985-03-12", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99109", france: false }, email: "kim.brandhuber@courriel.example",
    },
    rnipp: {
      birthName: "BRANDHUBER", givenNames: ["Kim"], givenNamesExact: true, gender: "unspecified",
      birthdate: { year: 1985, month: 3, day: 12, iso: "1985-03-12", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99109", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  european: {
    identity: {
      origin: "eidas", usualName: "LINDQVIST",
      givenNames: ["Astrid", "Helena"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1984, month: 6, day: 17, iso: "1984-06-17", presumed: "no" },
      birthplace: { kind: "free-text", text: "Göteborg, Sverige" }, birthCountry: { code: "99104", france: false },
      email: "astrid.lindqvist@epost.example",
    },
    missing: ["preferred_username"], missingOfRegister: [], reached: "eidas3", amr: ["eidas", "mfa"],
  },
  "european-minimal": {
    identity: {
      origin: "eidas", usualName: "OLIVEIRA", givenNames: ["Tiago"], givenNamesExact: false,
      birthdate: { year: 1990, month: 12, day: 5, iso: "1990-12-05", presumed: "no" },
    },
    missing: ["gender", "birthplace", "preferred_username"], missingOfRegister: [],
    reached: "eidas2", amr: ["eidas", "pwd", "mfa"],
  },
  "level-eidas1": {
    identity: {
      origin: "fr", birthName: "DELAHOUSSE", usualName: "DELAHOUSSE",
      givenNames: ["Maxence"], givenNamesExact: false, gender: "male",
      birthdate: { year: 2003, month: 1, day: 22, iso: "2003-01-22", presumed: "no" },
      birthplace: commune("80021", "80"), birthCountry: FRANCE, email: "maxence.delahousse@courriel.example",
    },
    rnipp: {
      birthName: "DELAHOUSSE", givenNames: ["Maxence"], givenNamesExact: true, gender: "male",
      birthdate: { year: 2003, month: 1, day: 22, iso: "2003-01-22", presumed: "no" },
      birthplace: commune("80021", "80"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas1", amr: ["fr", "pwd", "mail"],
  },
  "level-eidas2": {
    identity: {
      origin: "fr", birthName: "AUBRAC-ROUX", usualName: "AUBRAC-ROUX",
      givenNames: ["Clémence"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1972, month: 5, day: 6, iso: "1972-05-06", presumed: "no" },
      birthplace: commune("12202", "12"), birthCountry: FRANCE, email: "clemence.aubrac@courriel.example",
    },
    rnipp: {
      birthName: "AUBRAC-ROUX", givenNames: ["Clemence"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1972, month: 5, day: 6, iso: "1972-05-06", presumed: "no" },
      birthplace: commune("12202", "12"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "name-changed": {
    identity: {
      origin: "fr", birthName: "ROSNAY", usualName: "ROSNAY",
      givenNames: ["Gaspard", "Louis"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE, email: "gaspard.tremeau@courriel.example",
    },
    rnipp: {
      birthName: "ROSNAY", givenNames: ["Gaspard", "Louis"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "twin": {
    identity: {
      origin: "fr", birthName: "TALBOURDEL", usualName: "TALBOURDEL",
      givenNames: ["Marie-Ange", "Noémie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE, email: "famille.talbourdel@courriel.example",
    },
    rnipp: {
      birthName: "TALBOURDEL", givenNames: ["Marie-Ange", "Noémie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
  "other-twin": {
    identity: {
      origin: "fr", birthName: "TALBOURDEL", usualName: "TALBOURDEL",
      givenNames: ["Marie-Claire", "Noémie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE, email: "famille.talbourdel@courriel.example",
    },
    rnipp: {
      birthName: "TALBOURDEL", givenNames: ["Marie-Claire", "Noémie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fr", "pop", "mfa"],
  },
};

/** The persons whose given names the register spells otherwise than the identity provider: without accents. */
const SPELT_OTHERWISE = new Set(["overseas-department", "level-eidas2"]);

function entryOf(personId) {
  if (!Object.hasOwn(EXPECTED, personId)) throw new RangeError(`no expected identity for ${personId}`);
  return EXPECTED[personId];
}

function rawOf(personId, names, sub) {
  const { claims } = findPerson(personId);
  const known = names.filter((name) => Object.hasOwn(claims, name));
  return { sub, ...Object.fromEntries(known.map((name) => [name, claims[name]])) };
}

export const expectedPersons = Object.keys(EXPECTED);

/** The complete Identity under DEFAULT_SCOPE or FULL_SCOPE. */
export function expectedIdentity(personId, { issuer, sub, scope = DEFAULT_SCOPE }) {
  const { identity, rnipp, missing, missingOfRegister } = entryOf(personId);
  if (scope !== DEFAULT_SCOPE && scope !== FULL_SCOPE) throw new RangeError("written for DEFAULT_SCOPE and FULL_SCOPE only");
  const withRegister = scope === FULL_SCOPE;
  return structuredClone({
    sub,
    issuer,
    ...identity,
    ...(withRegister && rnipp?.givenNamesExact && !SPELT_OTHERWISE.has(personId) ? { givenNames: rnipp.givenNames, givenNamesExact: true } : {}),
    ...(withRegister && rnipp ? { rnipp } : {}),
    missing: withRegister ? [...missing, ...missingOfRegister] : missing,
    anomalies: [],
    raw: rawOf(personId, withRegister ? [...DEFAULT_CLAIMS, ...REGISTER_CLAIMS] : DEFAULT_CLAIMS, sub),
  });
}

/**
 * The Assurance for a sign-in that demanded `acr`, `authTime` left aside. FC+ answers with the level that the identity
 * provider reached: above the demand it is accepted, below it the sign-in must be refused, and there is none (`undefined`).
 */
export function expectedAssurance(personId, acr) {
  const { reached, amr } = entryOf(personId);
  // "eidas1" < "eidas2" < "eidas3" as text too; only these three occur here.
  return reached >= acr ? { acr: reached, amr: [...amr] } : undefined;
}
