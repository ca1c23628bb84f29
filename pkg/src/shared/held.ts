// What one piece of work makes in the memory of the Wasm.
// Comes in: the work. Goes out: its result. Never: what it made: a garbage collector would free that too, some day, but sees handles of a few
// octets, not what lies behind them, and the memory of a Wasm never shrinks.

/** A handle. */
export interface Held {
  free(): void;
}

/** Has a handle freed at the end of the work. One that a call consumes must not be held: it is free already. */
export type Hold = <H extends Held>(made: H) => H;

/** Does `work`, and frees what it held, whatever came of it. */
export async function holding<T>(work: (hold: Hold) => T | Promise<T>): Promise<T> {
  const held: Held[] = [];
  try {
    return await work((made) => {
      held.push(made);
      return made;
    });
  } finally {
    for (const each of held) each.free();
  }
}
