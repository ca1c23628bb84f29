/** The reference of the package, as `make docs` writes it: without a warning, with every entry, and not where an export has no comment. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../runner/checkout.mjs";

const fixture = fileURLToPath(new URL("fixture/", import.meta.url));
const folder = await mkdtemp(`${tmpdir()}/reference-`);
after(() => rm(folder, { recursive: true }));

function write(out, ...args) {
  const { status, stdout, stderr } = spawnSync("node", [`${root}pkg/build/reference.mjs`, "--out", `${folder}/${out}`, ...args], { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}
const writeFixture = (name) => write(name, "--entry", `${fixture}${name}.ts`, "--tsconfig", `${fixture}tsconfig.json`);

describe("the reference", () => {
  it("has a page for each entry of the package, and is written without a warning", async () => {
    const { status, said } = write("all");
    assert.equal(status, 0, said);
    assert.doesNotMatch(said, /warning/);
    const { exports } = JSON.parse(await readFile(`${root}pkg/package.json`, "utf8"));
    const entries = Object.entries(exports).filter(([, { types }]) => types !== undefined).map(([subpath]) => subpath.replace(".", "fc-pivot"));
    const pages = (await readdir(`${folder}/all/modules`)).map((page) => page.replace(/\.html$/, ""));
    assert.deepEqual(pages.sort(), entries.map((entry) => entry.replaceAll("/", "_")).sort());
  });

  it("says what an export's comment says", async () => {
    assert.match(await readFile(`${folder}/all/functions/fc-pivot_labels.describe.html`, "utf8"), /Describes a person/);
  });

  it("is not written where an export has no comment", async () => {
    const { status, said } = writeFixture("undocumented");
    assert.equal(status, 1);
    assert.match(said, /undocumented .*does not have any documentation/);
    await assert.rejects(readdir(`${folder}/undocumented`), { code: "ENOENT" });
    assert.equal(writeFixture("documented").status, 0);
  });

  it("is not written where a comment's link leads nowhere", () => {
    const { status, said } = writeFixture("dead-link");
    assert.equal(status, 1);
    assert.match(said, /Failed to resolve link to "nothing"/);
  });
});
