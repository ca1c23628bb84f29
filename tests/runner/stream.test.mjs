import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { stream } from "./stream.mjs";

const run = async (command, limit = 20_000) => {
  const written = [];
  const ending = await stream(command, { env: process.env, limit, write: (text) => written.push(text) });
  return { ...ending, written: written.join("") };
};

// A killed process that nobody has waited for yet is a zombie (state Z), and still takes signals: it is not alive.
const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return !(existsSync("/proc/self/stat") && readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z "));
  } catch {
    return false;
  }
};

const gone = async (pid) => {
  for (let i = 0; i < 100 && alive(pid); i++) await delay(20);
  return !alive(pid);
};

describe("stream", () => {
  it("hands on both outputs, and keeps them", async () => {
    const { output, written, code } = await run(["sh", "-c", "echo out; echo err >&2"]);
    assert.deepEqual(output.trim().split("\n").sort(), ["err", "out"]);
    assert.equal(written, output);
    assert.equal(code, 0);
  });

  it("reports the exit code", async () => {
    const { code, signal, timedOut } = await run(["sh", "-c", "exit 3"]);
    assert.deepEqual({ code, signal, timedOut }, { code: 3, signal: null, timedOut: false });
  });

  it("reports the signal", async () => {
    const { code, signal, timedOut } = await run(["sh", "-c", "kill -SEGV $$"]);
    assert.deepEqual({ code, signal, timedOut }, { code: null, signal: "SIGSEGV", timedOut: false });
  });

  it("reports a command that does not exist as a shell does", async () => {
    const { code, output, written } = await run(["fc-pivot-no-such-command"]);
    assert.deepEqual({ code, output, written }, { code: 127, output: "", written: "fc-pivot-no-such-command: ENOENT\n" });
  });

  it("ends a command that takes too long, with its children", async () => {
    const { signal, timedOut, output } = await run(["sh", "-c", "sleep 60 & echo $!; wait"], 500);
    assert.deepEqual({ signal, timedOut }, { signal: "SIGKILL", timedOut: true });
    assert.ok(await gone(Number(output)));
  });

  it("ends the children that a command leaves behind", async () => {
    const { code, output } = await run(["sh", "-c", "sleep 60 & echo $!"]);
    assert.equal(code, 0);
    assert.ok(await gone(Number(output)));
  });

  it("does not wait for a daemon that left the group and holds the pipes", async () => {
    const daemonise = `
      const { spawn } = require("node:child_process");
      const daemon = spawn("sleep", ["30"], { detached: true, stdio: "inherit" });
      daemon.unref();
      console.log(daemon.pid);
    `;
    const { code, output, seconds } = await run([process.execPath, "-e", daemonise]);
    process.kill(Number(output), "SIGKILL");
    assert.equal(code, 0);
    assert.ok(seconds < 15, `took ${seconds} s`);
  });
});
