/**
 * Where this package runs besides Node: Bun and Deno, as npm has them for Linux on x64.
 *
 * In: nothing. Out: the path of each; `undefined` where npm has installed none. Never: a download.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);

export const BUN = programOf("@oven/bun-linux-x64", "bin/bun");
export const DENO = programOf("@deno/linux-x64-glibc", "deno");

function programOf(name, path) {
  try {
    return join(dirname(resolve(`${name}/package.json`)), path);
  } catch {
    return undefined;
  }
}
