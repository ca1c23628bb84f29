/**
 * The package's handler in this process, with a person at it.
 *
 * In: nothing. Out: the handler, its settings, how the person signs in, and an end. Never: a sign-in that does not lead home.
 */
import assert from "node:assert/strict";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../../../world/deployment/person.mjs";
import { QUIET } from "../../../../world/deployment/quiet.mjs";
import { clientAtTheEdge } from "../../../../world/handmade/edge-client.mjs";

export const ORIGIN = "https://service.example";

export async function atTheEdge() {
  const { provider, settings } = await clientAtTheEdge();
  const auth = fcPivot({ ...QUIET, fetch: provider.fetch });
  const person = personAt(auth, settings, ORIGIN);
  async function signIn() {
    const callback = await person.fetch(await provider.authorize(await person.startLogin()));
    assert.equal(callback.headers.get("location"), "/");
  }
  return { auth, settings, person, signIn, close: () => provider.close() };
}
