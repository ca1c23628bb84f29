/**
 * A person in words: those of `fc-pivot/labels`, and no others.
 *
 * In: the identity, or its RNIPP part, as the Worker gives it; labels. Out: rows to show, in the page's language.
 * Never: a text made here of a name, a date or a place.
 */
import type { Identity } from "fc-pivot";
import { describe, type Described, type Labels } from "fc-pivot/labels";
import type { Texts } from "./texts/texts.ts";

export interface Row {
  /** The name of the value, for tests and for nobody else. */
  field: string;
  label: string;
  /** Absent where the provider did not say. */
  value?: string | undefined;
}

/** The identity that the assurance level covers. */
export const identityRows = (identity: Identity, labels: Labels | undefined, texts: Texts): Row[] => {
  const description = describe(identity, texts.language, labels);
  return (["fullName", "birthdate", "birthplace"] as const).map((field) => ({ field, label: texts.fields[field], value: description[field] }));
};

/** The register's own data, and only what it gave. */
export const registerRows = (register: Described, labels: Labels | undefined, texts: Texts): Row[] =>
  Object.entries(describe(register, texts.language, labels)).map(([field, value]) => ({
    field: `rnipp.${field}`,
    label: texts.fields[field as keyof Texts["fields"]],
    value,
  }));

/** The name that stays in sight while the person is signed in. */
export const personName = (identity: Identity, texts: Texts): string => describe(identity, texts.language).fullName ?? texts.header.nameless;
