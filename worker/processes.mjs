/**
 * Several processes of one program behind one port: one of Node's fills one core.
 *
 * In: the setting `PROCESSES`. Out: children that serve, and a successor for one that dies; the parent ends with the last of them. Never: a second
 * child before the first listens, so that what keeps it from its start is told once; starts without a pause between them.
 */
import cluster from "node:cluster";

/** Reads the setting; throws where it is none. */
export function processesOf(text) {
  const count = text ? Number(text) : 1;
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new Error("PROCESSES: expected a whole number from 1 to 64");
  return count;
}

/** Whether this process serves; otherwise it watches over those that do. */
export const serves = (count) => count === 1 || cluster.isWorker;

/** In a child that serves no more: lets it end. */
export const leave = () => cluster.worker?.disconnect();

/** Milliseconds between the death of a child and the start of its successor. */
const PAUSE = 1000;

/** Starts the children and watches over them. Once so many have listened, `listening` is called with their port. */
export function watchOver(count, listening) {
  let stopping = false;
  let toCome = count;
  cluster.on("listening", (_, { port }) => {
    const isFirst = toCome === count;
    toCome -= 1;
    if (toCome === 0) listening(port);
    for (let more = 1; isFirst && !stopping && more < count; more += 1) cluster.fork();
  });
  cluster.on("exit", (_, code, signal) => {
    if (stopping) return;
    if (toCome === count) {
      process.exitCode = code || 1;
      return;
    }
    process.stderr.write(`fc-pivot: a process ended (${signal ?? code}), and another is started\n`);
    setTimeout(() => stopping || cluster.fork(), PAUSE);
  });
  const stop = () => {
    stopping = true;
    for (const { process: child } of Object.values(cluster.workers)) child.kill("SIGTERM");
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
  cluster.fork();
}
