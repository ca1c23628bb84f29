/**
 * A provider that runs as a program of its own, in a temporary folder.
 *
 * In: its name, how it is started, an address that it answers once it is up. Out: its end, and its log. Never: a wait without end; a failure of
 * its own that looks like one of ours: `ProviderFailed` names it and shows its log.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const START_MS = 60_000;

/** The provider itself did not work, before anything of ours was asked. */
export class ProviderFailed extends Error {
  constructor(provider, what, log = "") {
    super(`${provider} failed by itself, nothing of ours was asked yet: ${what}${log && `\n--- its log ---\n${shortened(log)}`}`);
    this.name = "ProviderFailed";
  }
}

/** A cause stands at the beginning of a log, what it led to at its end. */
const shortened = (log) => (log.length <= 4000 ? log : `${log.slice(0, 2000)}\n[…]\n${log.slice(-2000)}`);

/** What a step of a provider's own set-up throws is told as its failure. */
export async function asItsOwn(provider, what, act, log = () => "") {
  try {
    return await act();
  } catch (thrown) {
    if (thrown instanceof ProviderFailed) throw thrown;
    throw new ProviderFailed(provider, `${what}: ${thrown.message}`, `${log()}${thrown.stdout ?? ""}${thrown.stderr ?? ""}`);
  }
}

/** Where a provider's files lie until it ends. */
export const temporaryFolder = () => mkdtemp(join(tmpdir(), "fc-pivot-provider-"));

/** Runs a command of a provider's to its end; gives what it printed. */
export const prepared = (provider, command, args, options = {}) => asItsOwn(provider, `${command} ${args[0] ?? ""}`, async () =>
  (await run(command, args, { timeout: START_MS, ...options })).stdout);

export async function startProgram(provider, command, args, { folder, env = {}, answers }) {
  let log = "";
  // A group of its own: a program's workers end with it.
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { log += text; });
  let ended;
  child.once("error", (thrown) => { ended = thrown.code === "ENOENT" ? `${command} is not installed (make providers)` : thrown.message; });
  child.once("exit", (code, signal) => { ended ??= `it ended with ${code ?? signal}`; });
  const stop = async () => {
    if (ended === undefined) {
      const gone = once(child, "exit");
      kill(child, "SIGTERM");
      const late = setTimeout(() => kill(child, "SIGKILL"), 3_000);
      await gone;
      clearTimeout(late);
    }
    await rm(folder, { recursive: true, force: true });
  };
  const until = Date.now() + START_MS;
  while (!(await isUp(answers))) {
    if (ended !== undefined || Date.now() > until) {
      const why = ended ?? `it does not answer after ${START_MS / 1000} seconds`;
      await stop();
      throw new ProviderFailed(provider, why, log);
    }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  return { stop, log: () => log };
}

const isUp = (url) => fetch(url, { signal: AbortSignal.timeout(5_000) }).then(async (answer) => {
  await answer.arrayBuffer();
  return answer.ok;
}, () => false);

function kill({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch (thrown) {
    if (thrown.code !== "ESRCH") throw thrown;
  }
}
