// `fc-pivot/testing/worker`: a signed-in person's cookies, for an application's own tests of its routes behind `fcPivot()`.
// Comes in: the application's settings and bindings, a test person. Goes out: the `Cookie` header of a session that the core opened and
// sealed with the application's own SESSION_KEYS; with a store, its record lies there.
// Never: a way past the Worker's checks, which open this session like any other; a session for production.

import { load } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import { apply } from "../worker/sessions.js";
import { readSettings } from "../worker/settings.js";
import type { Store } from "../worker/stores/store.js";
import { OWN, storeOf } from "../worker/stores/stores.js";
import { type AgentName, type CitizenName, agentWitnessed, citizenWitnessed } from "./federations.js";
import { type PersonName, claimsOf, means, person } from "./persons.js";
import { type Testimony, cookieHeader, rehearse } from "./rehearsal.js";

/** Options of one sign-in. */
export interface SessionCookieOptions {
  /** The level of assurance that the provider reports. Default: what the person's identity provider reaches. */
  acr?: "eidas2" | "eidas3" | undefined;
  /** The person's identifier, where the test has its own in its database. Default: that of `person(name)`. */
  sub?: string | undefined;
  /** The application's store, where it hands one over as the option `store` of `fcPivot`. */
  store?: Store | undefined;
}

/** Options of one sign-in with FranceConnect or ProConnect. */
export interface FederationCookieOptions extends Pick<SessionCookieOptions, "sub" | "store"> {
  /** The level of assurance that the provider reports. Default: that of the test person. */
  acr?: string | undefined;
}

/** The hosts of the federations in production. */
const PRODUCTION = /^https:\/\/(?:auth|oidc)\.(?:franceconnect|agentconnect)\.(?:rie\.)?gouv\.fr\//;

/**
 * Signs a person in and gives the `Cookie` header with which her browser would come.
 *
 * The whole sign-in runs, with all its checks; what they refuse is thrown: `acr_insufficient` for a level below `FC_ACR`.
 */
export async function sessionCookie(environment: object, name: PersonName, options: SessionCookieOptions = {}): Promise<string> {
  const { level, amr } = means(name);
  const { acr = level, sub = person(name).sub, store } = options;
  return cookieOf(environment, { sub, acr, amr, claimsFor: (scope) => claimsOf(name, scope) }, store);
}

/** The same for a citizen, at a deployment whose `FC_PRESET` is `franceconnect`. */
export async function citizenCookie(environment: object, name: CitizenName, options: FederationCookieOptions = {}): Promise<string> {
  const { level, amr, who, claimsFor } = citizenWitnessed(name);
  const { acr = level, sub = who.sub, store } = options;
  await expectPreset(environment, "franceconnect", /^franceconnect(?:-sandbox|-production)?$/);
  return cookieOf(environment, { sub, acr, amr, claimsFor }, store);
}

/** The same for an agent, at a deployment whose `FC_PRESET` is `proconnect`. */
export async function agentCookie(environment: object, name: AgentName, options: FederationCookieOptions = {}): Promise<string> {
  const { level, amr, who, claimsFor } = agentWitnessed(name);
  const { acr = level, sub = who.sub, store } = options;
  await expectPreset(environment, "proconnect", /^proconnect(?:-integration|-production)?$/);
  return cookieOf(environment, { sub, acr, amr, claimsFor }, store);
}

/** Somebody of another federation would come with claims that no provider of this deployment gives. */
async function expectPreset(environment: object, name: string, fitting: RegExp): Promise<void> {
  await load();
  const { FC_PRESET = "franceconnect-plus" } = await readSettings(environment);
  if (!fitting.test(FC_PRESET)) throw new FcPivotError("invalid_settings", `FC_PRESET: expected ${name}, for a test person of its`);
}

async function cookieOf(environment: object, testimony: Testimony, store: Store | undefined): Promise<string> {
  const { edge, signIn } = await rehearse(store === undefined ? environment : { ...environment, SESSION_STORE: OWN }).catch((thrown: unknown) => {
    throw FcPivotError.from(thrown);
  });
  // Whoever has a deployment's keys can make sessions for it. A test must not have those of production.
  if (PRODUCTION.test(edge.issuer)) throw new FcPivotError("invalid_settings", "FC_ISSUER: expected another than production's in a test");
  try {
    const change = await signIn(testimony);
    return cookieHeader(await apply(await storeOf(edge.store, environment, store), change));
  } catch (thrown) {
    throw FcPivotError.from(thrown);
  }
}
