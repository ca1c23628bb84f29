// Writes pkg/data/communes.txt: the names of all communes since 1943.
//
// In:    the packages that packages.mjs names, the facts of facts.mjs.
// Out:   the file; on standard error, what is in it.
// Never: a name typed by hand elsewhere than in facts.mjs.
//
// Run after a change in this folder: `make labels`. For a new list of INSEE's: its version and digest into packages.mjs, its year into
// pkg/src/labels/vintage.ts, then `make labels`.
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { complete, correct } from "./facts.mjs";
import { digestOf } from "./freshness.mjs";
import { historyOf } from "./history.mjs";
import { addList } from "./lists.mjs";
import { DATED, LISTS, dataOf } from "./packages.mjs";
import { headOf, textOf } from "./text.mjs";

const DATA = "pkg/data/communes.txt";

const history = historyOf(dataOf(DATED.version, "historique-communes"));
correct(history);
for (const { year, version } of LISTS) addList(history, dataOf(version, "communes"), year);
complete(history, `${LISTS[0].year}-01-01`);
const communes = textOf(history);
const text = `${headOf(communes, LISTS.at(-1).year, digestOf(communes))}\n${communes}`;

writeFileSync(DATA, `${text}\n`);
const periods = [...history.values()].flat().length;
const size = (number) => number.toLocaleString("en");
const brotli = brotliCompressSync(text).length;
process.stderr.write(`labels: ${size(history.size)} codes, ${size(periods)} names, ${size(Buffer.byteLength(text))} bytes, brotli ${size(brotli)}\n`);
