/** The packed package in Node, resolved from a project: the Worker's handler signs a person in, the page's entry loads its Wasm. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { assets } from "./entries.mjs";
import { root } from "../../runner/checkout.mjs";
import { manifest, workshop } from "./projects.mjs";

const shop = await workshop();
after(() => shop.remove());
const project = await shop.project("node");
const { page, browser, worker } = await import(pathToFileURL(join(project, "main.js")));

describe("the packed package in Node", () => {
  let registered;
  before(async () => { registered = await registeredWith(); });
  after(() => registered.stop());

  it("signs a person in with fc-pivot/worker", async () => {
    const auth = worker.fcPivot({ onEvent: () => {} });
    const person = personAt(auth, registered.settings, ORIGIN);
    assert.equal((await person.signIn("born-abroad")).headers.get("location"), "/");
    const request = new Request(`${ORIGIN}/anything`, { headers: { cookie: person.cookieHeader() } });
    assert.equal((await auth.session(request, registered.settings)).identity.sub, subjectOf(CLIENT_ID, "born-abroad"));
  });

  it("loads the Wasm of fc-pivot/browser, and says that a login needs a page's storage", async () => {
    const auth = browser.browserVerified({ issuer: registered.standin.issuer, clientId: CLIENT_ID, redirectUri: `${ORIGIN}/in` });
    await auth.prefetch();
    await assert.rejects(auth.loginUrl(), (error) => error instanceof page.FcPivotError && error.code === "storage_unavailable");
  });

  it("has one error class in all entries", () => {
    for (const entry of [browser, worker]) assert.equal(entry.FcPivotError, page.FcPivotError);
  });

  it("resolves every file that is an entry, and each Wasm module is one", async () => {
    const { resolve } = createRequire(join(project, "main.js"));
    for (const [subpath, target] of assets) {
      const bytes = await readFile(resolve(subpath.replace(/^\./, manifest.name)));
      assert.deepEqual(bytes, await readFile(join(project, "node_modules/fc-pivot", target)));
      if (subpath.endsWith(".wasm")) assert.ok(WebAssembly.validate(bytes), subpath);
    }
  });

  // Without `skipLibCheck`, the package's own declarations are checked as well.
  for (const [kind, options] of [["bundler", ["--module", "esnext", "--moduleResolution", "bundler"]], ["Node", ["--module", "nodenext"]]]) {
    it(`gives its types to a project with a ${kind}'s resolution`, async () => {
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
      const args = ["--noEmit", ...strict, "--target", "es2022", "--lib", "es2023,dom,dom.iterable", "--types", "", ...options, "main.ts", "undefined.ts"];
      const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...args], { cwd: project }).catch((error) => error);
      assert.equal(stdout, "");
    });
  }
});
