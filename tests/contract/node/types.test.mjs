/** The types of `fc-pivot/node` beside those of Node, Express and Fastify, each checked as it is published. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";

it("an application on each server compiles, and one with a wrong option or demand does not", async () => {
  const { code, output } = await new Promise((resolve) => {
    const command = [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}tests/contract/node/types/tsconfig.json`];
    execFile(process.execPath, command, (error, stdout) => resolve({ code: error?.code ?? 0, output: stdout }));
  });
  assert.equal(code, 0, output);
});
