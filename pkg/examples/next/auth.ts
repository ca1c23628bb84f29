import { headers } from "next/headers";
import { type Session, fcPivot } from "fc-pivot/worker";

export const auth = fcPivot();

/** Who is signed in, for server components and server functions. */
export async function session(): Promise<Session | null> {
  const origin = process.env.FC_PUBLIC_ORIGIN ?? "http://localhost:3000";
  return auth.session(new Request(origin, { headers: await headers() }));
}
