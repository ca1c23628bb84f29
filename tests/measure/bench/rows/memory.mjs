/**
 * The memory of an instance of the Wasm, which never shrinks, in Node: see tests/measure/bench/README.md, "memory".
 */
import { bytesAfter } from "../lib/memory/grown.mjs";

export const title = "Memory of the Wasm";

/** How often each is done, whatever the rounds: bytes are exact. */
const COUNTS = [1, 100, 1000, 10_000];
const USES = { verification: "sign-ins verified by the page's module", callback: "callbacks at the edge", session: "sessions read at the edge" };

export async function run({ counts = COUNTS }) {
  const rows = [];
  for (const [use, what] of Object.entries(USES)) rows.push([what, ...(await bytesAfter(use, counts)).map((bytes) => bytes.toLocaleString("en"))]);
  return [{
    caption: "Bytes that an instance of the Wasm has, after so many uses through the package",
    columns: ["", ...counts.map((count) => `after ${count.toLocaleString("en")}`)],
    rows,
  }];
}
