// What is deployed: with the setting `UPSTREAM` a gateway before an application, without it the application beside this file.
// Comes in: requests. Goes out: answers. Never: a start with settings that are missing or malformed.

import { env } from "cloudflare:workers";
import { fcGateway, hasUpstream } from "fc-pivot/gateway";

export { SessionObject } from "fc-pivot/worker";

const gateway = hasUpstream(env) ? fcGateway() : undefined;
await gateway?.check(env);

export default gateway === undefined
  ? (await import("./application.js")).default
  : { fetch: (request: Request): Promise<Response> => gateway.handle(request, env) };
