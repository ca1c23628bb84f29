// Settings out of a file such as `.dev.vars`.
// Comes in: a path. Goes out: the settings in it. Never: a line of the file in an error, or an expansion of `$NAME`.

import { readFile } from "node:fs/promises";
import { CommandError, type Settings } from "./terminal.js";

/** Reads `NAME=VALUE` lines; `export`, quotes around a value, empty lines and lines that begin with `#` are understood. */
export async function readSettings(path: string): Promise<Settings> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new CommandError(`${path} cannot be read`);
  });
  const settings: Record<string, string> = {};
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new CommandError(`${path}, line ${index + 1}: expected NAME=VALUE`);
    settings[name] = unquoted(value.trim());
  }
  return settings;
}

function unquoted(value: string): string {
  return /^(["'`])(.*)\1$/.exec(value)?.[2] ?? value;
}
