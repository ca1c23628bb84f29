/**
 * The example of SvelteKit: a hook that answers and guards. SvelteKit 2 with adapter-node and with adapter-cloudflare; SvelteKit 3, which needs Node 22,
 * with adapter-node.
 */
import { cp } from "node:fs/promises";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { freePort } from "../../world/deployment/index.mjs";
import { itSignsIn, started, underWrangler } from "./journey.mjs";
import { build, exampleProject, nodeFolder, remove } from "./project.mjs";

const environment = ({ port, origin }) => ({ PORT: port, HOST: "0.0.0.0", ORIGIN: origin });

describe("SvelteKit 2", () => {
  let folder;
  before(async () => { folder = await exampleProject("sveltekit"); });
  after(() => remove(folder));

  describe("with adapter-node", () => {
    before(() => build(folder));
    itSignsIn(started(() => folder, environment));
  });

  describe("with adapter-cloudflare", () => {
    before(() => build(folder, { script: "build:cloudflare" }));
    itSignsIn(underWrangler(() => folder));
  });
});

describe("SvelteKit 3 with adapter-node", async () => {
  const node = nodeFolder(22);
  const port = await freePort();
  let folder;
  before(async () => {
    folder = await exampleProject("sveltekit", { locked: "sveltekit-3" });
    // The two files that version 3 wants otherwise: it learns at the build where browsers find the application.
    await cp(fileURLToPath(new URL("sveltekit-3/", import.meta.url)), folder, { recursive: true, force: true });
    await build(folder, { node, env: { ORIGIN: `http://localhost:${port}` } });
  });
  after(() => remove(folder));
  itSignsIn(started(() => folder, ({ port: own }) => ({ PORT: own, HOST: "0.0.0.0" }), { node }), { ports: { worker: port } });
});
