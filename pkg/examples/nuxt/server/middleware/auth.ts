import { appendResponseHeader, defineEventHandler, toWebRequest } from "h3";
import { auth, environment } from "../utils/auth";

export default defineEventHandler(async (event) => {
  if (event.path.startsWith("/auth/")) return auth.handle(toWebRequest(event), environment(event));

  // The request without its body, which is left for what answers it.
  const request = new Request(getRequestURL(event), { method: event.method, headers: event.headers });
  if (!event.path.startsWith("/account")) {
    event.context.session = await auth.session(request, environment(event));
    return;
  }
  const admission = await auth.requireSession(request, environment(event));
  if (admission instanceof Response) return admission;
  event.context.session = admission.session;
  for (const line of admission.renew(new Response()).headers.getSetCookie()) appendResponseHeader(event, "set-cookie", line);
});
