/**
 * Whole sign-ins with the edge module, through the package's handler.
 *
 * In: counts, as arguments. Out: the instance's bytes after each, as JSON. Never: a sign-in that fails.
 */
import "../../../../world/deployment/exhaustion.js";
import { atTheEdge } from "./edge.mjs";
import { report } from "./grown.mjs";

const { signIn, close } = await atTheEdge();
await report(signIn);
await close();
