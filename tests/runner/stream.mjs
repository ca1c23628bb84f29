// A command, run to its end with its output on the terminal.
//
// In:    the command with its arguments, its environment, a limit in milliseconds, and where its output goes.
// Out:   { output, code, signal, timedOut, seconds }; a command that cannot be started has code 127, as in a shell.
// Never: leaves a process of the command's group behind, whichever way it ends, and never throws.
import { spawn } from "node:child_process";

// A daemon that left the group may hold the pipes open for ever: after this long its output no longer matters.
const PIPE_PATIENCE_MS = 2_000;

export function stream([command, ...args], { env, limit, write }) {
  return new Promise((resolve) => {
    const started = performance.now();
    // A group of its own, so that the limit, Ctrl-C and the end of the command reach its children too.
    const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const endGroup = () => endProcessGroup(child.pid);
    let output = "";
    let timedOut = false;

    for (const pipe of [child.stdout, child.stderr]) {
      pipe.setEncoding("utf8").on("data", (text) => {
        output += text;
        write(text);
      });
    }
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup();
    }, limit);
    process.on("exit", endGroup);

    const finish = (code, signal) => {
      clearTimeout(timer);
      process.off("exit", endGroup);
      resolve({ output, code, signal, timedOut, seconds: (performance.now() - started) / 1000 });
    };
    child.on("error", (error) => {
      write(`${command}: ${error.code}\n`);
      finish(127, null);
    });
    child.on("exit", () => {
      endGroup();
      setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => pipe.destroy()), PIPE_PATIENCE_MS).unref();
    });
    child.on("close", finish);
  });
}

function endProcessGroup(leader) {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // Nobody is left in the group.
  }
}
