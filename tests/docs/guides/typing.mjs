/**
 * What the compiler has against a module that uses the built package, and what the module exports.
 *
 * In: TypeScript. Out: the complaints; the exports. Never: a file that stays.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { root } from "../../runner/checkout.mjs";

const OPTIONS = ["--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom", "--types", ""];

/** What the compiler says of the code in a folder that goes, and what `act` makes of that folder. */
async function compiled(code, options, act) {
  await mkdir(`${root}.build`, { recursive: true });
  const folder = await mkdtemp(`${root}.build/typing-`);
  try {
    await writeFile(`${folder}/package.json`, '{ "type": "module" }');
    await writeFile(`${folder}/code.ts`, code);
    const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, [...OPTIONS, ...options, `${folder}/code.ts`], { cwd: folder, encoding: "utf8" });
    return await act(stdout, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const complaintsOf = (code) => compiled(code, ["--noEmit"], (complaints) => complaints);

/** The module's exports. */
export const exportsOf = (code) => compiled(code, [], (_complaints, folder) => import(`${folder}/code.js`));
