/**
 * A deployment whose Worker is the handler of `fc-pivot/worker` in this process, for one suite: nobody can set workerd's clock.
 *
 * In: what to deploy. Out: the deployment; its `wrongs`; a clock that core, handler and provider share and the tests put forward; persons;
 * how often the provider was asked. Never: a fault that outlives its test.
 */
import { after, afterEach, before, beforeEach, mock } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { deploy } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";

/** Call it where the suite begins. */
export function handlerStage(options = {}) {
  const wrongs = {};
  const stage = { wrongs };
  before(async () => Object.assign(stage, await deploy({ ...options, wrongs })));
  after(() => stage.stop());
  beforeEach(() => mock.timers.enable({ apis: ["Date"], now: Date.now() }));
  afterEach(() => {
    mock.timers.reset();
    for (const name of Object.keys(wrongs)) delete wrongs[name];
  });

  /** Seconds go by. */
  stage.pass = (seconds) => mock.timers.tick(seconds * 1000);
  stage.personAt = (auth, settings = {}) => personAt(auth, { ...stage.settings, ...settings }, stage.origin);
  /** A person at a handler that knows nothing yet, as in a new isolate. */
  stage.personAtNewHandler = (settings) => stage.personAt(fcPivot(QUIET), settings);
  /** How often `act` makes us ask there. */
  stage.requests = async (route, act) => {
    const earlier = stage.requestsTo(route);
    await act();
    return stage.requestsTo(route) - earlier;
  };
  return stage;
}
