/**
 * A person in words: those of `fc-pivot/labels`, and no others. An agent, whose civil status nobody told us, as she is called at work.
 *
 * In: the identity, its RNIPP part, or the agent, as the Worker gives it; labels. Out: rows to show, in the page's language.
 * Never: a text made here of a civil status.
 */
import type { Agent, AnySession, Identity } from "fc-pivot";
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

/** Who the agent is, and for whom she works. */
export const agentRows = (agent: Agent, texts: Texts): Row[] => [
  { field: "name", label: texts.agent.name, value: agentName(agent) },
  { field: "email", label: texts.connection.email, value: agent.email },
  { field: "organizationLabel", label: texts.agent.organization, value: agent.organizationLabel },
  { field: "siret", label: texts.agent.siret, value: agent.siret },
  ...(agent.organizationalUnit === undefined ? [] : [{ field: "unit", label: texts.agent.unit, value: agent.organizationalUnit }]),
  { field: "roles", label: texts.agent.roles, value: agent.roles.map((role) => texts.roles[role] ?? role).join(", ") || undefined },
];

const agentName = ({ givenName, usualName }: Agent): string | undefined => [givenName, usualName].filter(Boolean).join(" ") || undefined;

/** The name that stays in sight while the person is signed in. */
export function personName({ identity, agent }: AnySession, texts: Texts): string {
  const name = agent === undefined ? describe(identity, texts.language).fullName : agentName(agent);
  return name ?? texts.header.nameless;
}
