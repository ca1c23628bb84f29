// The person who is signed in, in this page's memory and nowhere else.
// Comes in: a verified sign-in with its ID token. Goes out: the sign-in; for a sign-out, the token. Never: either of them in storage or in
// another tab; a person who is known here although she signed out in another tab.

import { FcPivotError } from "../shared/errors.js";
import { createListeners } from "../shared/listeners.js";
import { type Tabs, openTabs, tellTabs } from "../shared/tabs.js";
import type { VerifiedSignIn } from "./types.js";

/** A verified sign-in, and the ID token that tells the provider whom to sign out. */
export interface Verified {
  readonly signIn: VerifiedSignIn;
  readonly idToken: string;
}

/** The memory of one client's page. */
export interface Person {
  known(): VerifiedSignIn | null;
  /** Keeps the person that `verifying` gives. Throws `no_session` where she signs out meanwhile, in any tab. */
  keep(verifying: Promise<Verified>): Promise<VerifiedSignIn>;
  /** Forgets her in every tab, and gives what was known of her. */
  forget(): Verified | null;
  onChange(listener: (signIn: VerifiedSignIn | null) => void): () => void;
}

/** Makes the memory, empty. Pages of the same `name` tell one another of sign-outs; `forgotten` is called at each. */
export function createPerson(name: string, forgotten: () => void): Person {
  const listeners = createListeners<VerifiedSignIn | null>();
  let verified: Verified | null = null;
  let tabs: Tabs | undefined;
  let verifications = 0;
  let signOuts = 0;

  function drop(): void {
    signOuts += 1;
    forgotten();
    const known = verified !== null;
    verified = null;
    listen();
    if (known) listeners.tell(null);
  }

  /** Listens to the other tabs while a person is known here or being verified. */
  function listen(): void {
    if (verified === null && verifications === 0) tabs = void tabs?.close();
    else tabs ??= openTabs(name, (message) => message === "signed-out" && drop());
  }

  return {
    known: () => verified?.signIn ?? null,

    async keep(verifying) {
      const before = signOuts;
      verifications += 1;
      listen();
      try {
        const next = await verifying;
        if (signOuts !== before) throw new FcPivotError("no_session", "signed out before the login was finished");
        verified = next;
      } finally {
        verifications -= 1;
        listen();
      }
      listeners.tell(verified.signIn);
      return verified.signIn;
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
