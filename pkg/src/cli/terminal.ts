// What a command is given, and how it refuses.
// Comes in: nothing. Goes out: types, and the two refusals that `main` turns into exit codes. Never: a setting's value in a refusal.

import { parseArgs } from "node:util";

/** What a command is given. */
export interface Terminal {
  readonly environment: Settings;
  /** A result, on standard output. */
  print(line: string): void;
  /** A message, on standard error. */
  say(line: string): void;
}

/** Settings by their names. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** 0: done. 1: it could not be done, or the doctor objects. 2: the command was not understood. */
export type ExitCode = 0 | 1 | 2;

/** A command that was not understood: exit code 2. */
export class UsageError extends Error {}

/** A command that could not be carried out: exit code 1. */
export class CommandError extends Error {}

/** The options of a command line. */
export function optionsOf<const T extends Record<string, { readonly type: "string" | "boolean" }>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : "the options cannot be read");
  }
}

/** A setting that is set. An empty one counts as not set, as in the Worker. */
export function setting(settings: Settings, name: string): string | undefined {
  return settings[name] === "" ? undefined : settings[name];
}
