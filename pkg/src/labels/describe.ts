// A civil status as people write it: three texts, of an identity's codes and fields.
// Comes in: an identity, a language, labels. Goes out: full name, date of birth, place of birth. Never: a title or a marriage, which no claim
// says; a text to compare or to store.

import type { Birthdate, BirthCountry, Birthplace, Identity } from "../shared/identity.js";
import type { Labels } from "./open.js";

/** What is shown of a person. A text is absent where the identity has nothing for it. */
export interface Description {
  /** Family names in capitals, then the given names: `MARTIN (nom d’usage : DUPONT) Marie Claire`, with a no-break space before the colon. */
  readonly fullName?: string;
  /** As far as it is known, and what of it is not: `mars 1964 (jour inconnu)`. */
  readonly birthdate?: string;
  /** `Cherbourg-Octeville (Manche)`, `URSS`; the code where there is no label. */
  readonly birthplace?: string;
}

/** What of an identity is described; `identity.rnipp` has it too. */
export type Described = Pick<Identity, "birthName" | "usualName" | "givenNames" | "birthdate" | "birthplace" | "birthCountry">;

const WORDS = {
  fr: {
    usualName: (name: string) => `(nom d’usage\u00a0: ${name})`,
    day: (day: number) => (day === 1 ? "1er" : String(day)),
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
    presumed: {
      no: "",
      day: "(jour inconnu)",
      "month-and-day": "(jour et mois inconnus)",
      possibly: "(jour à confirmer)",
      both: "(jour et mois à confirmer)",
    },
    or: " ou ",
    commune: "commune",
    country: "pays",
    abroad: "à l’étranger",
  },
  en: {
    usualName: (name: string) => `(usual name: ${name})`,
    day: String,
    months: "January February March April May June July August September October November December".split(" "),
    presumed: {
      no: "",
      day: "(day not known)",
      "month-and-day": "(day and month not known)",
      possibly: "(day to be confirmed)",
      both: "(day and month to be confirmed)",
    },
    or: " or ",
    commune: "commune",
    country: "country",
    abroad: "abroad",
  },
} as const;

type Words = (typeof WORDS)["fr" | "en"];

/** Describes a person. Without labels, places are codes. */
export function describe(person: Described, language: "fr" | "en", labels?: Labels): Description {
  const words = WORDS[language];
  const texts = {
    fullName: fullName(person, words),
    birthdate: person.birthdate && birthdate(person.birthdate, words),
    birthplace: birthplace(person, language, labels),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}

/** A European identity has one family name, the usual one. */
function fullName({ birthName, usualName, givenNames }: Described, words: Words): string {
  const [family, usual] = [birthName ?? usualName, birthName && usualName].map((name) => name && capitals(name));
  return [family, usual && usual !== family && words.usualName(usual), ...(givenNames ?? []).map(initials)].filter(Boolean).join(" ");
}

/** Other scripts have no capitals, or do not use them so. */
const isLatin = (name: string): boolean => !/(?!\p{Script=Latin})\p{L}/u.test(name);

const capitals = (name: string): string => (isLatin(name) ? name.toLocaleUpperCase("fr") : name);

/** A given name that came in capitals alone, or in small letters alone, gets its initials; any other is as its bearer writes it. */
function initials(name: string): string {
  const small = name.toLocaleLowerCase("fr");
  const asWritten = name !== small && name !== name.toLocaleUpperCase("fr");
  return asWritten || !isLatin(name) ? name : small.replace(/(\p{L})([\p{L}\p{M}]*)/gu, (_, first, rest) => first.toLocaleUpperCase("fr") + rest);
}

function birthdate({ year, month, day, presumed }: Birthdate, words: Words): string {
  const kind = presumed === "possibly" && month === 1 ? "both" : presumed;
  return [day && words.day(day), month && words.months[month - 1], year, words.presumed[kind]].filter(Boolean).join(" ");
}

function birthplace(person: Described, language: "fr" | "en", labels?: Labels): string | undefined {
  const { birthplace: place, birthCountry: country, birthdate: date } = person;
  if (place?.kind === "commune") return commune(place, date, WORDS[language], labels);
  if (place?.kind === "free-text") return place.text;
  if (country !== undefined) return nameOf(country, date, language, labels);
  return place && WORDS[language].abroad;
}

function commune({ code }: Extract<Birthplace, { kind: "commune" }>, date: Birthdate | undefined, words: Words, labels?: Labels): string {
  const label = labels?.commune(code, date?.iso);
  if (label === undefined) return `${words.commune} ${code}`;
  const names = date === undefined ? [label.name] : label.names;
  // Paris in Paris, and Saint-Martin in Saint-Martin, need no second word.
  const saysIt = names.every((name) => `${name} `.startsWith(`${label.department.name} `));
  return saysIt ? names.join(words.or) : `${names.join(words.or)} (${label.department.name})`;
}

function nameOf({ code }: BirthCountry, date: Birthdate | undefined, language: "fr" | "en", labels?: Labels): string {
  return labels?.country(code, language, date?.iso)?.name ?? `${WORDS[language].country} ${code}`;
}
