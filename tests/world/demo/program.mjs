/**
 * A program under test, in a process group of its own, and whatever it starts.
 *
 * In: a command. Out: what it says, how it ends, which processes it has left. Never: a process that stays because a test failed.
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { spawn } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Every descendant inherits it, also one that left the group. */
const MARK = "FC_PIVOT_TEST_RUN";
const BETWEEN_LOOKS_MS = 50;

export function start(command, args, { cwd, env = {} } = {}) {
  const mark = `${MARK}=${randomUUID()}`;
  const [name, value] = mark.split("=");
  const child = spawn(command, args, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env, [name]: value } });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => { said[stream] += text; });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...said }));

  return {
    said,
    ended,
    /** Waits until it has said something that fits, on either stream; gives the match. */
    async says(pattern) {
      let over = false;
      ended.then(() => { over = true; });
      for (;;) {
        const found = pattern.exec(said.stdout) ?? pattern.exec(said.stderr);
        if (found) return found;
        if (over) throw new Error(`it ended without saying ${pattern}:\n${said.stdout}${said.stderr}`);
        await pause(BETWEEN_LOOKS_MS);
      }
    },
    /** As a terminal does it: to the whole group. */
    interrupt: (signal = "SIGINT") => process.kill(-child.pid, signal),
    /** To the program alone, as `kill` does it. */
    signal: (signal) => child.kill(signal),
    /** Its processes that still run. */
    survivors: () => processesMarked(mark),
    /** For the end of a test, however it went. */
    async destroy() {
      for (const pid of await processesMarked(mark)) {
        try {
          process.kill(pid, "SIGKILL");
        } catch (error) {
          if (error.code !== "ESRCH") throw error;
        }
      }
    },
  };
}

/** Linux shows each process's environment; a zombie has none. */
async function processesMarked(mark) {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const marked = await Promise.all(pids.map(async (pid) => {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    return environment.split("\0").includes(mark);
  }));
  return pids.filter((_, index) => marked[index]);
}
