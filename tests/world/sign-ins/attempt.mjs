/**
 * Attempts on a whole deployment: each fault alone, refused by its code, and the same sign-in without it.
 *
 * In: a deployment's options; a fault, as `wrongs` (tests/world/standin/wrongs.mjs). Out: a test, at the Worker in workerd, which verifies; or
 * one for each way of use, where in the other it is the page that does. Never: a refusal without its twin.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { deployForBoth, WAYS } from "./ways.mjs";

/** A deployment for one describe block. */
export function attempts(options, way = WAYS["edge session"]) {
  const wrongs = {};
  const place = {};
  before(async () => Object.assign(place, await deployForBoth(wrongs, options)));
  after(() => place.stop());

  /** One sign-in; what it comes to is the code of its refusal, or undefined. A refused one has left no session, or the way throws. */
  async function signIn(fault) {
    Object.assign(wrongs, fault);
    try {
      const { code, identity } = await way(place);
      assert.notEqual(code === undefined, identity === undefined);
      return code;
    } finally {
      for (const name of Object.keys(wrongs)) delete wrongs[name];
    }
  }

  return {
    place,
    signIn,
    /** `honest` is the fault's twin: by default a provider that does nothing of the kind. */
    refuses(what, code, fault, honest = {}) {
      it(`${what}: ${code}`, async () => {
        assert.equal(await signIn(fault), code);
        assert.equal(await signIn(honest), undefined);
      });
    },
    takes(what, change) {
      it(`${what} is taken`, async () => assert.equal(await signIn(change), undefined));
    },
  };
}

/** A describe block for each way of use, with a deployment of its own. */
export function inBothWays(attempt) {
  for (const [name, way] of Object.entries(WAYS)) describe(name, () => attempt(attempts({}, way)));
}

/** The two tokens of a sign-in, by what `wrongs` calls them. */
export const TOKENS = { "ID token": "idToken", userinfo: "userinfoToken" };

/** base64url of a text or octets as they stand, or of a value as JSON. */
export const encode = (value) =>
  Buffer.from(typeof value === "string" || value instanceof Uint8Array ? value : JSON.stringify(value)).toString("base64url");
