// What is compared: the person who signed in, and what a file of the application says of somebody.
// Comes in: a verified identity. Goes out: the part of it that helps to find a file. Never: an e-mail address, which is no identity: it is
// shared, lent, given back and given to somebody else; two identity providers give two of them.

import type { Gender, Identity, Rnipp } from "../shared/identity.js";

/** Who somebody is for this service: the only key that ever identifies. */
export interface Subject {
  issuer: string;
  sub: string;
}

/** The person who signed in, as far as reconciling goes. Any `Identity` is one. */
export interface Person
  extends Subject,
    Pick<Identity, "birthName" | "usualName" | "givenNames" | "gender" | "birthdate" | "birthplace" | "birthCountry"> {
  rnipp?: Rnipp;
}

/**
 * What a file says of the person it is about. Leave out what it does not know.
 *
 * It says nothing of where it knows it from: clean it, and ask yourself who may have typed it, before you link on it.
 */
export interface CivilStatus {
  /** The name at birth; only what is known to be it. */
  birthName?: string | undefined;
  /** The name in use, or a name of which nobody knows which of the two it is. */
  usualName?: string | undefined;
  /** All given names, or the first ones, with spaces or commas between them. */
  givenNames?: string | undefined;
  gender?: Gender | undefined;
  /** `YYYY-MM-DD`, as far as it is known: `1964-03`, `1964`, and their older spellings `1964-03-00`, `1964-00-00`. */
  birthdate?: string | undefined;
  /** INSEE's code of the commune, or of the country (`99…`) as its files have it there. */
  birthplace?: string | undefined;
  /** INSEE's code of the country. */
  birthCountry?: string | undefined;
}

/** The person without what reconciling has no use for (e-mail, raw claims): what an agent's decision may need to be kept for. */
export function personOf(identity: Person): Person {
  const { issuer, sub, birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry, rnipp } = identity;
  const all = { issuer, sub, birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry, rnipp };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Person;
}

/** What a new file can take over from the person. Keep of it what your service needs. */
export function civilStatusOf(person: Person): CivilStatus {
  const { birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry } = person;
  return {
    ...(birthName === undefined ? {} : { birthName }),
    ...(usualName === undefined ? {} : { usualName }),
    ...(givenNames === undefined ? {} : { givenNames: givenNames.join(" ") }),
    ...(gender === undefined ? {} : { gender }),
    ...(birthdate === undefined ? {} : { birthdate: birthdate.iso }),
    ...(birthplace?.kind === "commune" ? { birthplace: birthplace.code } : {}),
    ...(birthCountry === undefined ? {} : { birthCountry: birthCountry.code }),
  };
}
