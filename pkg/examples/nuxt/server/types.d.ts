import type { Session } from "fc-pivot";

declare module "h3" {
  interface H3EventContext {
    /** Who is signed in, by server/middleware/auth.ts. */
    session: Session | null;
  }
}
