/** The example of Next: App Router, a proxy that guards, a standalone build. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { itSignsIn, started } from "./journey.mjs";
import { build, exampleProject, remove } from "./project.mjs";

describe("Next, standalone", () => {
  let folder;
  before(async () => {
    folder = await exampleProject("next");
    await build(folder);
  });
  after(() => remove(folder));
  // Where the container listens: requests bear this address, whatever the browser calls the service.
  const { deployment, newPerson } = itSignsIn(started(() => folder, ({ port, origin }) => ({ PORT: port, HOSTNAME: "0.0.0.0", FC_PUBLIC_ORIGIN: origin })));

  it("serves the routes in its own folder alone", async () => {
    const { status, body } = await newPerson().visit("/auth/nowhere");
    assert.equal(status, 404, body);
    assert.equal((await fetch(`${deployment.origin}/auth/jwks.json`)).status, 200);
  });
});
