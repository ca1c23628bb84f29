/** pkg/guides/identity.md: its code as it stands there, its table against the fields that there are. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { person, persons } from "fc-pivot/testing";
import { expectedAgent, SCOPE } from "../../world/persons/proconnect.mjs";
import { blocksOf } from "../readme/blocks.mjs";
import { complaintsOf, exportsOf } from "./typing.mjs";

const guide = await readFile(new URL("../../../pkg/guides/identity.md", import.meta.url), "utf8");

it("shows a date of birth as far as it is known", async () => {
  const [block, ...others] = (await blocksOf("pkg/guides/identity.md"))("js");
  assert.deepEqual(others, []);
  const { born } = await import(`data:text/javascript,${encodeURIComponent(block)}`);
  assert.equal(born(person("presumed-day")), "1964-03");
  assert.equal(born(person("presumed-month-and-day")), "1951");
  assert.equal(born(person("presumed-day-older-spelling")), "1947-09-01 (to be confirmed)");
  assert.equal(born(person("married-name")), "1987-05-23");
  assert.equal(born({}), "");
});

it("names a citizen and an agent, each session by its own type", async () => {
  const [block, ...others] = (await blocksOf("pkg/guides/identity.md"))("ts");
  assert.deepEqual(others, []);
  assert.equal(await complaintsOf(block), "");
  const { agentOf, nameIn } = await exportsOf(block);
  const agent = expectedAgent("state-agent", { issuer: "https://pc.example", scope: SCOPE });
  assert.equal(nameIn({ agent }), "Maëlys FERRANDON");
  assert.equal(nameIn({ identity: person("married-name") }), "Solène VASSEUR-MORIN");
  assert.equal(await agentOf({ session: async () => ({ agent }) }), agent);
});

it("has types that keep the two kinds of sessions apart, and take what was written before", async () => {
  const before = `
    import { edgeSession, type Session, type SignIn } from "fc-pivot";
    import { type Admission, type Auth } from "fc-pivot/worker";
    export const page: SignIn = edgeSession();
    export const sub = async (auth: Auth, request: Request): Promise<string | undefined> => (await auth.session(request))?.identity.sub;
    export async function admitted(auth: Auth, request: Request): Promise<Session | Response> {
      const admission: Admission | Response = await auth.requireSession(request);
      return admission instanceof Response ? admission : admission.session;
    }`;
  const agents = `
    import { type AgentSession, type AnySession, edgeSession } from "fc-pivot";
    export const sub = async () => (await edgeSession<AgentSession>().session())?.agent.sub;
    export const either = (session: AnySession): string => session.agent ? session.agent.sub : session.identity.sub;`;
  assert.equal(await complaintsOf(before), "");
  assert.equal(await complaintsOf(agents), "");
  assert.match(await complaintsOf(agents.replace("session.agent ? session.agent.sub : ", "")), /TS18048/);
  assert.match(await complaintsOf(agents.replace("?.agent.sub", "?.identity.sub")), /TS\d+/);
});

it("describes every field that the test persons have, and no other", () => {
  const rows = [...guide.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, field]) => field));
  const fields = new Set(persons.flatMap(({ name }) => Object.keys(person(name, { rnipp: true }))));
  fields.delete("givenNamesExact"); // in the row of givenNames
  assert.deepEqual([...new Set(rows)].sort(), [...fields].sort());
});
