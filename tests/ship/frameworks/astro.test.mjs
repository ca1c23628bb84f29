/**
 * The example of Astro: a middleware that answers and guards, built with @astrojs/node and with @astrojs/cloudflare; with Astro 5, and with the
 * newest, which needs Node 22.
 */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { itSignsIn, started, underWrangler } from "./journey.mjs";
import { build, exampleProject, nodeFolder, remove } from "./project.mjs";

for (const [name, locked, node] of [["Astro 5", "astro"], ["Astro 7", "astro-7", nodeFolder(22)]]) {
  describe(name, () => {
    let folder;
    before(async () => {
      folder = await exampleProject("astro", { locked });
      // The file that version 7 wants otherwise.
      if (locked === "astro-7") await cp(fileURLToPath(new URL("astro-7/", import.meta.url)), folder, { recursive: true, force: true });
    });
    after(() => remove(folder));

    describe("with @astrojs/node", () => {
      before(() => build(folder, { node }));
      itSignsIn(started(() => folder, ({ port, origin }) => ({ PORT: port, HOST: "0.0.0.0", FC_PUBLIC_ORIGIN: origin }), { node }));
    });

    describe("with @astrojs/cloudflare", () => {
      before(() => build(folder, { node, script: "build:cloudflare" }));
      const { deployment } = itSignsIn(underWrangler(() => folder, { node }));

      it("serves its pages, and none of the Worker's own files", async () => {
        const statusOf = async (path) => (await fetch(`${deployment.origin}${path}`)).status;
        assert.deepEqual([await statusOf("/"), await statusOf("/_worker.js/index.js"), await statusOf("/_routes.json")], [200, 404, 404]);
      });
    });
  });
}
