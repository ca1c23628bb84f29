/** pkg/guides/account-linking.md: its code is the example's, its outcomes are those that there are. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { complaintsOf } from "./typing.mjs";

const read = (path) => readFile(`${root}${path}`, "utf8");
const guide = await read("pkg/guides/account-linking.md");
const example = "pkg/examples/account-linking/";

it("shows code as it stands in the example", async () => {
  const sources = await Promise.all((await readdir(`${root}${example}src`)).map((name) => read(`${example}src/${name}`)));
  const places = { ts: sources, sql: [await read(`${example}schema.sql`)] };
  const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  assert.equal(blocks.length, 5);
  for (const [, language, text] of blocks) assert.ok(places[language].some((source) => source.includes(text)), text);
});

it("names each outcome of reconcile, and no other", async () => {
  const [, union] = /export type Outcome = (.*);/.exec(await read("pkg/src/linking/reconcile.ts"));
  const kinds = union.split(" | ").map((name) => name[0].toLowerCase() + name.slice(1));
  assert.deepEqual([...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind).sort(), kinds.sort());
});

it("N83 says never by e-mail, and the types take no agent for a person with a civil status", async () => {
  const [, agents] = /^## Agents\n(.*?)^## /ms.exec(guide);
  assert.match(agents, /\*\*never her e-mail address\*\*/);
  const code = `
    import type { Agent, Identity } from "fc-pivot";
    import { type LinkStore, reconcile } from "fc-pivot/linking";
    export const outcome = (store: LinkStore, person: Identity) => reconcile(store, person);`;
  assert.equal(await complaintsOf(code), "");
  assert.match(await complaintsOf(code.replace("person: Identity", "person: Agent")), /TS2345/);
});

it("stays short", () => {
  assert.ok(guide.split("\n").length <= 137);
});

it("belongs to an example that type-checks", () => {
  execFileSync(`${root}node_modules/.bin/tsc`, ["-p", `${root}${example}`, "--noEmit"], { stdio: "pipe" });
});

it("is not in the package, nor is the example", async () => {
  const packed = JSON.parse(execFileSync("npm", ["pack", "-w", "pkg", "--dry-run", "--json", "--silent"], { cwd: root, encoding: "utf8" }));
  const paths = packed[0].files.map(({ path }) => path);
  assert.ok(paths.includes("dist/linking/index.js"));
  assert.deepEqual(paths.filter((path) => /^(examples|guides)\//.test(path)), []);
});
