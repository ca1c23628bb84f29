/**
 * What two of the Worker's answers cost at the border between JavaScript and Wasm: a whole callback with FranceConnect+ (ECDH-ES), and one
 * `/auth/session`.
 *
 * In: the folder of a built package. Out: for each of the two, calls and bytes in either direction. Never: the first sign-in of a process, which
 * fetches the provider's documents as well.
 */
import assert from "node:assert/strict";
import { crossing } from "./counter.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { clientAtTheEdge } from "../../world/handmade/edge-client.mjs";
import { SUB } from "../../world/handmade/provider.mjs";

const ORIGIN = "https://service.example";
const OURS = new URL("../../../pkg/dist/", import.meta.url);

export async function crossings(folder = OURS) {
  const { fcPivot } = await import(new URL("worker/index.js", folder));
  const { provider, settings } = await clientAtTheEdge();
  const auth = fcPivot({ ...QUIET, fetch: provider.fetch });
  const person = new Person(ORIGIN, (url, init) => auth.handle(new Request(url, init), settings));
  const returned = async () => provider.authorize(await person.startLogin());
  const callback = async (url) => assert.equal((await person.fetch(url)).headers.get("location"), "/");
  const session = async () => assert.equal((await person.session()).body.identity.sub, SUB);

  await callback(await returned());
  const url = await returned();
  const measured = { "one callback": await crossing(() => callback(url)), "one `/auth/session`": await crossing(session) };
  await provider.close();
  return measured;
}
