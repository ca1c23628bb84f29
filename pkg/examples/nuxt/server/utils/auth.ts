import { type Environment, fcPivot } from "fc-pivot/worker";
import type { H3Event } from "h3";

export const auth = fcPivot();

/** Where the settings are: on Cloudflare in its `env`, in Node in the process's environment. */
export const environment = (event: H3Event): Environment | undefined => event.context.cloudflare?.env;
