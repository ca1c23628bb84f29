declare namespace App {
  interface Locals {
    /** Who is signed in, by middleware.ts. */
    session: import("fc-pivot").Session | null;
  }
}
