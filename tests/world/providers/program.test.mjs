/** A provider that does not start is told apart from ours: by its name, with its log. */
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { it } from "node:test";
import { ProviderFailed, startProgram, temporaryFolder } from "./program.mjs";

const failed = (why) => (thrown) =>
  thrown instanceof ProviderFailed && thrown.message.startsWith("a provider failed by itself") && thrown.message.includes(why);

it("one that ends says its code and its log, and leaves no folder", async () => {
  const folder = await temporaryFolder();
  const start = startProgram("a provider", "sh", ["-c", "echo words of its own; exit 3"], { folder, answers: "http://localhost:1/" });
  await assert.rejects(start, failed("it ended with 3\n--- its log ---\nwords of its own"));
  await assert.rejects(access(folder), { code: "ENOENT" });
});

it("one that is missing is said to be", async () => {
  const start = startProgram("a provider", "no-such-provider", [], { folder: await temporaryFolder(), answers: "http://localhost:1/" });
  await assert.rejects(start, failed("no-such-provider is not installed (make providers)"));
});
