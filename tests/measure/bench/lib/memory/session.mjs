/**
 * Session reads with the edge module, through the package's handler.
 *
 * In: counts, as arguments. Out: the instance's bytes after each, as JSON. Never: a read that gives nobody.
 */
import "../../../../world/deployment/exhaustion.js";
import assert from "node:assert/strict";
import { SUB } from "../../../../world/handmade/provider.mjs";
import { atTheEdge, ORIGIN } from "./edge.mjs";
import { report } from "./grown.mjs";

const { auth, settings, person, signIn, close } = await atTheEdge();
await signIn();
const request = new Request(`${ORIGIN}/any`, { headers: { cookie: person.cookieHeader() } });

await report(async () => {
  assert.equal((await auth.session(request, settings)).identity.sub, SUB);
});
await close();
