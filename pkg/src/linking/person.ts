// What is compared: the person who signed in, and what a file of the application says of a person.
// Comes in: a verified identity. Goes out: the part of it that helps to find a file. Never: an e-mail address, which is no identity. It is
// shared, lent, given up and given to another person; two identity providers may give two of them.

import type { Gender, Identity, Rnipp } from "../shared/identity.js";

/** Who a person is for this service: the only key that identifies. */
export interface Subject {
  issuer: string;
  sub: string;
}

/** The person who signed in, as far as reconciling needs her data. Any `Identity` is one. */
export interface Person
  extends Subject,
    Pick<Identity, "birthName" | "usualName" | "givenNames" | "gender" | "birthdate" | "birthplace" | "birthCountry"> {
  rnipp?: Rnipp;
  /** Never there: an agent of ProConnect's has roles, and no civil status to compare. */
  roles?: undefined;
}

/**
 * What a file says of the person it is about. Leave out what it does not know.
 *
 * It does not say where its data come from. Clean them, and consider who may have typed them, before you link on them.
 */
export interface CivilStatus {
  /** The name at birth, where it is known to be that. */
  birthName?: string | undefined;
  /** The name in use, or a name that may be either of the two. */
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

/** The person without what reconciling does not use (e-mail, raw claims), to be kept for an agent's decision. */
export function personOf(identity: Person): Person {
  const { issuer, sub, birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry, rnipp } = identity;
  const all = { issuer, sub, birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry, rnipp };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Person;
}

/** What a new file can take from the person. Keep only what your service needs. */
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
