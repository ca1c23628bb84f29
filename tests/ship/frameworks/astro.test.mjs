/** The example of Astro: a middleware that answers and guards, built with @astrojs/node; with Astro 5, and with the newest, which needs Node 22. */
import { after, before, describe } from "node:test";
import { itSignsIn, started } from "./journey.mjs";
import { build, exampleProject, nodeFolder, remove } from "./project.mjs";

for (const [name, locked, node] of [["Astro 5", "astro"], ["Astro 7", "astro-7", nodeFolder(22)]]) {
  describe(name, () => {
    let folder;
    before(async () => {
      folder = await exampleProject("astro", { locked });
      await build(folder, { node });
    });
    after(() => remove(folder));
    itSignsIn(started(() => folder, ({ port, origin }) => ({ PORT: port, HOST: "0.0.0.0", FC_PUBLIC_ORIGIN: origin }), { node }));
  });
}
