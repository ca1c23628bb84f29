/**
 * Projects of the package's users, made from the folders of `fixtures/`.
 *
 * In: a fixture's name. Out: a folder with the fixture's files and the packed package installed, as the README says.
 * Never: the package's sources: what a project imports is what was packed.
 *
 * The projects lie in a temporary folder *inside* the checkout, so that they find the bundlers, which `npm ci` has installed at its
 * root, as projects of a workspace do. The package itself is nearer: in the project's own `node_modules`.
 */
import { cp, lstat, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../runner/checkout.mjs";
import { npm, pack } from "../../world/packed/npm.mjs";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** A maker of projects; the package is packed once for all of them. */
export async function workshop() {
  await mkdir(join(root, ".build"), { recursive: true });
  const folder = await mkdtemp(join(root, ".build/packaging-"));
  const { tarball } = await pack(folder);
  const folders = [folder];

  async function project(fixture) {
    // Right below the checkout's `.build`, where the fixture of Next expects to be.
    const own = `${folder}-${folders.length}-${fixture}`;
    folders.push(own);
    await cp(join(fixtures, "shared"), own, { recursive: true });
    await cp(join(fixtures, fixture), own, { recursive: true, force: true });
    await npm(own, "install", "--silent", "--no-audit", "--no-fund", tarball);
    const installed = join(own, "node_modules/fc-pivot");
    // A link would lead to the sources, and the tests would show nothing of what is published.
    if ((await lstat(installed)).isSymbolicLink()) throw new Error(`${installed} is a link`);
    return own;
  }

  const remove = () => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true, maxRetries: 3 })));
  return { project, remove };
}

/** The manifest that is published. */
export const manifest = JSON.parse(await readFile(join(root, "pkg/package.json"), "utf8"));
