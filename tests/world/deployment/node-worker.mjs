/**
 * The Worker in Node (`worker/node.mjs`), as a process of its own.
 *
 * In: its settings, a port; Bun in place of Node. Out: its origin, its number, what it said, a way to stop it as a supervisor does. Never: a process that outlives this one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../worker/node.mjs", import.meta.url));

/** Starts it; a failure to start is thrown, with what it said. */
export async function startNodeWorker({ port, host = "localhost", settings, runtime = process.execPath }) {
  const said = [];
  // Of the environment only what finds programs, and the mark by which a test finds what it has started.
  const { PATH, FC_PIVOT_TEST_RUN } = process.env;
  const env = { PATH, FC_PIVOT_TEST_RUN, ...settings, PORT: String(port), HOST: host };
  const child = spawn(runtime, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "exit").then(([code]) => {
    process.off("exit", kill);
    return code;
  });
  const listening = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        said.push(chunk);
        if (chunk.includes("listening on")) resolve();
      });
    }
  });
  const failed = await Promise.race([listening.then(() => false), ended.then(() => true)]);
  if (failed) throw new Error(`the Worker did not start: ${said.join("")}`);
  return {
    origin: `http://localhost:${port}`,
    pid: child.pid,
    said,
    /** Ends it by SIGTERM; gives its exit code. */
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
