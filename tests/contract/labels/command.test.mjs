/** `fc-pivot labels`: a file for each department, one with all, and nothing else. */
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { it } from "node:test";
import { fcPivotCommand, folderFor } from "../cli/cli.mjs";
import { root } from "../../runner/checkout.mjs";
import { labelFiles } from "./files.mjs";

const { out, code, stdout } = await labelFiles();

it("writes a file for each department, of a few kilobytes, and the package's own", async () => {
  assert.equal(code, 0);
  assert.match(stdout, /^\d+ files: INSEE, COG 2026, Licence Ouverte 2\.0\n$/);
  const names = (await readdir(out)).sort();
  assert.equal(names.length, Number.parseInt(stdout, 10));
  for (const name of ["01.txt", "2A.txt", "20.txt", "75.txt", "95.txt", "971.txt", "988.txt"]) assert.ok(names.includes(name), name);
  const all = await readFile(`${out}/communes.txt`, "utf8");
  assert.equal(all, await readFile(`${root}pkg/data/communes.txt`, "utf8"));
  for (const name of names.filter((each) => each !== "communes.txt")) {
    const text = await readFile(`${out}/${name}`, "utf8");
    assert.ok(text.startsWith(`INSEE, COG 2026, Licence Ouverte 2.0\n#${name.slice(0, -4)}\n`), name);
    assert.ok(Buffer.byteLength(text) < 16_384, name);
    assert.ok(all.includes(text.slice(text.indexOf("\n#"))), name);
  }
});

it("writes them again, and leaves other files alone", async (t) => {
  const folder = await folderFor(t);
  await writeFile(`${folder}/other.txt`, "mine");
  await writeFile(`${folder}/50.txt`, "old");
  assert.equal((await fcPivotCommand(["labels", "--out", folder])).code, 0);
  assert.equal(await readFile(`${folder}/other.txt`, "utf8"), "mine");
  assert.match(await readFile(`${folder}/50.txt`, "utf8"), /Cherbourg/);
});

it("names a missing option, and a folder that it cannot write into", async (t) => {
  for (const args of [["labels"], ["labels", "--out", ""], ["labels", "--into", "x"]]) {
    const { code, stdout, stderr } = await fcPivotCommand(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^fc-pivot: /);
  }
  const file = `${await folderFor(t)}/file`;
  await writeFile(file, "");
  const refused = { code: 1, stdout: "", stderr: "fc-pivot: the files cannot be written into the folder\n" };
  assert.deepEqual(await fcPivotCommand(["labels", "--out", file]), refused);
});
