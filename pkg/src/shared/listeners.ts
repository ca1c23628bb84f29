// Listeners to changes of a value.
// Comes in: functions, and values. Goes out: calls. Never: a listener whose error keeps the others from being called.

/** A set of listeners. */
export interface Listeners<Value> {
  /** Whether there is a listener. */
  any(): boolean;
  /** Adds a listener; the same function may be added twice. Returns a function that removes it. */
  add(listener: (value: Value) => void): () => void;
  /** Calls every listener. */
  tell(value: Value): void;
}

/** Makes an empty set. */
export function createListeners<Value>(): Listeners<Value> {
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
        // An earlier listener may have removed this one.
        if (!present.has(entry)) continue;
        try {
          entry.listener(value);
        } catch (thrown) {
          // It stays uncaught, like the error of an event listener.
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
  };
}
