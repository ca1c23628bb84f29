// The Worker: sign-in under `/auth`, two protected routes as an example, the page for everything else.
// Comes in: requests. Goes out: answers. Never: a start with settings that are missing or malformed.

import { env } from "cloudflare:workers";
import { type Demand, type Session, fcPivot } from "fc-pivot/worker";

export { SessionObject } from "fc-pivot/worker";

interface Environment {
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}

const auth = fcPivot();
await auth.check(env);

/** What the application serves to people who are signed in, and at which level. */
const api: Record<string, { demand: Demand; serve: (session: Session) => unknown }> = {
  "/api/permits": { demand: {}, serve: ({ identity }) => ({ holder: identity.sub, permits: [] }) },
  "/api/permits/surrender": { demand: { acr: "eidas3" }, serve: ({ identity, assurance }) => ({ holder: identity.sub, acr: assurance.acr }) },
};

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const answer = await auth.handle(request, env);
    if (answer !== undefined) return answer;

    const route = api[new URL(request.url).pathname];
    if (route === undefined) return environment.ASSETS.fetch(request);
    const admission = await auth.requireSession(request, env, route.demand);
    if (admission instanceof Response) return admission;
    return admission.renew(Response.json(route.serve(admission.session), { headers: { "cache-control": "no-store" } }));
  },
};
