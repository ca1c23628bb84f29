/**
 * How much memory an instance of the Wasm has after so many uses, in a process of its own: a look at an instance
 * must not slow down another row.
 *
 * In: which use; after how many uses to look, ascending. Out: bytes, for each. Never: a collection that is asked for.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** `use` is the name of a program beside this one. */
export async function bytesAfter(use, counts) {
  const program = fileURLToPath(new URL(`${use}.mjs`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", program, ...counts.map(String)]);
  return JSON.parse(stdout);
}

/** In that process: `use` as often as the arguments say, then print. */
export async function report(use) {
  const bytes = [];
  let done = 0;
  for (const count of process.argv.slice(2).map(Number)) {
    for (; done < count; done += 1) await use();
    bytes.push(globalThis.wasmBytes());
  }
  // An instance that failed is replaced, and would hide what the first one held.
  if (globalThis.wasmInstances() !== 1) throw new Error("the instance was replaced");
  console.log(JSON.stringify(bytes));
}
