/** TypeScript, from the oldest that the package's types are for to the newest: every entry that needs no framework, without `skipLibCheck`. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { newest } from "../../world/deployment/newest.mjs";
import { pack } from "../../world/packed/npm.mjs";
import { modules } from "../packaging/entries.mjs";

const run = promisify(execFile);

/** Their declarations name those of React, Vue, Hono and Node, which have floors of their own. */
const OF_FRAMEWORKS = ["react", "vue", "hono", "node", "gateway/node"].map((name) => `fc-pivot/${name}`);
const ENTRIES = modules.filter((name) => !OF_FRAMEWORKS.includes(name));
const PROGRAM = `
import { edgeSession } from "fc-pivot";
export const login: string = edgeSession().loginUrl({ returnTo: "/" });
// @ts-expect-error a number is no path
edgeSession().loginUrl({ returnTo: 1 });
`;

describe("the packed package's types", () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "fc-pivot-types-"));
    const { tarball } = await pack(folder);
    await mkdir(join(folder, "node_modules"));
    await run("tar", ["-xzf", tarball, "-C", join(folder, "node_modules")]);
    await run("mv", [join(folder, "node_modules/package"), join(folder, "node_modules/fc-pivot")]);
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(folder, "entries.ts"), ENTRIES.map((name, at) => `export * as entry${at} from "${name}";\n`).join("") + PROGRAM);
  });
  after(() => rm(folder, { recursive: true }));

  /** What TypeScript of a version has to say. */
  async function compiled(version, moduleResolution) {
    const compilerOptions = {
      noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, types: [],
      target: "ES2022", lib: ["ES2023", "DOM", "DOM.Iterable"], module: moduleResolution === "bundler" ? "ESNext" : "NodeNext", moduleResolution,
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["entries.ts"] }));
    const { stdout } = await run(process.execPath, [newest(`typescript-${version}`, "bin/tsc"), "-p", folder]).catch((error) => error);
    return stdout;
  }

  it("are those of ten entries and more", () => assert.ok(ENTRIES.length > 10, ENTRIES.join(" ")));

  for (const version of ["5-7", "7"]) {
    for (const resolution of ["bundler", "nodenext"]) {
      it(`compile with TypeScript ${version.replace("-", ".")}, as a ${resolution} resolves them`, async () => {
        assert.equal(await compiled(version, resolution), "");
      });
    }
  }

  it("do not with TypeScript 5.6, which knows no ArrayBufferView<ArrayBuffer>", async () => {
    assert.match(await compiled("5-6", "bundler"), /wasm\.d\.ts.*error TS2315: Type 'ArrayBufferView' is not generic/);
  });
});
