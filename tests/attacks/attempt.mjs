/**
 * Attempts on the Worker in workerd: each fault alone, refused by its code, and the same sign-in without it.
 *
 * In: a deployment's options; a fault, as `wrongs` (tests/standin/wrongs.mjs). Out: a test. Never: a refusal without its twin.
 */
import { after, before, it } from "node:test";
import { deploy } from "../deployment/index.mjs";
import { Person } from "../deployment/person.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../worker/assertions.mjs";

const PERSON = "married-name";

/** A deployment for one describe block. */
export function attempts(options) {
  const wrongs = {};
  const place = {};
  before(async () => Object.assign(place, await deploy({ ...options, wrongs })));
  after(() => place.stop());

  async function signIn(fault) {
    Object.assign(wrongs, fault);
    try {
      const person = new Person(place.origin);
      return { person, answer: await person.signIn(PERSON) };
    } finally {
      for (const name of Object.keys(wrongs)) delete wrongs[name];
    }
  }

  return {
    place,
    /** `honest` is the fault's twin: by default a provider that does nothing of the kind. */
    refuses(what, code, fault, honest = {}) {
      it(`${what}: ${code}`, async () => {
        const refused = await signIn(fault);
        await assertSentBack(refused.answer, code);
        await assertNobody(refused.person);
        const taken = await signIn(honest);
        await assertSignedIn(taken.person, taken.answer);
      });
    },
    takes(what, change) {
      it(`${what} is taken`, async () => {
        const taken = await signIn(change);
        await assertSignedIn(taken.person, taken.answer);
      });
    },
  };
}
