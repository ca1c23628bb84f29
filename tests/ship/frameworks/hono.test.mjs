/** The example of Hono: one application, on its server for Node and in workerd. */
import { after, before, describe } from "node:test";
import { itSignsIn, started, underWrangler } from "./journey.mjs";
import { build, exampleProject, remove } from "./project.mjs";

describe("Hono", () => {
  let folder;
  before(async () => {
    folder = await exampleProject("hono");
    await build(folder);
  });
  after(() => remove(folder));

  describe("on Node", () => {
    itSignsIn(started(() => folder, ({ port }) => ({ PORT: port })));
  });

  describe("in workerd", () => {
    itSignsIn(underWrangler(() => folder));
  });
});
