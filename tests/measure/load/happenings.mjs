/**
 * What happens to a service while people use it: restarts, rotations, a store that goes and comes back.
 *
 * In: the stage (tests/contract/site/two-processes.mjs), and how those who use it are met: `held` does something while no sign-in is under way,
 * `renewed` makes all who read sign in anew, `served` waits until they are served. Out: the name of each, with when it began and ended. Never: two at
 * a time.
 */
import { setTimeout as after } from "node:timers/promises";
import { decryptionKey, sessionKey } from "../../world/deployment/index.mjs";

/** Milliseconds that Redis is gone. */
const OUTAGE = 700;
/** Milliseconds between two happenings, in which all goes on as ever. */
const CALM = 200;

/** One of a kind of keys is followed by another, in the three steps of pkg/guides/node.md. `between` is done when all put the newer one in front. */
async function rotated(stage, kind, newer, between) {
  const [old] = stage.keys[kind];
  for (const [at, keys] of [[old, newer], [newer, old], [newer]].entries()) {
    if (at === 2) await between();
    stage.keys[kind] = keys;
    await stage.restartBoth();
  }
}

/** `gone`: Redis is, meanwhile. */
export const HAPPENINGS = [
  { name: "one process after the other restarted", happen: ({ stage }) => stage.restartBoth() },
  {
    name: "SESSION_KEYS rotated",
    happen: ({ stage, renewed }) => rotated(stage, "session", sessionKey(), renewed),
  },
  {
    name: "the decryption key rotated",
    happen: async ({ stage, held }) => {
      const newer = await decryptionKey("ECDH-ES", "newer");
      // The provider has read the new set before the old key goes: here by a start of its own, and the first sign-in after it.
      await rotated(stage, "decryption", newer, () => held(async () => {
        await stage.restartProvider();
        await stage.signIn("married-name");
      }));
    },
  },
  {
    name: "Redis restarted",
    gone: true,
    happen: async ({ stage, served }) => {
      await stage.redis.stop();
      await after(OUTAGE);
      await stage.redis.start();
      await served();
    },
  },
];

/** Lets each of `happenings` happen once; what happens now is the last of `context.happened`. */
export async function letHappen(happenings, context) {
  for (const { name, gone = false, happen } of happenings) {
    const seen = { name, gone, from: performance.now(), to: Infinity };
    context.happened.push(seen);
    await happen(context);
    seen.to = performance.now();
    await after(CALM);
  }
}
