/**
 * The competitors of the verification, behind one face that every engine can carry.
 *
 * In: our side for this engine; documents, tokens. Out: a nonce; nothing, or that a token was refused. Never: a clock: who calls has one.
 */
import { createJose } from "./jose.mjs";

export function createStand(ours) {
  const sides = { ours, "jose, key set": createJose("key set"), "jose, imported key": createJose("imported key") };

  return {
    names: Object.keys(sides),

    /** Starts a login; gives its nonce, which all sides demand from then on. */
    async begin(documents) {
      const nonce = await ours.begin(documents);
      for (const side of Object.values(sides)) if (side !== ours) await side.begin({ ...documents, nonce });
      return nonce;
    },

    /** Verifies `token` so many times, each time with newly read keys where `fresh` is set. Throws where it is refused. */
    async verify({ name, token, count, fresh }) {
      const side = sides[name];
      for (let done = 0; done < count; done += 1) {
        if (fresh) await side.fresh();
        const said = await side.verify(token);
        if (said.acr !== "eidas2") throw new Error("verified something else");
      }
    },
  };
}
