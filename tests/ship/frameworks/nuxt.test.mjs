/** The example of Nuxt: a server middleware of Nitro's that answers and guards, built for Node and for Cloudflare. Nuxt 4.5 needs Node 22. */
import { after, before, describe } from "node:test";
import { itSignsIn, started, underWrangler } from "./journey.mjs";
import { build, exampleProject, nodeFolder, remove } from "./project.mjs";

const node = nodeFolder(22);

describe("Nuxt", () => {
  let folder;
  before(async () => { folder = await exampleProject("nuxt"); });
  after(() => remove(folder));

  describe("with Nitro's preset for Node", () => {
    before(() => build(folder, { node }));
    itSignsIn(started(() => folder, ({ port, origin }) => ({ PORT: port, HOST: "0.0.0.0", FC_PUBLIC_ORIGIN: origin }), { node }));
  });

  describe("with Nitro's preset for Cloudflare", () => {
    before(() => build(folder, { node, script: "build:cloudflare" }));
    itSignsIn(underWrangler(() => folder, { node }));
  });
});
