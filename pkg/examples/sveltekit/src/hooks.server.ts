import type { Handle } from "@sveltejs/kit";
import { fcPivot } from "fc-pivot/worker";

const auth = fcPivot();

export const handle: Handle = async ({ event, resolve }) => {
  const { request, platform } = event;
  const answer = await auth.handle(request, platform?.env);
  if (answer !== undefined) return answer;

  if (event.route.id?.startsWith("/account")) {
    const admission = await auth.requireSession(request, platform?.env);
    if (admission instanceof Response) return admission;
    event.locals.session = admission.session;
    return admission.renew(await resolve(event));
  }
  event.locals.session = await auth.session(request, platform?.env);
  return resolve(event);
};
