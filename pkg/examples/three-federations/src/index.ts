// A service that citizens reach by FranceConnect or FranceConnect+, and agents by ProConnect: one Worker, three deployments of fc-pivot.
// Comes in: requests. Goes out: each federation's routes, a page with three buttons, what each kind of person may see.
// Never: an agent's page for a citizen; bank details for who came by FranceConnect alone.

import { env } from "cloudflare:workers";
import { type AgentSession, FcPivotError, isErrorCode, type Session } from "fc-pivot";
import { type Door, doorsOf } from "./doors.ts";
import { page } from "./page.ts";

const doors = doorsOf(env);
const all: Door[] = Object.values(doors);
for (const { auth, settings } of all) await auth.check(settings);

export default {
  async fetch(request: Request): Promise<Response> {
    for (const { auth, settings } of all) {
      const answer = await auth.handle(request, settings);
      if (answer !== undefined) return answer;
    }
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/") return page(all);

    const failed = all.find(({ prefix }) => pathname === `/failed${prefix}`);
    if (failed !== undefined) return page(all, { door: failed, error: errorOf(searchParams.get("auth_error")) });

    if (pathname === doors.plus.home) return through<Session>(doors.plus, request, ({ identity }) => ({ bankDetailsOf: identity.sub }));
    if (pathname === doors.agents.home) return through<AgentSession>(doors.agents, request, ({ agent }) => ({ desk: agent.siret, agent: agent.sub }));
    if (pathname === doors.citizens.home) {
      // Who came by FranceConnect+ may read too: two federations, two accounts until the service links them.
      const { auth, settings } = doors.plus;
      const surer = await auth.session(request, settings);
      if (surer !== null) return Response.json({ fileOf: surer.identity.sub, by: surer.identity.issuer });
      return through<Session>(doors.citizens, request, ({ identity }) => ({ fileOf: identity.sub, by: identity.issuer }));
    }
    return new Response(null, { status: 404 });
  },
};

/** What somebody sees who came through this door. Whoever did not gets the answer of `requireSession`. */
async function through<Who extends Session | AgentSession>(
  { auth, settings }: Door,
  request: Request,
  seen: (session: Who) => object,
): Promise<Response> {
  const admission = await auth.requireSession<Who>(request, settings);
  if (admission instanceof Response) return admission;
  return admission.renew(Response.json(seen(admission.session), { headers: { "cache-control": "no-store" } }));
}

const errorOf = (code: string | null) => new FcPivotError(code !== null && isErrorCode(code) ? code : "internal");
