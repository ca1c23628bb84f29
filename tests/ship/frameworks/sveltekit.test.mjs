/** The example of SvelteKit: a hook that answers and guards, built with adapter-node and with adapter-cloudflare. */
import { after, before, describe } from "node:test";
import { itSignsIn, started, underWrangler } from "./journey.mjs";
import { build, exampleProject, remove } from "./project.mjs";

describe("SvelteKit", () => {
  let folder;
  before(async () => { folder = await exampleProject("sveltekit"); });
  after(() => remove(folder));

  describe("with adapter-node", () => {
    before(() => build(folder));
    itSignsIn(started(() => folder, ({ port, origin }) => ({ PORT: port, HOST: "0.0.0.0", ORIGIN: origin })));
  });

  describe("with adapter-cloudflare", () => {
    before(() => build(folder, { script: "build:cloudflare" }));
    itSignsIn(underWrangler(() => folder));
  });
});
