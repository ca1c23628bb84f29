/**
 * A deployment whose Worker is the handler of `fc-pivot/worker` in this process, for one suite: nobody can set workerd's clock.
 *
 * In: what to deploy. Out: the deployment, as suite.mjs of tests/world/deployment has it; a clock that core, handler and provider share and the
 * tests put forward; persons at the handler; how often the provider was asked. Never: a clock that outlives its test.
 */
import { afterEach, beforeEach, mock } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { deployed } from "../../world/deployment/suite.mjs";

/** Call it where the suite begins. */
export function handlerStage(options) {
  const stage = deployed(options);
  beforeEach(() => mock.timers.enable({ apis: ["Date"], now: Date.now() }));
  afterEach(() => mock.timers.reset());

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
