// Objects that one piece of work makes in the Wasm's memory.
// Comes in: the work. Goes out: its result. Never: a handle that is left to the garbage collector, which sees an object of a few octets and not
// the memory behind it; the memory of a Wasm never shrinks.

/** A handle. */
export interface Held {
  free(): void;
}

/** Frees a handle at the end of the work. A handle that a call consumes must not be held: it is freed already. */
export type Hold = <H extends Held>(made: H) => H;

/** Does `work`, and frees what it held, whether or not it failed. */
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
