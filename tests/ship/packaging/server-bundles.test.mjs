/** `fc-pivot/worker` bundled into one file for Node or Bun: it finds its Wasm module, or is handed it, or says what to do. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { build as buildByVite } from "vite";
import webpack from "webpack";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { BUN } from "../../world/deployment/hosts.mjs";
import { workshop } from "./projects.mjs";

const shop = await workshop();
const registered = await registeredWith();
const folders = [];
after(() => Promise.all([shop.remove(), registered.stop(), ...folders.map((folder) => rm(folder, { recursive: true }))]));

const project = await shop.project("bundled");
const { sessionCookie } = await import(pathToFileURL(join(project, "node_modules/fc-pivot/dist/testing/worker.js")));
const COOKIE = await sessionCookie(registered.settings, "married-name");

/** What a program says whose environment is a deployment's, and who is signed in there. */
async function says(file, runtime = process.execPath) {
  const { stdout } = await promisify(execFile)(runtime, [file], { cwd: "/", env: { PATH: process.env.PATH, COOKIE, ...registered.settings } });
  // The log line of what failed may stand before it.
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

const signedIn = { name: "KERVOALEN" };

/** Where nothing can be found, the error names the file and both ways out. */
function assertUnavailable({ code, message, name }) {
  assert.deepEqual([code, name], ["wasm_unavailable", undefined]);
  for (const word of ["fc-pivot/edge.wasm", "option wasm", "out of the bundle"]) assert.ok(message.includes(word), message);
}

/** Bundles a program of the project into a folder outside of it, where no package is near; gives the file. */
async function bundled(entry, options) {
  const outfile = join(await outside(), options.format === "cjs" ? "out.cjs" : "out.mjs");
  await esbuild.build({ entryPoints: [join(project, entry)], outfile, bundle: true, platform: "node", target: "node20", logLevel: "silent", ...options });
  return outfile;
}

/** A folder with no package in it nor above it. */
async function outside() {
  const folder = await mkdtemp(`${tmpdir()}/fc-pivot-bundled-`);
  folders.push(folder);
  return folder;
}

describe("bundled by esbuild for Node", () => {
  for (const format of ["esm", "cjs"]) {
    it(`says what to do where the module was left behind: ${format}`, async () => {
      assertUnavailable(await says(await bundled("found.js", { format })));
    });

    it(`takes the module's octets: ${format}`, async () => {
      assert.deepEqual(await says(await bundled("handed.js", { format, loader: { ".wasm": "binary" } })), signedIn);
    });
  }

  it("takes the address of a file beside the program", async () => {
    assert.deepEqual(await says(await bundled("beside.js", { format: "esm", loader: { ".wasm": "file" } })), signedIn);
  });

  it("refuses the page's module, and says which is expected", async () => {
    assertUnavailable(await says(await bundled("wrong.js", { format: "esm", loader: { ".wasm": "binary" } })));
  });

  it("finds the module where the package is kept out of the bundle", async () => {
    const outfile = join(project, "kept-out.mjs");
    await esbuild.build({ entryPoints: [join(project, "found.js")], outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
    assert.deepEqual(await says(outfile), signedIn);
  });
});

describe("bundled by webpack for Node", () => {
  it("finds the module, which webpack copies beside the program", async () => {
    const path = await outside();
    const stats = await promisify(webpack)({
      mode: "production", target: "node20", context: project, entry: "./found.js", devtool: false,
      output: { path, filename: "out.mjs", module: true, chunkFormat: "module" }, experiments: { outputModule: true },
    });
    assert.deepEqual([stats.hasErrors(), stats.hasWarnings()], [false, false]);
    assert.deepEqual(await says(join(path, "out.mjs")), signedIn);
  });
});

describe("bundled by Vite for Node, as SvelteKit does with what stands under devDependencies", () => {
  async function build(entry, config = {}) {
    const outDir = await outside();
    const rollupOptions = { input: join(project, entry), output: { entryFileNames: "out.mjs" } };
    await buildByVite({ root: project, logLevel: "silent", ssr: { noExternal: true }, build: { ssr: true, outDir, emptyOutDir: true, rollupOptions }, ...config });
    return says(join(outDir, "out.mjs"));
  }

  it("says what to do where the module was left behind", async () => {
    assertUnavailable(await build("found.js"));
  });

  it("takes the address that Vite makes of the inlined module", async () => {
    assert.deepEqual(await build("inlined.js"), signedIn);
  });
});

describe("bundled by Bun", { skip: BUN === undefined && "npm has no Bun for this machine" }, () => {
  async function build(entry, target) {
    const outdir = await outside();
    await promisify(execFile)(BUN, ["build", join(project, entry), `--target=${target}`, `--outdir=${outdir}`], { cwd: project });
    return join(outdir, basename(entry));
  }

  for (const [target, runtime] of [["bun", BUN], ["node", process.execPath]]) {
    it(`says what to do where the module was left behind: for ${target}`, async () => {
      assertUnavailable(await says(await renamed(await build("found.js", target)), runtime));
    });

    it(`takes the address of a file beside the program: for ${target}`, async () => {
      assert.deepEqual(await says(await renamed(await build("beside.js", target)), runtime), signedIn);
    });
  }
});

/** Node takes `.js` for CommonJS where no package.json says otherwise. */
async function renamed(file) {
  const module = file.replace(/\.js$/, ".mjs");
  await rename(file, module);
  return module;
}
