// The test persons: invented people, each with one trait that applications must cope with.
// Comes in: a name. Goes out: the identity that this package's core makes of that person's claims. Never: a real person.

import type { Identity } from "../shared/identity.js";
import { type Name, data, scopeClaims } from "./persons-data.js";

/** The test persons' names, as the stand-in knows them too. */
export type PersonName = Name;

/** A test person. */
export interface PersonDescription {
  readonly name: PersonName;
  /** The person's trait. */
  readonly trait: string;
  /** The level of assurance that the person's identity provider reaches. */
  readonly level: string;
}

/** Which of a person's data the service was granted. */
export interface PersonOptions {
  /** Whether the register's (`rnipp_identite_pivot`) were granted too; otherwise what `FC_SCOPE` asks for by default. */
  rnipp?: boolean | undefined;
}

const names = Object.keys(data) as PersonName[];

/** All test persons. */
export const persons: readonly PersonDescription[] = names.map((name) => ({ name, trait: data[name].trait, level: data[name].level }));

/** A person's identity; a new object each time, to change at will. */
export function person(name: PersonName, { rnipp = false }: PersonOptions = {}): Identity {
  const { usual, withRegister } = known(name);
  return structuredClone(rnipp ? withRegister : usual);
}

/** How the person's identity provider authenticates. */
export function means(name: PersonName): { level: string; amr: string[] } {
  const { level, amr } = known(name);
  return { level, amr: [...amr] };
}

/** The person's claims that a space-separated list of scopes grants. */
export function claimsOf(name: PersonName, scope: string): Record<string, unknown> {
  const granted = new Set(scope.split(" ").flatMap((one) => scopeClaims[one] ?? []));
  return Object.fromEntries(Object.entries(known(name).withRegister.raw).filter(([claim]) => granted.has(claim)));
}

function known(name: PersonName): (typeof data)[PersonName] {
  if (!Object.hasOwn(data, name)) throw new RangeError(`no such test person: ${name}`);
  return data[name];
}
