/**
 * An example of `pkg/examples` as its user has it: outside of this repository, with what it needs from npm and the packed package in it.
 *
 * In: the example's name. Out: a folder, in which its own scripts build and start it, and its removal. Never: a package that the example does not name itself and
 * would find in a folder of this repository; the package's sources.
 */
import { execFile } from "node:child_process";
import { access, cp, lstat, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../runner/checkout.mjs";
import { newerNode } from "../../world/deployment/newest.mjs";
import { npm, pack, quiet } from "../../world/packed/npm.mjs";

const run = promisify(execFile);
const read = async (path) => JSON.parse(await readFile(path, "utf8"));

/**
 * @param {string} name a folder of pkg/examples
 * @param {{ locked?: string }} [options] the lock file of tests/runner/examples that it is installed by, where that bears another name
 */
export async function exampleProject(name, { locked = name } = {}) {
  const installed = join(root, ".build/examples", locked);
  await access(join(installed, "installed")).catch((cause) => {
    throw new Error(`${installed} is not whole; make examples installs it`, { cause });
  });
  const folder = await mkdtemp(join(tmpdir(), `fc-pivot-${locked}-`));
  await cp(join(root, "pkg/examples", name), folder, { recursive: true });
  await cp(join(installed, "package-lock.json"), join(folder, "package-lock.json"));
  const pinned = await read(join(installed, "package.json"));
  const { dependencies, devDependencies, ...manifest } = await read(join(folder, "package.json"));
  // Where the lock file has other versions than the manifest, npm would follow the manifest.
  const kept = { dependencies: { ...dependencies, ...pinned.dependencies }, devDependencies: { ...devDependencies, ...pinned.devDependencies } };
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, ...kept }, null, 2));
  // Tens of thousands of files: cp takes a second for them.
  await run("cp", ["-R", join(installed, "node_modules"), folder]);
  const { tarball } = await pack(folder);
  await npm(folder, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", tarball);
  if ((await lstat(join(folder, "node_modules/fc-pivot"))).isSymbolicLink()) throw new Error("fc-pivot is a link");
  for (const [each, version] of Object.entries({ ...pinned.dependencies, ...pinned.devDependencies })) {
    const { version: actual } = await read(join(folder, "node_modules", each, "package.json"));
    if (actual !== version) throw new Error(`${each} is ${actual}, and not ${version}`);
  }
  return folder;
}

export const remove = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 });

/** A newer Node, for what needs one: the folder of its program. */
export const nodeFolder = (major) => dirname(newerNode(major));

/** The variables under which npm's scripts run with the Node of a folder. */
export const withNode = (folder) => (folder === undefined ? {} : { PATH: `${folder}:${process.env.PATH}` });

/** Builds it by a script of its own, with the Node of the folder `node` where it is not this one, and further variables `env`. */
export async function build(folder, { node, script = "build", env: given = {} } = {}) {
  const env = { ...process.env, ...quiet, ...withNode(node), ...given };
  delete env.NODE_ENV;
  delete env.NODE_TEST_CONTEXT;
  await run("npm", ["run", script], { cwd: folder, env }).catch((error) => {
    throw new Error(`npm run ${script}:\n${error.stdout}${error.stderr}`);
  });
}
