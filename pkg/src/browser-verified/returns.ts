// One outcome for each return from the provider: its code works once, and frameworks may call twice.
// Comes in: the return's query, and how to finish it. Goes out: the outcome, the same for every call. Never: a second exchange.

import { type Errand, type TakenPending, takePending } from "./pending.js";

/** The latest return of one kind. */
export interface Returns<Outcome> {
  /** Finishes it, or gives its earlier outcome. */
  finish(query: string): Promise<Outcome>;
  /** Waits for a return that is being finished. */
  settled(): Promise<unknown>;
  /** Forgets the outcome. A return that is being finished cannot be tried again then. */
  forget(): void;
}

/** Starts without a return. `complete` gets what was kept for a return, already taken out. */
export function createReturns<Outcome>(errand: Errand, complete: (query: string, taken: TakenPending) => Promise<Outcome>): Returns<Outcome> {
  let latest: { readonly query: string; readonly outcome: Promise<Outcome> } | undefined;
  let forgotten = 0;
  return {
    finish(query) {
      if (latest?.query === query) return latest.outcome;
      // Taken before the first await: a reload, the back button or another tab finds nothing left.
      const taken = takePending(errand, query);
      const before = forgotten;
      const outcome = complete(query, {
        ...taken,
        putBack() {
          if (forgotten !== before) return;
          // It may be tried again, so this outcome is not kept.
          if (latest?.outcome === outcome) latest = undefined;
          taken.putBack();
        },
      });
      latest = { query, outcome };
      return outcome;
    },
    settled: async () => latest?.outcome.catch(() => {}),
    forget() {
      forgotten += 1;
      latest = undefined;
    },
  };
}
