// Looks at what a login asks a federation for: scopes, and `amr`.
// Comes in: the settings. Goes out: findings. Never: I/O, a setting's value but a scope's name.

import type { Federation } from "./federations.js";
import { type Finding, fail, ok, warn } from "./points.js";
import { type Settings, setting } from "./terminal.js";

/** The scopes for data providers: the tax office's, the health insurance's, the student services'. */
const DATA_SCOPE = /^(?:(?:dgfip|cnam|cnous)_[a-z0-9_]+|droits_assurance_maladie)$/;

/** Looks at what a login asks for. */
export function scopePoints(settings: Settings, federation: Federation): Finding[] {
  const wanted = setting(settings, "FC_SCOPE")
    ?.split(" ")
    .filter((scope) => scope !== "");
  return [known(wanted, federation), dataScopes(wanted ?? []), amr(settings, wanted ?? [], federation)];
}

function known(wanted: readonly string[] | undefined, { name, scopes, organisation }: Federation): Finding {
  const point = "scopes";
  if (wanted === undefined) return ok(point, "FC_SCOPE is not set: the default asks for what every service may have.");
  if (!wanted.includes("openid")) return fail(point, "FC_SCOPE lacks openid.", "Add openid: without it there is no ID token.");
  const unknown = wanted.filter((scope) => !scopes.has(scope) && !DATA_SCOPE.test(scope));
  if (unknown.length > 0) {
    return warn(
      point,
      `FC_SCOPE asks for scopes that ${name} does not know: ${unknown.map(nameOfScope).join(", ")}. It drops them without a word.`,
      `Take it out, or write it as one of these: ${[...scopes].join(" ")}.`,
    );
  }
  if (organisation !== undefined && !wanted.includes(organisation)) {
    return warn(
      point,
      `FC_SCOPE lacks ${organisation}: it does not come, and for whom an agent works is not known.`,
      `Add ${organisation}, unless your service does not need it.`,
    );
  }
  return ok(point, `${name} knows every scope of FC_SCOPE. One that your authorisation does not cover makes a login end in invalid_scope.`);
}

/** The name of an unknown scope, if it looks like one. Anything else may be a secret that was pasted into the wrong place. */
const nameOfScope = (scope: string): string => (/^[a-z_]{1,24}$/.test(scope) ? scope : "one that is no scope's name");

function dataScopes(wanted: readonly string[]): Finding {
  const point = "data scopes";
  if (!wanted.some((scope) => DATA_SCOPE.test(scope))) return ok(point, "FC_SCOPE asks for nothing of a data provider's.");
  return warn(
    point,
    "FC_SCOPE asks for scopes of data providers: they bring nothing into userinfo, and the Worker shows the access token to no data provider.",
    "Take out what begins with dgfip_, cnam_ or cnous_, and droits_assurance_maladie.",
  );
}

function amr(settings: Settings, wanted: readonly string[], { name, authorisesAmr, scopes }: Federation): Finding {
  const point = "amr";
  const set = setting(settings, "FC_AMR") ?? "off";
  if (set !== "on" && set !== "off") return fail(point, "FC_AMR is neither on nor off.", "Set it to on or off, or leave it out.");
  if (set === "on" && !authorisesAmr) return ok(point, `FC_AMR is on: ${name} then says how the agent was authenticated, where it knows.`);
  if (set === "on") {
    return warn(
      point,
      `FC_AMR is on: a service whose authorisation does not name the claim amr can sign nobody in (${name}'s page Y100009).`,
      "Keep it if your authorisation (habilitation) names the claim amr; else leave FC_AMR out.",
    );
  }
  if (wanted.includes("amr") && scopes.has("amr")) {
    return warn(
      point,
      "FC_SCOPE asks for the scope amr, which is empty: it brings amr neither into the ID token nor into userinfo.",
      "Take it out; FC_AMR=on asks for amr, and needs an authorisation.",
    );
  }
  if (!authorisesAmr) return ok(point, "FC_AMR is off: how the agent was authenticated is not asked.");
  return ok(point, "FC_AMR is off, as it must be for a service whose authorisation does not name the claim amr.");
}
