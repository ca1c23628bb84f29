/** pkg/guides/labels.md: its code as it stands there, what it says that comes out. */
import assert from "node:assert/strict";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { after, it } from "node:test";
import { openLabels } from "fc-pivot/labels";
import { person, persons } from "fc-pivot/testing";
import { personAt } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { blocksOf } from "../readme/blocks.mjs";
import { root } from "../../runner/checkout.mjs";
import { fcPivotCommand, folderFor } from "../../contract/cli/cli.mjs";
import { codesIn } from "../../contract/labels/codes.mjs";
import { labelSite } from "../../contract/labels/site.mjs";

const PATH = "pkg/guides/labels.md";
const guide = await readFile(`${root}${PATH}`, "utf8");
const blocks = await blocksOf(PATH);
const [onServer, places, inWorker, inPage, ...others] = blocks("js");
const [command, ...otherCommands] = blocks("sh");
const site = await labelSite(`${inPage} Object.assign(window, { shown, ready: true });`);

await mkdir(`${root}.build`, { recursive: true });
const folder = await mkdtemp(`${root}.build/labels-guide-`);
after(() => rm(folder, { recursive: true }));
/** A module of the guide, run where the package is found. */
async function run(code, name) {
  await writeFile(`${folder}/${name}.mjs`, code);
  return import(`${folder}/${name}.mjs`);
}

it("has no code that is not run here", () => {
  assert.deepEqual([...others, ...otherCommands], []);
  assert.equal([...guide.matchAll(/^```\w/gm)].length, 5);
});

it("describes people on a server, as its table says", async () => {
  const { person: described } = await run(onServer, "person");
  const labels = await openLabels();
  assert.equal(described(person("married-name"), "en").source, labels.source);
  const texts = persons.flatMap(({ name }) => Object.values(described(person(name), "fr")).map((text) => text.replaceAll("\u00a0", " ")));
  for (const field of ["fullName", "birthdate"]) {
    const [, row] = new RegExp(`^\\| \`${field}\` \\| (.*) \\|$`, "m").exec(guide);
    const examples = [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text);
    assert.ok(examples.length > 0);
    for (const example of examples) assert.ok(texts.includes(example), example);
  }
  assert.ok(guide.includes(`\`${labels.source}\``));
});

it("looks places up", async () => {
  const { places: seen } = await run(places, "places");
  assert.deepEqual(seen, [
    { name: "Cherbourg-Octeville", department: { code: "50", name: "Manche" }, names: ["Cherbourg", "Cherbourg-Octeville"], certain: false },
    undefined,
    { name: "Soviet Union", certain: true },
  ]);
});

it("has the Worker describe the person of its session", async (t) => {
  const registered = await registeredWith();
  t.after(() => registered.stop());
  const { auth } = await run(inWorker, "worker");
  const somebody = personAt(auth, registered.settings, ORIGIN);
  await somebody.signIn("married-name");
  const request = new Request(`${ORIGIN}/auth/session?labels=fr`, { headers: { cookie: somebody.cookieHeader() } });
  const { description } = await (await auth.handle(request, registered.settings)).json();
  assert.equal(description.birthplace, "Brest (Finistère)");
  assert.ok(description.source);
});

it("writes the files for a page", async (t) => {
  const [npx, program, ...args] = command.trim().split(" ");
  assert.deepEqual([npx, program, args[2]], ["npx", "fc-pivot", "public/labels"]);
  const out = await folderFor(t);
  assert.equal((await fcPivotCommand([...args.slice(0, 2), out])).code, 0);
  await access(`${out}/50.txt`);
});

it("shows a page the place, and the code where the files are not there", async () => {
  const identity = person("married-name");
  const seen = () => site.tab.evaluate((somebody) => window.shown(somebody), identity);
  assert.equal((await seen()).birthplace, "Brest (Finistère)");
  assert.deepEqual(site.asked, ["/labels/29.txt"]);
  site.answer = async () => [404, {}, ""];
  assert.equal((await seen()).birthplace, "commune 29019");
});

it("counts right, links to files that are there, and stays short", async () => {
  const codes = codesIn(await readFile(`${root}pkg/data/communes.txt`, "utf8"));
  assert.ok(guide.includes(`${codes.length.toLocaleString("en")} codes`));
  for (const [, path] of guide.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)) await access(new URL(path, `file://${root}pkg/guides/`));
  assert.ok(guide.split("\n").length <= 120);
});
