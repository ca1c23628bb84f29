/** No browser outlives the test that started it, however the test ends. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { leash, programOf } from "./leash.mjs";

/** A program that starts another, as browsers do, and says its number. */
const PARENT = ["-c", "sleep 1000 & echo child $!; wait"];
const CHILD = /child (\d+)\n/;

/** One that has ended may still be listed until somebody asks how it ended. */
async function runs(pid) {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return status !== "" && !/\) [ZX] /.test(status);
}

async function ended(pid) {
  for (let looks = 0; looks < 200; looks += 1) {
    if (!(await runs(pid))) return true;
    await pause(50);
  }
  return false;
}

describe("a program on a leash", () => {
  it("runs, and ends with all that it started when it is let go; its home goes too", async () => {
    let home;
    const program = await leash("/bin/sh", (given) => { home = given; return PARENT; });
    const [, child] = await program.said(CHILD);
    assert.equal(await runs(child), true);
    await program.end();
    assert.equal(await ended(child), true);
    await assert.rejects(readdir(home), { code: "ENOENT" });
  });

  it("ends when the process that holds it is killed", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "fc-pivot-leash-"));
    t.after(() => rm(folder, { recursive: true }));
    const holder = spawn(process.execPath, ["--input-type=module", "--eval", `
      import { leash } from ${JSON.stringify(new URL("leash.mjs", import.meta.url).href)};
      const program = await leash("/bin/sh", () => ${JSON.stringify(PARENT)});
      process.stdout.write((await program.said(${CHILD}))[0]);
    `], { env: { ...process.env, TMPDIR: folder }, stdio: ["ignore", "pipe", "inherit"] });
    const [, child] = CHILD.exec(String((await once(holder.stdout, "data"))[0]));
    assert.equal(await runs(child), true);
    holder.kill("SIGKILL");
    assert.equal(await ended(child), true);
  });

  it("that ends by itself is not waited for", async () => {
    const program = await leash("/bin/sh", () => ["-c", "echo no screen"]);
    await assert.rejects(program.said(/ready/), /ended: no screen/);
    await program.end();
  });

  it("that is not there is named, with what to do", async () => {
    await assert.rejects(programOf("Firefox", "NO_SUCH_VARIABLE", "/nonexistent"), /there is no Firefox at \/nonexistent; run `make browser`.* NO_SUCH_VARIABLE/);
    assert.equal(await programOf("a shell", "NO_SUCH_VARIABLE", "/bin/sh"), "/bin/sh");
  });
});
