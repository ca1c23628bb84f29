/**
 * The Worker as built, in the newest workerd, under the newest miniflare, which needs a newer Node: a process of its own.
 *
 * In: what `startWorker` takes. Out: what it gives. Never: a process that outlives this one: it ends where its channel does.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { newerNode, newest } from "./newest.mjs";
import { optionsOf } from "./worker.mjs";

const program = fileURLToPath(new URL("newest-workerd.mjs", import.meta.url));

/** For `deploy`: the Worker in its own process. */
export async function startNewestWorker(options) {
  const miniflare = newest("miniflare", "dist/src/index.js");
  const child = fork(program, { execPath: newerNode(22), stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => said.push(chunk));
  const ended = once(child, "exit");
  child.send({ miniflare, options: await optionsOf(options) });
  const [answer] = await Promise.race([once(child, "message"), ended.then(() => [{}])]);
  if (answer.port === undefined) {
    child.kill("SIGKILL");
    throw new Error(`the Worker did not start: ${answer.failed ?? ""}${said.join("")}`);
  }
  return {
    origin: `http://localhost:${answer.port}`,
    said,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
