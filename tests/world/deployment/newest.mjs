/**
 * The newest tools beside those that the tests run on: where `make newest` has put them.
 *
 * In: a name. Out: paths. Never: a download.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../runner/checkout.mjs";

const modules = join(root, ".build/newest/node_modules");

/** A file of one of its packages. */
export function newest(name, path) {
  const file = join(modules, name, path);
  if (!existsSync(file)) throw new Error(`${file} is missing: make newest installs it`);
  return file;
}

/** Which version of a package it has; `node-24` is the Node of that name. */
export const newestVersion = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

/** The program of a newer Node: 22, 24 or 26, as npm has it for Linux on x64. */
export const newerNode = (major) => join(modules, `node-${major}/bin/node`);
