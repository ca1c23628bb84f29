// The part that both ways of use have in common, for code that works with either: adapters, an application's own views.
// Comes in: nothing. Goes out: types. Never: code.

import type { FcPivotError } from "./errors.js";
import type { Agent } from "./agent.js";
import type { Assurance, Identity } from "./identity.js";
import type { LoginOptions } from "./session.js";

/** A person who is signed in. */
export interface SignedIn {
  /** Who she is. */
  identity: Identity;
  /** Never there: ProConnect's are {@link SignedInAgent}. */
  agent?: undefined;
  /** How, and how surely, she was authenticated. */
  assurance: Assurance;
}

/** An agent who is signed in, with ProConnect. */
export interface SignedInAgent extends Pick<SignedIn, "assurance"> {
  /** Who she is. */
  agent: Agent;
  /** Never there: other providers' people are {@link SignedIn}. */
  identity?: undefined;
}

/** A page's sign-in. */
export interface SignIn<Person extends SignedIn | SignedInAgent = SignedIn> {
  /** Starts a login: leaves the page for the provider. */
  login(options?: LoginOptions): Promise<void>;
  /** Who is signed in; `null` where nobody is. */
  session(): Promise<Person | null>;
  /**
   * The error that a failed login left in the address, if any; it is removed from the page's own `location`. Always `null` with
   * `browserVerified`, whose `finish` throws the errors.
   */
  takeError(location: { readonly search: string }): FcPivotError | null;
  /** Signs out, here and at the provider: leaves the page. */
  logout(): Promise<void>;
  /** Calls `listener` with who is signed in whenever that changes, in this tab or another. Returns a function that removes the listener. */
  onChange(listener: (session: Person | null) => void): () => void;
}
