// A service with files of its own, which people reach by signing in: the example of the guide "Account linking".
// Comes in: requests. Goes out: sign-in under `/auth`, the person's and the agent's routes. Never: a file for somebody whose (issuer, sub) is
// not linked with it.

import { env } from "cloudflare:workers";
import type { Person } from "fc-pivot/linking";
import { fcPivot } from "fc-pivot/worker";
import { accept, agentName, refuse, requests } from "./agent.ts";
import { fieldsOf, isSameOrigin, json } from "./http.ts";
import { askAgent, confirm, open, visit } from "./visit.ts";

const auth = fcPivot();
await auth.check(env);

const { DB: db } = env as { DB: D1Database };

const personsRoutes: Record<string, (person: Person, request: Request) => Promise<Response>> = {
  "GET /visit": (person) => visit(db, person),
  "POST /visit/confirm": async (person, request) => confirm(db, person, (await fieldsOf(request)).file_number ?? ""),
  "POST /visit/open": (person) => open(db, person),
  "POST /visit/ask-agent": (person) => askAgent(db, person),
};

const agentsRoutes: Record<string, (agent: Person, name: string, request: Request) => Promise<Response>> = {
  "GET /agent/requests": () => requests(db),
  "POST /agent/accept": async (agent, name, request) => accept(db, agent, name, await fieldsOf(request)),
  "POST /agent/refuse": async (_agent, _name, request) => refuse(db, await fieldsOf(request)),
};

export default {
  async fetch(request: Request): Promise<Response> {
    const answer = await auth.handle(request, env);
    if (answer !== undefined) return answer;
    if (request.method !== "GET" && !isSameOrigin(request)) return json(403, { state: "cross_origin" });

    const admission = await auth.requireSession(request, env);
    if (admission instanceof Response) return admission;
    return admission.renew(await serve(request, admission.session.identity));
  },
};

async function serve(request: Request, person: Person): Promise<Response> {
  const route = `${request.method} ${new URL(request.url).pathname}`;
  const ofPerson = personsRoutes[route];
  if (ofPerson !== undefined) return ofPerson(person, request);

  const ofAgent = agentsRoutes[route];
  if (ofAgent === undefined) return json(404, { state: "no_such_route" });
  const name = await agentName(db, person);
  return name === undefined ? json(403, { state: "not_an_agent" }) : ofAgent(person, name, request);
}
