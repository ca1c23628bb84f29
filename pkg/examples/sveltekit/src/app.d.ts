import type { Session } from "fc-pivot";
import type { Environment } from "fc-pivot/worker";

declare global {
  namespace App {
    interface Locals {
      session: Session | null;
    }
    interface Platform {
      env?: Environment; // Cloudflare's
    }
  }
}
