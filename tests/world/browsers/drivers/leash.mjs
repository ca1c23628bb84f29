/**
 * Programs that end when this process ends.
 *
 * In: a program's path, and its arguments as a function of the home it gets. Out: what it says, and its end.
 * Never: a process that outlives this one, whether this one ends, fails or is killed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The shell leads a process group with all that the program starts. It waits for the end of its standard input, a pipe that the
 * kernel closes however we die, and then ends the group. So does the end of the program itself.
 */
const LEASH = '{ "$@" </dev/null; kill -KILL 0; } & cat >/dev/null; kill -KILL 0';

/** The path of a program: the one that the environment's `variable` names, else Debian's. */
export async function programOf(name, variable, debians) {
  const path = process.env[variable] || debians;
  await access(path, constants.X_OK).catch((cause) => {
    throw new Error(`there is no ${name} at ${path}; run \`make browser\`, or name the path of one in ${variable}`, { cause });
  });
  return path;
}

/** Starts a program. Its home is a folder of its own, which goes with it: nothing of this machine's user is read or changed. */
export async function leash(path, argumentsIn, env = {}) {
  const home = await mkdtemp(join(tmpdir(), "fc-pivot-browser-"));
  const child = spawn("/bin/sh", ["-c", LEASH, "leash", path, ...(await argumentsIn(home))], {
    detached: true,
    env: { ...process.env, HOME: home, ...env },
  });
  const ended = once(child, "exit");
  let output = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding("utf8").on("data", (text) => { output += text; });
  child.stdin.on("error", () => {}); // The program has ended before its leash was let go.

  /** Waits until the program has said something like `pattern`. */
  async function said(pattern) {
    for (;;) {
      const match = pattern.exec(output);
      if (match !== null) return match;
      const over = await Promise.race([
        ended.then(() => true),
        ...[child.stdout, child.stderr].map((pipe) => once(pipe, "data").then(() => false)),
      ]);
      if (over) throw new Error(`${path} ended: ${output}`);
    }
  }

  async function end() {
    child.stdin.destroy();
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
  return { said, end };
}
