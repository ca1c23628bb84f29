import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { runnerEnvironment, runners } from "./runners.mjs";

describe("runners", () => {
  it("hands node's runner the files that were found", () => {
    const { command } = runners(["tests/a.test.mjs", "pkg/b.test.mjs"]).find(({ name }) => name === "node --test");
    assert.deepEqual(command.slice(-2), ["tests/a.test.mjs", "pkg/b.test.mjs"]);
  });

  it("counts the tests of every runner but the preparations", () => {
    const uncounted = runners([]).filter(({ count }) => !count).map(({ name }) => name);
    assert.deepEqual(uncounted, ["build", "browser", "servers", "providers", "upstreams", "examples", "newest"]);
  });
});

describe("runnerEnvironment", () => {
  it("keeps the environment, without what steers a make or a test runner below another", () => {
    const environment = { PATH: "/bin", CHROMIUM: "/opt/chrome", MAKEFLAGS: "n", MFLAGS: "-n", MAKELEVEL: "1", NODE_TEST_CONTEXT: "child-v8", FORCE_COLOR: "1" };
    assert.deepEqual(runnerEnvironment(environment), { PATH: "/bin", CHROMIUM: "/opt/chrome", NO_COLOR: "1", CARGO_TERM_COLOR: "never" });
  });
});
