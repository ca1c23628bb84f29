/**
 * An identity in words.
 *
 * In: the identity, or its RNIPP part, as the Worker gives it. Out: rows to show, in the page's language.
 * Never: a place name. INSEE codes are shown as codes, since communes and countries change their names.
 */
import type { Identity } from "fc-pivot";
import { calendarDate } from "./dates.ts";
import { fill, type Texts } from "./texts/texts.ts";

export interface Row {
  /** The name of the value, for tests and for nobody else. */
  field: string;
  label: string;
  /** Absent where the provider did not say. */
  value?: string | undefined;
  badge?: string | undefined;
  note?: string | undefined;
}

/** What the identity and the register's copy of it have in common. */
export type CivilStatus = Pick<Identity, "birthName" | "givenNames" | "givenNamesExact" | "gender" | "birthdate" | "birthplace" | "birthCountry">;

/** The identity that the assurance level covers. */
export function identityRows(identity: Identity, texts: Texts): Row[] {
  const [birthName, ...others] = civilStatusRows(identity, texts);
  const usualName: Row = {
    field: "usualName",
    label: texts.fields.usualName,
    value: identity.usualName,
    note: identity.origin === "eidas" ? texts.notes.usualNameEidas : undefined,
  };
  const email: Row = { field: "email", label: texts.fields.email, value: identity.email };
  return [birthName, usualName, ...others, email];
}

/** The register's own data, and only what it gave. */
export const registerRows = (register: CivilStatus, texts: Texts): Row[] =>
  civilStatusRows(register, texts)
    .filter((row) => row.value !== undefined)
    .map((row) => ({ ...row, field: `rnipp.${row.field}` }));

/** The name to greet someone by: the first given name where it is known for certain, else all of them. */
export function personName(identity: Identity, texts: Texts): string {
  const { givenNames = [], givenNamesExact = false } = identity;
  const called = givenNamesExact ? givenNames.slice(0, 1) : givenNames;
  const name = [...called, identity.usualName ?? identity.birthName ?? ""].join(" ").trim();
  return name === "" ? texts.header.nameless : name;
}

function civilStatusRows(person: CivilStatus, texts: Texts): [Row, ...Row[]] {
  const { gender, birthCountry } = person;
  return [
    { field: "birthName", label: texts.fields.birthName, value: person.birthName },
    givenNamesRow(person, texts),
    { field: "gender", label: texts.fields.gender, value: gender && texts.gender[gender] },
    birthdateRow(person, texts),
    birthplaceRow(person, texts),
    {
      field: "birthCountry",
      label: texts.fields.birthCountry,
      value: birthCountry && fill(birthCountry.france ? texts.birthCountry.france : texts.birthCountry.other, { code: birthCountry.code }),
    },
  ];
}

/** Commas only where they are certain: between guessed names they would say more than we know. */
function givenNamesRow({ givenNames, givenNamesExact }: CivilStatus, texts: Texts): Row {
  const guessed = givenNames !== undefined && givenNames.length > 1 && givenNamesExact !== true;
  return {
    field: "givenNames",
    label: texts.fields.givenNames,
    value: givenNames?.join(guessed ? " " : ", "),
    note: guessed ? texts.notes.splitGuess : undefined,
  };
}

function birthdateRow({ birthdate }: CivilStatus, texts: Texts): Row {
  const row: Row = { field: "birthdate", label: texts.fields.birthdate };
  if (birthdate === undefined) return row;
  const value = calendarDate(birthdate, texts);
  return birthdate.presumed === "no" ? { ...row, value } : { ...row, value, ...texts.presumed[birthdate.presumed] };
}

function birthplaceRow({ birthplace }: CivilStatus, texts: Texts): Row {
  const row: Row = { field: "birthplace", label: texts.fields.birthplace };
  switch (birthplace?.kind) {
    case undefined:
      return row;
    case "commune": {
      const { code, department } = birthplace;
      return { ...row, value: fill(texts.birthplace.commune, { code, department }) };
    }
    case "abroad":
      return { ...row, value: texts.birthplace.abroad };
    case "free-text":
      return { ...row, value: birthplace.text, note: texts.birthplace.freeText };
  }
}
