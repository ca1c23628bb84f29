/**
 * What a client must make of each test person: the complete `Identity` and `Assurance`, as JavaScript gets them.
 *
 * In: a person's id, and what depends on the run (issuer, sub, scope). Out: plain data to compare with.
 * Never: anything computed by the code under test, or by code like it. Every field below was written by hand, from the
 * description of the claims in FranceConnect's documentation and from the `Identity` interface, by these rules:
 *
 * - `origin` is what `amr` says; without it, a birth country makes an identity French, and its absence European.
 * - `birthName` is `family_name` and `usualName` is `preferred_username`, where that is neither empty nor null, except for a European identity:
 *   there `family_name` is the usual name, and nobody knows the birth name.
 * - `givenNames` are exact only where the provider gave the list. FranceConnect+ gives one for the register's series alone;
 *   it parts the identity provider's given names too where both spell them alike (not `SPELT_OTHERWISE`). Elsewhere they are split
 *   on spaces, and say so, even where that splits a name that holds a space.
 * - `birthdate.iso` is as long as the date is known. `-00` is a presumed part. A French full date on the first of a month may be
 *   one of the older documentation's presumed dates: `possibly`. The register fills in `-01`: beside the identity's own `-00` it is that part.
 *   A European identity has no presumed dates.
 * - a birthplace is a commune with its department (two characters, three overseas), abroad where the country is another than France, whatever
 *   stands in the claim, or free text for a European identity.
 * - `missing` lists the claims that a granted scope promises and that did not come, an empty or null usual name among them; compare it as a
 *   set. Nobody promises the birthplace of somebody born abroad, nor what no European identity has: `birthcountry`, `email`, and the register's
 *   claims.
 * - the register knows no European identity: no `rnipp` member then.
 * - `raw` leaves `iss`, `aud`, `iat` and `exp` out: they are the envelope's, not the person's.
 */
import { findPerson } from "../standin/persons.mjs";
import { EXPECTED } from "./table.mjs";

export const DEFAULT_SCOPE = "openid identite_pivot email preferred_username";
export const FULL_SCOPE = `${DEFAULT_SCOPE} rnipp_identite_pivot`;

const DEFAULT_CLAIMS = [
  "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username",
];
const REGISTER_CLAIMS = [
  "rnipp_given_name", "rnipp_given_name_array", "rnipp_family_name", "rnipp_birthdate", "rnipp_gender", "rnipp_birthplace",
  "rnipp_birthcountry",
];

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
 * The Assurance for a sign-in that demanded `acr`, `authTime` left aside; with `amr` only where the client asked for it. A level below the
 * demand must be refused, and there is none (`undefined`).
 */
export function expectedAssurance(personId, acr, { amr: asked = false } = {}) {
  const { reached, amr } = entryOf(personId);
  // "eidas1" < "eidas2" < "eidas3" as text too; only these three occur here.
  return reached >= acr ? { acr: reached, ...(asked ? { amr: [...amr] } : {}) } : undefined;
}
