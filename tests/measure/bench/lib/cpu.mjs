/**
 * What a process worked, whoever else had the cores meanwhile.
 *
 * In: its number. Out: milliseconds of processor time in all its threads, as Linux counts them; NaN elsewhere. Never: a wait.
 */
import { readdirSync, readFileSync } from "node:fs";

export function workedFor(pid) {
  if (process.platform !== "linux") return NaN;
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => sum + Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]), 0) / 1e6;
}
