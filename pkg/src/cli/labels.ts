// `fc-pivot labels`: the names of communes as files for a page, one for each department.
// Comes in: a folder. Goes out: the files in it, beside whatever else it has. Never: a network; the files are made of the package's data.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { partsOf } from "../labels/communes.js";
import { ALL, fileOf } from "../labels/open.js";
import { SOURCE } from "../labels/vintage.js";
import { CommandError, type ExitCode, type Terminal, UsageError, optionsOf } from "./terminal.js";

export const LABELS_HELP = `fc-pivot labels --out FOLDER: writes the names of communes as files, one for each department and ${ALL} with all of them,
for openLabels({ from }) of fc-pivot/labels. Serve the folder from the page's own origin: whoever serves a department's
file learns where a person was born. Write it anew after each upgrade of the package.

  --out FOLDER   where to; it is made if it is not there`;

const DATA = new URL("../../data/communes.txt", import.meta.url);
const OPTIONS = { out: { type: "string" } } as const;

/** Runs the command. */
export async function labels(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { out } = optionsOf(args, OPTIONS);
  if (!out) throw new UsageError("expected --out FOLDER");
  const text = new TextDecoder().decode(await readFile(DATA));
  const departments = [...partsOf(text)].map(([department, part]) => [fileOf(department), `${SOURCE}\n${part}\n`] as const);
  const files = [[ALL, text] as const, ...departments];
  try {
    await mkdir(out, { recursive: true });
    await Promise.all(files.map(([name, contents]) => writeFile(`${out}/${name}`, contents)));
  } catch {
    throw new CommandError("the files cannot be written into the folder");
  }
  terminal.print(`${files.length} files: ${SOURCE}`);
  return 0;
}
