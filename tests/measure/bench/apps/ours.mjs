/**
 * An application with our sign-in, as a Worker: routes of ours, one of its own that wants a session, one that wants none.
 *
 * In: requests; settings as bindings. Out: answers. Never: a log line: the other application writes none either.
 */
import { env } from "cloudflare:workers";
import { fcPivot, SessionObject } from "../../../../pkg/dist/worker/index.js";
import { QUIET } from "../../../world/deployment/quiet.mjs";

export { SessionObject };

const auth = fcPivot(QUIET);
await auth.check(env);

export default {
  async fetch(request) {
    const answer = await auth.handle(request, env);
    if (answer !== undefined) return answer;
    if (new URL(request.url).pathname === "/open") return Response.json({ holder: "anybody" });
    const admission = await auth.requireSession(request, env);
    if (admission instanceof Response) return admission;
    return admission.renew(Response.json({ holder: admission.session.identity.sub }));
  },
};
