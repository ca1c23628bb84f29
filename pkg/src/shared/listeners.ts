// Who wants to hear of a change.
// Comes in: functions, and what to tell them. Goes out: calls. Never: a listener that keeps the others from hearing.

/** What one hears with, and how it ends. */
export interface Listeners<Value> {
  /** Whether there is anybody to tell. */
  any(): boolean;
  /** Adds a listener, the same one twice if need be. Returns what ends it. */
  add(listener: (value: Value) => void): () => void;
  /** Tells everybody. */
  tell(value: Value): void;
}

/** No listeners yet. */
export function noListeners<Value>(): Listeners<Value> {
  const present = new Set<{ readonly listener: (value: Value) => void }>();
  return {
    any: () => present.size > 0,

    add(listener) {
      const entry = { listener };
      present.add(entry);
      return () => present.delete(entry);
    },

    tell(value) {
      for (const entry of [...present]) {
        // One that was taken away by another, a moment ago, hears no more.
        if (!present.has(entry)) continue;
        try {
          entry.listener(value);
        } catch (thrown) {
          // Uncaught, as an event's listener would leave it.
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
  };
}
