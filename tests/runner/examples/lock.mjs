// Writes the lock file of an example anew, as npm resolves its manifest today: `node tests/runner/examples/lock.mjs next`, after a change of
// pkg/examples/next/package.json.
//
// In:    the example's name; and the name of the lock file, with versions to take in place of the manifest's, as `sveltekit-3 @sveltejs/kit@3.2.0`.
// Out:   the lock file beside this script.
// Never: fc-pivot in it, which the tests pack; an install script that runs; a file in the example.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [example, locked = example, ...others] = process.argv.slice(2);
const instead = Object.fromEntries(others.map((word) => [word.slice(0, word.lastIndexOf("@")), word.slice(word.lastIndexOf("@") + 1)]));
const { "fc-pivot": _, ...dependencies } = JSON.parse(readFileSync(`pkg/examples/${example}/package.json`, "utf8")).dependencies;
const { devDependencies } = JSON.parse(readFileSync(`pkg/examples/${example}/package.json`, "utf8"));
const replaced = (list = {}) => Object.fromEntries(Object.entries(list).map(([name, version]) => [name, instead[name] ?? version]));

const folder = mkdtempSync(join(tmpdir(), "fc-pivot-lock-"));
const manifest = { private: true, dependencies: replaced(dependencies), devDependencies: replaced(devDependencies) };
writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
const options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved"];
execFileSync("npm", ["install", ...options], { cwd: folder, stdio: "inherit" });
const { packages, ...lock } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
delete lock.name;
// npm passes over an optional package that the registry lacks, and then does not take its own lock file.
const isLocked = (name) => Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`));
for (const { optionalDependencies = {} } of Object.values(packages)) {
  for (const name of Object.keys(optionalDependencies)) if (!isLocked(name)) delete optionalDependencies[name];
}
writeFileSync(`tests/runner/examples/${locked}.json`, `${JSON.stringify({ ...lock, packages }, null, 1)}\n`);
rmSync(folder, { recursive: true });
