// Who is signed in, in this page's memory and nowhere else.
// Comes in: a verified sign-in with its ID token. Goes out: the sign-in; for a sign-out, the token. Never: either in storage or in another
// tab; a person who stays here, or comes to be here, although she signed out there.

import { FcPivotError } from "../shared/errors.js";
import { noListeners } from "../shared/listeners.js";
import { type Tabs, openTabs, tellTabs } from "../shared/tabs.js";
import type { VerifiedSignIn } from "./types.js";

/** A verified sign-in, and the ID token by which the provider knows whom to sign out. */
export interface Verified {
  readonly signIn: VerifiedSignIn;
  readonly idToken: string;
}

/** The memory of one client's page. */
export interface Person {
  known(): VerifiedSignIn | null;
  /** Keeps whom `verifying` gives, unless somebody signs out meanwhile, in whichever tab: then `no_session`. */
  keep(verifying: Promise<Verified>): Promise<VerifiedSignIn>;
  /** Forgets her, in every tab, and gives what was known of her. */
  forget(): Verified | null;
  onChange(listener: (signIn: VerifiedSignIn | null) => void): () => void;
}

/** Nobody. Pages of the same `name` tell one another of sign-outs; `forgotten` is called with each. */
export function nobody(name: string, forgotten: () => void): Person {
  const listeners = noListeners<VerifiedSignIn | null>();
  let verified: Verified | null = null;
  let tabs: Tabs | undefined;
  let coming = 0;
  let signOuts = 0;

  function drop(): void {
    signOuts += 1;
    forgotten();
    const known = verified !== null;
    verified = null;
    listen();
    if (known) listeners.tell(null);
  }

  /** To the other tabs, as long as somebody is known here or coming, and no longer. */
  function listen(): void {
    if (verified === null && coming === 0) tabs = void tabs?.close();
    else tabs ??= openTabs(name, (word) => word === "signed-out" && drop());
  }

  return {
    known: () => verified?.signIn ?? null,

    async keep(verifying) {
      const before = signOuts;
      coming += 1;
      listen();
      try {
        const next = await verifying;
        if (signOuts !== before) throw new FcPivotError("no_session", "signed out before the login was finished");
        verified = next;
      } finally {
        coming -= 1;
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
