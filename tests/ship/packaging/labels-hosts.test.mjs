/** The packed package's labels where a service runs: Node, Bun, Deno and workerd give the same names. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { BUN, DENO } from "../../world/deployment/hosts.mjs";
import { workshop } from "./projects.mjs";

const shop = await workshop();
after(() => shop.remove());
const project = await shop.project("importing");

const PROGRAM = `
  import { describe, openLabels } from "fc-pivot/labels";
  const labels = await openLabels();
  const birthplace = { kind: "commune", code: "50129", department: "50" };
  const person = { birthName: "Martin", birthplace, birthdate: { year: 2000, iso: "2000", presumed: "month-and-day" } };
  const seen = [
    describe(person, "fr", labels), labels.commune("2A004", "1980-05-05"), labels.commune("98735").department, labels.commune("98501") ?? null,
    labels.country("99123", "en", "1970"), labels.country("99208", "fr"), labels.vintage,
  ];`;
const EXPECTED = [
  { fullName: "MARTIN", birthdate: "2000 (jour et mois inconnus)", birthplace: "Cherbourg ou Cherbourg-Octeville (Manche)" },
  { name: "Ajaccio", department: { code: "2A", name: "Corse-du-Sud" }, names: ["Ajaccio"], certain: true },
  { code: "987", name: "Polynésie française" },
  null,
  { name: "Soviet Union", certain: true },
  { name: "Turquie", certain: true },
  2026,
];

const HOSTS = {
  Node: [process.execPath, ["--input-type=module", "-e"]],
  Bun: [BUN, ["-e"]],
  Deno: [DENO, ["eval", "--ext=js"]],
};

for (const [name, [program, args]] of Object.entries(HOSTS)) {
  it(`are opened on ${name}`, { skip: program === undefined && `npm has no ${name} for this machine` }, async () => {
    const { stdout } = await promisify(execFile)(program, [...args, `${PROGRAM}\nconsole.log(JSON.stringify(seen));`], { cwd: project });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });
}

describe("in workerd", () => {
  const workers = [];
  after(() => Promise.all(workers.map((worker) => worker.dispose())));

  /** What a Worker answers that a bundler made of the program, with the text inside or beside it. */
  async function answerOf(options, beside = []) {
    const contents = `${PROGRAM}\nexport default { fetch: () => Response.json(seen) };`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: project },
      bundle: true, format: "esm", target: "es2022", conditions: ["workerd"], write: false, ...options,
    });
    const worker = new Miniflare({
      modules: [{ type: "ESModule", path: "index.js", contents: outputFiles[0].text }, ...beside], compatibilityDate: "2026-04-20", cf: false,
    });
    workers.push(worker);
    return (await worker.dispatchFetch("http://localhost/")).json();
  }

  it("are opened where the bundler inlines the text", async () => {
    assert.deepEqual(await answerOf({}), EXPECTED);
  });

  it("are opened where the bundler passes the text as a module, as wrangler does", async () => {
    const text = { type: "Text", path: "communes.txt", contents: await readFile(`${project}/node_modules/fc-pivot/data/communes.txt`, "utf8") };
    const setup = ({ onResolve }) => onResolve({ filter: /\.txt$/ }, () => ({ path: "./communes.txt", external: true }));
    assert.deepEqual(await answerOf({ plugins: [{ name: "beside", setup }] }, [text]), EXPECTED);
  });
});
