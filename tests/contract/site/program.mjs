/**
 * A program that serves: a proxy, an upstream.
 *
 * In: how it is started, in a folder of its own, and the port where it will listen; what tells that it serves, where listening does not. Out: what it
 * said, its end. Never: a program that outlives the test, or a wait without end.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { answers } from "./answers.mjs";

export async function startProgram(command, args, { folder, port, env = {}, serves = () => answers(port) }) {
  const { PATH, FC_PIVOT_TEST_RUN } = process.env;
  const child = spawn(command, args, { cwd: folder, env: { PATH, FC_PIVOT_TEST_RUN, HOME: folder, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { said += text; });
  let isOver = false;
  const ended = once(child, "exit").catch((thrown) => { said += thrown.message; }).then(() => { isOver = true; });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !isOver && !(await serves()) && tries < 200; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
  if (!isOver && (await serves())) return { said: () => said, stop };
  await stop();
  throw new Error(`${command} did not start: ${said}`);
}
