/**
 * The competitors of the verification, behind one face that every engine can carry.
 *
 * In: our side for this engine; documents, tokens. Out: a nonce; nothing, or that a token was refused. Never: a clock: who calls has one, and has it
 * run during `verify` alone.
 */
import { createJose } from "./jose.mjs";

export function createStand(ours) {
  const sides = { ours, "jose, key set": createJose("key set"), "jose, imported key": createJose("imported key") };
  let ready = [];
  let verified = [];

  return {
    names: Object.keys(sides),

    /** Starts a login; gives its nonce, which all sides demand from then on. */
    async begin(documents) {
      const nonce = await ours.begin(documents);
      for (const side of Object.values(sides)) if (side !== ours) await side.begin({ ...documents, nonce });
      return nonce;
    },

    /** Does what comes before the verification, so many times. */
    async ready({ name, token, count }) {
      for (let done = 0; done < count; done += 1) ready.push(await sides[name].ready(token));
    },

    /** Verifies what is ready, each time with newly read keys where `fresh` is set. Throws where it is refused. */
    async verify({ name, fresh }) {
      const side = sides[name];
      for (const one of ready) {
        if (fresh) await side.fresh();
        verified.push(await side.verify(one));
      }
    },

    /** Looks at what was verified, and drops everything. */
    async finish({ name }) {
      const side = sides[name];
      const levels = verified.map((one) => side.assurance(one).acr);
      for (const one of ready) side.drop(one);
      [ready, verified] = [[], []];
      if (levels.some((acr) => acr !== "eidas2")) throw new Error("verified something else");
    },
  };
}
