/**
 * Choices that can be made again: a small pseudo-random generator with a seed.
 *
 * In: `DIFFERENTIAL_SEED` (a whole number; a fixed one where nothing is set), and the name of who chooses.
 * Out: the same choices for the same seed and name. Never: keys, signatures or anything that must be unpredictable; those are made anew
 * in each run, and no verdict depends on which they are.
 */
import { createHash } from "node:crypto";

export const SEED = Number.parseInt(process.env.DIFFERENTIAL_SEED ?? "20261122", 10);

/** A generator for `name`; two names choose independently of each other. */
export function random(name, seed = SEED) {
  const bits = sfc32(createHash("sha256").update(`${seed} ${name}`).digest());
  const below = (limit) => Math.floor((bits() / 2 ** 32) * limit);
  return {
    below,
    /** A whole number from `least` to `most`, both included. */
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => list[below(list.length)],
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}

/** "Small fast counting" by Chris Doty-Humphrey, 32 bits: four words of state, one of them a counter. */
function sfc32(seed) {
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => seed.readUInt32LE(at) | 0);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return sum >>> 0;
  };
}
