import { defineMiddleware } from "astro:middleware";
import { fcPivot } from "fc-pivot/worker";

const auth = fcPivot();

export const onRequest = defineMiddleware(async ({ request, url, locals }, next) => {
  const answer = await auth.handle(request);
  if (answer !== undefined) return answer;

  if (url.pathname.startsWith("/account")) {
    const admission = await auth.requireSession(request);
    if (admission instanceof Response) return admission;
    locals.session = admission.session;
    return admission.renew(await next());
  }
  locals.session = await auth.session(request);
  return next();
});
