/**
 * The competitors of the verification, in a Worker.
 *
 * In: POST /begin with documents; POST /ready, /verify and /finish with whose turn it is, a token and a count. Out: the nonce; 204, or 400 where
 * the token was refused. Never: a time: clocks stand still in workerd while it works.
 */
import * as edge from "../../../../pkg/dist/load/edge.workerd.js";
import { createOurs } from "../sides/edge.mjs";
import { createStand } from "../sides/stand.mjs";

await edge.load();
const stand = createStand(createOurs(edge));

export default {
  async fetch(request) {
    const order = await request.json();
    const step = new URL(request.url).pathname.slice(1);
    if (step === "begin") return Response.json({ nonce: await stand.begin(order) });
    try {
      await stand[step](order);
      return new Response(null, { status: 204 });
    } catch (thrown) {
      return new Response(String(thrown), { status: 400 });
    }
  },
};
