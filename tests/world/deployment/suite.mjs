/**
 * A deployment (index.mjs) for one suite, with the Worker in workerd.
 *
 * In: what to deploy. Out: the deployment, with its `wrongs`; persons; the same deployment restarted with other settings.
 * Never: a fault that outlives its test, a process that outlives the suite.
 */
import { after, afterEach, before } from "node:test";
import { deploy, startWorker } from "./index.mjs";
import { Person } from "./person.mjs";

/** Call it where the suite begins: in a file, or inside `describe`. */
export function deployed({ wrongs: always = {}, ...options } = {}) {
  const wrongs = { ...always };
  const deployment = { wrongs };
  before(async () => Object.assign(deployment, await deploy({ ...options, wrongs })));
  after(() => deployment.stop?.());
  afterEach(() => {
    for (const name of Object.keys(wrongs)) delete wrongs[name];
    Object.assign(wrongs, always);
  });

  deployment.newPerson = () => new Person(deployment.origin);
  /** What another Worker with these settings answers to the browser of `person`: it has her cookies, and knows nothing of the provider yet. */
  deployment.atWorkerWith = async (settings, person, act) => {
    const worker = await startWorker({ settings: { ...deployment.settings, ...settings } });
    try {
      const there = new Person(worker.origin);
      for (const [name, value] of person.cookies) there.cookies.set(name, value);
      return await act(there);
    } finally {
      await worker.stop();
    }
  };
  return deployment;
}
