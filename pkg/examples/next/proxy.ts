import { type NextRequest, NextResponse } from "next/server";
import { auth } from "./auth";

/** Lets people with a session in. Others are sent to sign in; a script gets 401. */
export async function proxy(request: NextRequest): Promise<Response> {
  const admission = await auth.requireSession(request);
  if (!(admission instanceof Response)) return admission.renew(NextResponse.next());
  // Next demands a whole address of a proxy, and makes a path of it again.
  const location = admission.headers.get("location");
  if (location !== null) admission.headers.set("location", new URL(location, request.url).href);
  return admission;
}

export const config = { matcher: "/account/:path*" };
