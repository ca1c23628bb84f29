// One outcome for each return from the provider: what it brings serves once, and frameworks call twice.
// Comes in: the return's query, and how to finish it. Goes out: the outcome, the same for whoever asks again. Never: a second exchange.

import { type Errand, type TakenPending, takePending } from "./pending.js";

/** The latest return of one kind. */
export interface Returns<Outcome> {
  /** Finishes it, or gives what came of it before. */
  finish(query: string): Promise<Outcome>;
  /** Waits for one that is being finished. */
  settled(): Promise<unknown>;
  /** Forgets what came of it, and leaves nothing to try again of those that are under way. */
  forget(): void;
}

/** No return yet. `complete` gets what was kept for it, taken out already. */
export function returns<Outcome>(errand: Errand, complete: (query: string, taken: TakenPending) => Promise<Outcome>): Returns<Outcome> {
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
          // It may be tried again: this outcome is not the last word.
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
