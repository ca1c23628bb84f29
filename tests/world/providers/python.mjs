/**
 * A provider that is a Python package, run by a program of ours in `python/`.
 *
 * In: the provider's name, the program's, what it is given. Out: the program, which answers. Never: Python packages of the machine; `make providers`
 * puts those of tests/runner/providers.txt into .build/providers.
 */
import { fileURLToPath } from "node:url";
import { startProgram, temporaryFolder } from "./program.mjs";

const PYTHON = fileURLToPath(new URL("../../../.build/providers/bin/python", import.meta.url));

/** `given` reaches the program as JSON, in its environment: what is secret stands in no list of processes. */
export async function startPython(name, program, given, answers) {
  const path = fileURLToPath(new URL(`python/${program}`, import.meta.url));
  return startProgram(name, PYTHON, ["-B", path], { folder: await temporaryFolder(), env: { GIVEN: JSON.stringify(given) }, answers });
}
