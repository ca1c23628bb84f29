/**
 * Runs a table of modules, each in both ways of use.
 *
 * In: the family's name, and its modules, each with
 *   name       its module in the OpenID Foundation's suite, without the family's prefix
 *   wrongs     the fault, or (a function of the deployment) how to come by it; without one, the provider is honest
 *   code       the code of the refusal, where it must be refused
 *   documents  the fault lies in what a Worker keeps, so that the module has a deployment to itself
 *   first      an honest sign-in comes before the fault
 *   check      what else must be true of an accepted one
 * Out: a test for each module and way; a figure for each way. Never: "certified": what runs here is a reproduction.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { figure } from "../../runner/figures/figure.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { deployForBoth, PERSON, WAYS } from "../../world/sign-ins/ways.mjs";

/** Lays the fault into the provider for as long as `act` runs. */
async function under(wrongs, fault, act) {
  Object.assign(wrongs, fault);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(wrongs)) delete wrongs[name];
  }
}

async function assertAccepted(way, deployment) {
  const { identity, code } = await way(deployment);
  assert.equal(code, undefined);
  assert.equal(identity.sub, subjectOf(CLIENT_ID, PERSON));
  return identity;
}

async function reproduce({ wrongs: fault = {}, code: expected, first, check }, way, deployment, wrongs) {
  if (first) await assertAccepted(way, deployment);
  const committed = typeof fault === "function" ? await fault(deployment) : fault;
  if (expected === undefined) {
    const since = deployment.standin.log.length;
    const identity = await under(wrongs, committed, () => assertAccepted(way, deployment));
    check?.({ identity, log: deployment.standin.log.slice(since) });
    return;
  }
  assert.deepEqual(await under(wrongs, committed, () => way(deployment)), { code: expected });
  // The twin: the same sign-in without the fault.
  await assertAccepted(way, deployment);
}

export function reproduceAll(family, modules) {
  for (const [wayName, way] of Object.entries(WAYS)) {
    describe(`${family}, ${wayName}`, () => {
      const wrongs = {};
      let shared;
      let reproduced = 0;
      before(async () => {
        shared = await deployForBoth(wrongs);
      });
      after(async () => {
        figure(`openid relying-party cases, ${family}, ${wayName}`, [reproduced, modules.length, "reproduced"]);
        await shared.stop();
      });

      for (const module of modules) {
        it(`${family}${module.name}`, async () => {
          const deployment = module.documents ? await deployForBoth(wrongs) : shared;
          try {
            await reproduce(module, way, deployment, wrongs);
          } finally {
            if (module.documents) await deployment.stop();
          }
          reproduced += 1;
        });
      }
    });
  }
}
