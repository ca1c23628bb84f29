// What both ways of use have in common, for code that does not care which one it was given: adapters, an application's own views.

import type { FcPivotError } from "./errors.js";
import type { Assurance, Identity } from "./identity.js";
import type { LoginOptions } from "./session.js";

/** Somebody who is signed in. */
export interface SignedIn {
  /** Who. */
  identity: Identity;
  /** How surely. */
  assurance: Assurance;
}

/** A page's sign-in. */
export interface SignIn<Person extends SignedIn = SignedIn> {
  /** Starts a login: leaves the page for the provider. */
  login(options?: LoginOptions): Promise<void>;
  /** Who is signed in; `null` where nobody is. */
  session(): Promise<Person | null>;
  /**
   * The error that a failed login left in the address, if any, which it takes out of the page's own `location`; `null` in the way whose errors
   * `finish` throws.
   */
  takeError(location: { readonly search: string }): FcPivotError | null;
  /** Signs out, here and at the provider: leaves the page. */
  logout(): Promise<void>;
  /** Has `listener` called with who is signed in whenever that changes, in this tab or another. Returns what ends it. */
  onChange(listener: (session: Person | null) => void): () => void;
}
