// Who is signed in, in this page's memory and nowhere else.
// Comes in: a verified sign-in with its ID token. Goes out: the sign-in; for a sign-out, the token. Never: either in storage or in another
// tab; a person who stays here although she signed out there.

import { noListeners } from "../listeners.js";
import { type Tabs, openTabs, tellTabs } from "../tabs.js";
import type { VerifiedSignIn } from "./types.js";

/** A verified sign-in, and the ID token by which the provider knows whom to sign out. */
export interface Verified {
  readonly signIn: VerifiedSignIn;
  readonly idToken: string;
}

/** The memory of one client's page. */
export interface Person {
  known(): VerifiedSignIn | null;
  keep(verified: Verified): void;
  /** Forgets her, in every tab, and gives what was known of her. */
  forget(): Verified | null;
  onChange(listener: (signIn: VerifiedSignIn | null) => void): () => void;
}

/** Nobody. Pages of the same `name` tell one another of sign-outs; `forgotten` is called with each. */
export function nobody(name: string, forgotten: () => void): Person {
  const listeners = noListeners<VerifiedSignIn | null>();
  let verified: Verified | null = null;
  let tabs: Tabs | undefined;

  function drop(): void {
    forgotten();
    tabs = void tabs?.close();
    if (verified === null) return;
    verified = null;
    listeners.tell(null);
  }

  return {
    known: () => verified?.signIn ?? null,

    keep(next) {
      verified = next;
      // As long as she is known here, and no longer.
      tabs ??= openTabs(name, (word) => word === "signed-out" && drop());
      listeners.tell(next.signIn);
    },

    forget() {
      const last = verified;
      drop();
      tellTabs(name, "signed-out");
      return last;
    },

    onChange: listeners.add,
  };
}
