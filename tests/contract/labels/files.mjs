/**
 * The files that `fc-pivot labels` writes, in a folder that ends with the tests.
 *
 * In: nothing. Out: the folder, what the command said. Never: a file written otherwise.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after } from "node:test";
import { fcPivotCommand } from "../cli/cli.mjs";

export async function labelFiles() {
  const folder = await mkdtemp(`${tmpdir()}/fc-pivot-labels-`);
  after(() => rm(folder, { recursive: true }));
  const out = `${folder}/public/labels`;
  return { out, ...(await fcPivotCommand(["labels", "--out", out])) };
}
