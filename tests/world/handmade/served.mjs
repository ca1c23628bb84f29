/**
 * A machine of the core's, served from what a test has at hand: a sign-in, or one half of a browser-verified one.
 *
 * In: a machine; the provider's answers by the step that asks for them, its keys. Out: whether it is done. Never: a loop of its own: it is the
 * package's that runs; a second answer to one request.
 */
import { decrypted, used } from "../../../pkg/dist/load/own-octets.js";
import { serve } from "../../../pkg/dist/load/serve.js";

const PAUSE = Symbol("nothing was given for this");

/**
 * Serves it as far as what is given reaches. There it pauses: the next call goes on with the same ask. So a test says which part of a sign-in
 * it looks at. Without `keys` a machine pauses once a token is decrypted.
 */
export async function served(machine, { keys, ...answers }) {
  let unserved;
  const pause = (ask) => {
    unserved = ask;
    throw PAUSE;
  };
  const host = {
    used,
    decrypted,
    send: async (request, step) => answers[step] ?? pause({ step, request }),
    keys: async () => keys ?? pause({ step: machine.step, newer: false }),
    newerKeys: async () => undefined,
  };
  try {
    await serve(machine, host);
    return true;
  } catch (thrown) {
    if (thrown !== PAUSE) throw thrown;
    machine.start = () => unserved;
    return false;
  }
}

/** An answer of the provider's; its content is text or octets. */
export function answer(content, contentType = "application/json", status = 200) {
  return { status, contentType, body: typeof content === "string" ? new TextEncoder().encode(content) : content };
}
