/** Importing an entry does nothing: server rendering, prerendering and workerd's start-up all import before anyone asks for anything. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { modules } from "./entries.mjs";
import { workshop } from "./projects.mjs";

const shop = await workshop();
after(() => shop.remove());
const project = await shop.project("importing");

/** Imports `entry` in a process of its own, under traps; gives what it touched and what it exports. */
async function imported(entry) {
  const { stdout } = await promisify(execFile)(process.execPath, ["main.js", entry], { cwd: project });
  return JSON.parse(stdout);
}

describe("importing an entry", () => {
  for (const entry of modules) {
    it(`of ${entry} touches nothing of its host`, async () => {
      const { touched, exported } = await imported(entry);
      assert.deepEqual(touched, []);
      assert.ok(exported.length > 0);
    });
  }

  it("would be noticed if it touched something: the traps report everything that such a module does", async () => {
    const { touched } = await imported("./wicked.js");
    assert.deepEqual(touched, [
      "fetch", "document", "localStorage", "location", "crypto", "Math.random", "setTimeout", "fs.readFileSync", "fs.promises.readFile",
      "crypto.randomBytes", "WebAssembly.Module",
    ]);
  });
});
