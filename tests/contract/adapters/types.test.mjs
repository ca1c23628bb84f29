/** The adapters' types: in the examples, and beside the published prop types of the DSFR's component libraries. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";

it("the examples, the DSFR's buttons and the checks of the public types compile", async () => {
  const { code, output } = await new Promise((resolve) => {
    const command = [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}tests/contract/adapters/tsconfig.json`];
    execFile(process.execPath, command, (error, stdout) => resolve({ code: error?.code ?? 0, output: stdout }));
  });
  assert.equal(code, 0, output);
});
