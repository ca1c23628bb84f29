// The test persons of FranceConnect and of ProConnect: invented citizens and agents, each with one trait that applications must cope with.
// Comes in: a name. Goes out: the identity, or the agent, that this package's core makes of that person's claims. Never: a real person.

import type { Agent } from "../shared/agent.js";
import type { Identity } from "../shared/identity.js";
import { type AgentName, type CitizenName, type Known, dataOfAgent, dataOfCitizen, scopesOfAgent, scopesOfCitizen } from "./federations-data.js";

export type { AgentName, CitizenName } from "./federations-data.js";

/** A test person of one of the federations. */
export interface TestPerson<Name extends string> {
  readonly name: Name;
  /** The person's trait. */
  readonly trait: string;
  /** The level of assurance that the provider says. */
  readonly level: string;
}

/** What a provider says of a person, and what becomes of it. */
export interface Witnessed<Who> extends Pick<Known<Who>, "level" | "amr"> {
  readonly who: Who;
  /** The claims that a space-separated list of scopes grants. */
  claimsFor(scope: string): Record<string, unknown>;
}

const listed = <Name extends string>(data: Readonly<Record<Name, Known<unknown>>>): readonly TestPerson<Name>[] =>
  (Object.keys(data) as Name[]).map((name) => ({ name, trait: data[name].trait, level: data[name].level }));

/** FranceConnect's test persons. */
export const citizens: readonly TestPerson<CitizenName>[] = listed(dataOfCitizen);

/** ProConnect's. */
export const agents: readonly TestPerson<AgentName>[] = listed(dataOfAgent);

/** A citizen's identity, as FranceConnect gives it with `idp_birthdate`; a new object each time, to change at will. */
export const citizen = (name: CitizenName): Identity => structuredClone(known(dataOfCitizen, name).who);

/** An agent, as ProConnect gives her by the default scopes; a new object each time, to change at will. */
export const agent = (name: AgentName): Agent => structuredClone(known(dataOfAgent, name).who);

/** For a sign-in of a citizen in memory. */
export const citizenWitnessed = (name: CitizenName): Witnessed<Identity> => witnessed(dataOfCitizen, scopesOfCitizen, name);

/** For one of an agent. */
export const agentWitnessed = (name: AgentName): Witnessed<Agent> => witnessed(dataOfAgent, scopesOfAgent, name);

function witnessed<Name extends string, Who>(
  data: Readonly<Record<Name, Known<Who>>>,
  scopes: Readonly<Record<string, readonly string[]>>,
  name: Name,
): Witnessed<Who> {
  const { level, amr, claims, who } = known(data, name);
  const claimsFor = (scope: string): Record<string, unknown> => {
    const granted = new Set(scope.split(" ").flatMap((one) => scopes[one] ?? []));
    return Object.fromEntries(Object.entries(claims).filter(([claim]) => granted.has(claim)));
  };
  return { level, ...(amr && { amr: [...amr] }), who: structuredClone(who), claimsFor };
}

function known<Name extends string, Who>(data: Readonly<Record<Name, Known<Who>>>, name: Name): Known<Who> {
  if (!Object.hasOwn(data, name)) throw new RangeError(`no such test person: ${name}`);
  return data[name];
}
