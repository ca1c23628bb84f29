/** The committed data: made by the committed scripts, in the form that is read, with nothing that no code leads to. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { openLabels } from "fc-pivot/labels";
import { partsOf } from "../../../pkg/dist/labels/communes.js";
import { departmentWith } from "../../../pkg/dist/labels/departments.js";
import { LISTS, VINTAGE } from "../../../pkg/dist/labels/vintage.js";
import { digestOf } from "../../../pkg/build/labels/freshness.mjs";
import { DATED, LISTS as PACKAGES } from "../../../pkg/build/labels/packages.mjs";
import { textOf } from "../../../pkg/build/labels/text.mjs";
import { root } from "../../runner/checkout.mjs";
import { codesIn } from "./codes.mjs";

const text = await readFile(`${root}pkg/data/communes.txt`, "utf8");
const [source, lengths, ...lines] = text.trimEnd().split("\n");
const communes = lines.join("\n");
const labels = await openLabels();

describe("the committed names of communes", () => {
  it("are what the committed scripts make of their packages", () => {
    const [, digest] = /\(([0-9a-f]{64})\)$/.exec(source);
    const remedy = "run `make labels` and commit pkg/data/communes.txt";
    assert.equal(digestOf(communes), digest, remedy);
    assert.notEqual(digestOf(communes.replace("Cherbourg", "Cherburg")), digest);
  });

  it("say their source, their date and their licence", () => {
    assert.ok(source.startsWith(`INSEE, COG ${VINTAGE}, Licence Ouverte 2.0, from npm's @etalab/decoupage-administratif`));
  });

  it("are of the lists of which the code knows", () => {
    assert.deepEqual(LISTS, [DATED.year, ...PACKAGES.map(({ year }) => year)]);
    assert.equal(VINTAGE, LISTS.at(-1));
  });

  it("have a head that leads to each department", () => {
    const sizes = new Map(lengths.split(" ").map((entry) => entry.split(":")));
    const parts = partsOf(text);
    assert.deepEqual([...sizes.keys()], [...parts.keys()]);
    for (const [department, part] of parts) assert.equal(Number(sizes.get(department)), Buffer.byteLength(part) + 1, department);
    // As much is read at once.
    assert.ok(Buffer.byteLength(`${source}\n${lengths}\n`) < 4096);
  });

  it("weigh some 200 KB whole", () => {
    const octets = brotliCompressSync(text).length;
    console.log(`sizes: all communes: ${octets} bytes of brotli`);
    assert.ok(octets < 204_800);
  });

  it("have a label for each of 39,260 codes, and a department for each", () => {
    const codes = codesIn(text);
    assert.equal(codes.length, 39_260);
    for (const code of codes) {
      const label = labels.commune(code, "1975-05-05");
      assert.ok(label?.name && label.department.name, code);
      assert.equal(departmentWith(label.department.code)?.name.code, label.department.code);
    }
    assert.ok(!codes.includes("50999"));
  });
});

describe("the form of the text", () => {
  const period = (name, from, to) => ({ name, from, to });
  it("is what its script says", () => {
    const history = new Map([
      ["50003", [period("C", undefined, "1943-01-11"), period("D", "1943-01-21", "1943-02-16")]],
      ["50001", [period("A", undefined, "1943-01-11"), period("B", "1943-01-11", undefined)]],
      ["50012", [period("E", "1943-01-11", undefined)]],
      ["97101", [period("F", undefined, undefined)]],
    ]);
    assert.equal(textOf(history), "#50\nA|a|B\n\nC|a~k|D|1a\n+9 <a|E\n#971\nF");
  });

  it("takes no name with a sign of its own", () => {
    for (const name of ["A|B", "A~B", "#A", "A\nB", "+A", "<A"]) assert.throws(() => textOf(new Map([["50001", [period(name)]]])), /50001/);
    assert.equal(textOf(new Map([["50001", [period("L'Île-d'Yeu (Vendée)")]]])), "#50\nL'Île-d'Yeu (Vendée)");
  });
});
