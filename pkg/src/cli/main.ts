#!/usr/bin/env -S node --
// `fc-pivot`: the commands of the package.
// Comes in: a command line. Goes out: results on standard output, messages on standard error, an exit code. Never: a stack trace.
// `--` above: Node 20 takes an `--env-file` for its own, even one that stands behind the program's name.

import process from "node:process";
import { DOCTOR_HELP, doctor } from "./doctor.js";
import { KEYS_HELP, keys } from "./keys.js";
import { LABELS_HELP, labels } from "./labels.js";
import { CommandError, type ExitCode, type Terminal, UsageError } from "./terminal.js";

const HELP = `fc-pivot COMMAND [options]

  keys     makes the keys of a deployment, or the next ones of a rotation
  labels   writes the files of places' names that a page loads from its own origin
  doctor   says, point by point, what FranceConnect+ would object to in a deployment

\`fc-pivot COMMAND --help\` lists the options. Exit code: 0 done, 1 not done or objections, 2 not understood.`;

const commands = new Map([
  ["keys", { run: keys, help: KEYS_HELP }],
  ["labels", { run: labels, help: LABELS_HELP }],
  ["doctor", { run: doctor, help: DOCTOR_HELP }],
]);

const terminal: Terminal = {
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
};

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  const command = commands.get(name ?? "");
  if (name === "--help" || name === "-h" || args.includes("--help") || args.includes("-h")) {
    terminal.print(command?.help ?? HELP);
    return 0;
  }
  if (command === undefined) {
    terminal.say(HELP);
    return 2;
  }
  try {
    return await command.run(args, terminal);
  } catch (thrown) {
    return refused(thrown);
  }
}

/** The message of an error that is not ours is not shown: it may hold anything. */
function refused(thrown: unknown): ExitCode {
  if (thrown instanceof UsageError) {
    terminal.say(`fc-pivot: ${thrown.message}`);
    return 2;
  }
  terminal.say(`fc-pivot: ${thrown instanceof CommandError ? thrown.message : "a fault of this program"}`);
  return 1;
}

process.exitCode = await run(process.argv.slice(2));
