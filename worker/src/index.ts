// The Worker: sign-in under `/auth`, the page for everything else.
// Comes in: requests. Goes out: answers. Never: a start with settings that are missing or malformed.

import { env } from "cloudflare:workers";
import { fcPivot } from "fc-pivot/worker";

interface Environment {
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}

const auth = fcPivot();
await auth.check(env);

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    return (await auth.handle(request, environment)) ?? environment.ASSETS.fetch(request);
  },
};
