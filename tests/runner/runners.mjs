// The runners of the test suite, in the order in which they run.
//
// In:    the test files that were found.
// Out:   a list of { name, command, count }; one without `count` is a preparation and has no tests of its own.
// Never: runs anything.
import { cargoTest, lint, nodeTest } from "./counts.mjs";

export function runners(testFiles) {
  return [
    { name: "build", command: ["make", "build"] },
    { name: "browser", command: ["make", "browser"] },
    { name: "servers", command: ["make", "servers"] },
    { name: "providers", command: ["make", "providers"] },
    { name: "upstreams", command: ["make", "upstreams"] },
    { name: "examples", command: ["make", "examples"] },
    { name: "newest", command: ["make", "newest"] },
    { name: "lint", command: ["make", "--keep-going", "lint"], count: lint },
    { name: "cargo test", command: ["cargo", "test", "--no-fail-fast", "--workspace", "--features", "dev"], count: cargoTest },
    // The core as our modules have it: numbers stay text there.
    {
      name: "cargo test, as in the modules",
      command: ["cargo", "test", "--no-fail-fast", "--lib", "--no-default-features", "--features", "edge"],
      count: cargoTest,
    },
    { name: "node --test", command: ["node", "--test", "--test-reporter=spec", ...testFiles], count: nodeTest },
  ];
}

// A make or a test runner above us must not steer those below: node refuses to test inside a test,
// and make would pass on its flags and its level. Colours would be noise in a log.
export function runnerEnvironment(environment) {
  const { MAKEFLAGS, MFLAGS, MAKELEVEL, NODE_TEST_CONTEXT, FORCE_COLOR, ...rest } = environment;
  return { ...rest, NO_COLOR: "1", CARGO_TERM_COLOR: "never" };
}
