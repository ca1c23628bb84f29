/**
 * The first person's sign-in at a Worker that has just started.
 *
 * In: a Worker's files, its settings, the provider; what is to be wrong with the ID token. Out: milliseconds of each step, and what came of it.
 * Never: a process that is asked twice for the same.
 */
import { startFresh } from "./fresh-workerd.mjs";

const kept = (lines = []) => lines.map((line) => line.split(";")[0]).filter((pair) => !pair.endsWith("=")).join("; ");

export async function edgeVisit(files, settings, provider, { wrong } = {}) {
  const worker = await startFresh(files, settings);
  try {
    const login = await worker.get("/auth/login");
    const back = new URL(await provider.authorize(login.headers.location, wrong));
    const callback = await worker.get(back.pathname + back.search, kept(login.headers["set-cookie"]));
    return {
      started: worker.started,
      begun: login.milliseconds,
      returned: callback.milliseconds,
      location: callback.headers.location,
      session: kept(callback.headers["set-cookie"]),
    };
  } finally {
    await worker.stop();
  }
}
