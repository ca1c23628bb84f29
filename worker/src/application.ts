// The Worker: sign-in under `/auth`, and by each further federation that has settings; two protected routes as an example, the page for everything else.
// Comes in: requests. Goes out: answers. Never: a start with settings that are missing or malformed.

import { env } from "cloudflare:workers";
import { type Demand, type Session, fcPivot } from "fc-pivot/worker";
import { type Way, checkAll, shownOf, waysIn } from "../ways.mjs";

export { SessionObject } from "fc-pivot/worker";

interface Environment {
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}

const opened = (way: Way) => ({ ...way, auth: fcPivot({ prefix: way.prefix }) });
const [first, ...further] = waysIn(env);
const main = opened(first);
const ways = [main, ...further.map(opened)];
await checkAll(ways);

/** What the application serves to people who are signed in, and at which level. */
const api: Record<string, { demand: Demand; serve: (session: Session) => unknown }> = {
  "/api/permits": { demand: {}, serve: ({ identity }) => ({ holder: identity.sub, permits: [] }) },
  "/api/permits/surrender": { demand: { acr: "eidas3" }, serve: ({ identity, assurance }) => ({ holder: identity.sub, acr: assurance.acr }) },
};

export default {
  async fetch(request: Request, { ASSETS }: Environment): Promise<Response> {
    for (const { auth, environment } of ways) {
      const answer = await auth.handle(request, environment);
      if (answer !== undefined) return answer;
    }
    const { pathname } = new URL(request.url);
    if (pathname === "/api/ways") return json(shownOf(ways));
    const route = api[pathname];
    if (route === undefined) return ASSETS.fetch(request);
    const admission = await main.auth.requireSession(request, main.environment, route.demand);
    if (admission instanceof Response) return admission;
    return admission.renew(json(route.serve(admission.session)));
  },
};

function json(value: unknown): Response {
  return Response.json(value, { headers: { "cache-control": "no-store" } });
}
