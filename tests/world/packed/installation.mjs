/**
 * A project of somebody else's, with the packed packages in it.
 *
 * In: what the project's files are called and say. Out: its folder, and programs run in it. Never: the registry, or a file of this
 * repository that is not in a package.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { root } from "../../runner/checkout.mjs";
import { npm, pack } from "./npm.mjs";


/** npm asks no registry; and node's test runner refuses to run below another one. */
const { NODE_TEST_CONTEXT, ...inherited } = process.env;
export const environment = { ...inherited, NO_COLOR: "1", npm_config_offline: "true", npm_config_update_notifier: "false" };

/** What a package needs besides itself, down to the last. */
async function needsOf(names, found = new Set()) {
  for (const name of names.filter((one) => !found.has(one))) {
    found.add(name);
    const { dependencies = {} } = JSON.parse(await readFile(`${root}node_modules/${name}/package.json`, "utf8"));
    await needsOf(Object.keys(dependencies), found);
  }
  return found;
}

/** Lays out packages, with what they need, in a folder of modules: npm finds nothing left to fetch. */
export async function layOut(modules, names) {
  for (const name of await needsOf(names)) await cp(`${root}node_modules/${name}`, `${modules}/${name}`, { recursive: true });
}

/** Lays out what the stand-in needs. */
export async function layOutStandinsNeeds(modules) {
  const { dependencies } = JSON.parse(await readFile(`${root}tests/world/standin/package.json`, "utf8"));
  await layOut(modules, Object.keys(dependencies));
}

/** A project with `fc-pivot` and `fc-pivot-standin`. */
export async function installProject() {
  const project = await mkdtemp(`${tmpdir()}/testing-`);
  const packed = { package: await pack(project), standin: await pack(project, { workspace: "tests/world/standin" }) };
  await layOutStandinsNeeds(`${project}/node_modules`);
  await writeFile(`${project}/package.json`, JSON.stringify({ private: true, type: "module" }));
  await npm(project, "install", "--silent", "--no-audit", "--no-fund", packed.package.tarball, packed.standin.tarball);
  return {
    path: project,
    packed,
    write: (name, text) => writeFile(`${project}/${name}`, text),
    remove: () => rm(project, { recursive: true }),
  };
}
