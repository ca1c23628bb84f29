// Looks at the settings alone, each for itself, since the core names only the first that it cannot use.
// Comes in: the settings, where the routes lie. Goes out: findings. Never: I/O, a setting's value.

import { presetIssuer } from "#edge";
import { SESSION_SECONDS } from "../shared/limits.js";
import { type Service, addressPoints } from "./address-points.js";
import { ENVIRONMENTS, type Federation, federationOf } from "./federations.js";
import { type Finding, fail, ok, urlOf, warn } from "./points.js";
import { scopePoints } from "./scope-points.js";
import { type Settings, setting } from "./terminal.js";

/** FranceConnect's hosts, of production and of integration. */
const FRANCECONNECT_HOST = /(?:^|\.)(?:franceconnect\.gouv|dev-franceconnect)\.fr$/;
const DEFAULT_SESSION_SECONDS = 1800;

/** Looks at every setting that can be judged alone. */
export function settingsPoints(settings: Settings, service: Service): Finding[] {
  const name = presetOf(settings);
  const federation = federationOf(name);
  return [
    preset(name, federation),
    ...(presetIssuer(name) === undefined || federation === undefined ? [] : ofFederation(settings, name, federation)),
    ...addressPoints(settings, service, isFranceConnect(settings)),
    lifetime(settings),
  ];
}

const ofFederation = (settings: Settings, name: string, federation: Federation): Finding[] => [
  environment(settings, name),
  credentials(settings, federation),
  signing(settings, federation),
  ...scopePoints(settings, federation),
  level(settings, federation),
  ...(federation.encrypts ? [] : [unusedKeys(settings, federation)]),
];

/** Whether the provider is FranceConnect+ itself, in production or integration, and not a stand-in of it. */
export function isFranceConnect(settings: Settings): boolean {
  const issuer = setting(settings, "FC_ISSUER") ?? presetIssuer(presetOf(settings));
  return issuer !== undefined && FRANCECONNECT_HOST.test(urlOf(issuer)?.hostname ?? "");
}

const presetOf = (settings: Settings): string => setting(settings, "FC_PRESET") ?? "franceconnect-plus";

function preset(name: string, federation: Federation | undefined): Finding {
  const point = "preset";
  const mend = "Set FC_PRESET to franceconnect-plus, franceconnect or proconnect, or to the name of one of their environments.";
  if (presetIssuer(name) === undefined) return fail(point, "FC_PRESET is not the name of a preset.", mend);
  if (federation !== undefined) return ok(point, `The preset is ${federation.name}'s.`);
  return warn(point, `FC_PRESET is ${name}: what the State's federations ask is not looked at.`, mend);
}

/** A preset for one environment refuses the issuer of another (N87); one for any takes whatever FC_ISSUER says. */
function environment(settings: Settings, name: string): Finding {
  const point = "environment";
  const issuer = setting(settings, "FC_ISSUER");
  const own = presetIssuer(name);
  if (name.endsWith("-sandbox")) {
    return warn(
      point,
      "This is the sandbox: its keys are published, so that its signatures prove nothing.",
      "Take the preset of production before going public.",
    );
  }
  if (own) return ok(point, "The preset is for one environment, and refuses the issuer of another.");
  const meant = ENVIRONMENTS.map((each) => `${name}-${each}`).find((each) => issuer !== undefined && presetIssuer(each) === issuer);
  if (meant === undefined) return ok(point, "FC_ISSUER is none of the environments that a preset is for.");
  return warn(point, `FC_ISSUER is that of ${meant}, and FC_PRESET would take any other too.`, `Set FC_PRESET to ${meant}, and leave FC_ISSUER out.`);
}

function credentials(settings: Settings, { name, secretCharacters }: Federation): Finding {
  const point = "credentials";
  const secret = setting(settings, "FC_CLIENT_SECRET");
  if (setting(settings, "FC_CLIENT_KEY") !== undefined) {
    return fail(
      point,
      `FC_CLIENT_KEY is set: ${name} takes the client secret alone, although its discovery document lists private_key_jwt.`,
      `Leave FC_CLIENT_KEY out, and set FC_CLIENT_SECRET to the secret that ${name} gave.`,
    );
  }
  if (secret === undefined) {
    return fail(point, "FC_CLIENT_SECRET is not set.", `Set the client secret that ${name} gave.`);
  }
  if (secret.trim() !== secret) {
    return fail(point, "FC_CLIENT_SECRET begins or ends with white space.", "Paste it again without.");
  }
  if (secret.length < secretCharacters) {
    return fail(point, `FC_CLIENT_SECRET has fewer than ${secretCharacters} characters.`, `Paste the whole secret that ${name} gave.`);
  }
  return ok(point, `FC_CLIENT_SECRET is there, as long as ${name}'s are.`);
}

/** What was registered decides: a token that is signed otherwise is refused. */
function signing(settings: Settings, { name, signs }: Federation): Finding {
  const point = "signing";
  const set = setting(settings, "FC_SIGNING_ALG") ?? "ES256";
  if (!signs.includes(set))
    return fail(point, `${name} does not sign with what FC_SIGNING_ALG says.`, `Set it to ${signs.join(" or ")}, as registered.`);
  return ok(point, `FC_SIGNING_ALG is one that ${name} signs with. Register it for ID token and userinfo.`);
}

function level(settings: Settings, { name, levels, severalLevels, demandsLevel }: Federation): Finding {
  const point = "level";
  const set = setting(settings, "FC_ACR");
  const known = `Set it to ${severalLevels ? "all that will do, with spaces between, of" : "one of"} ${levels.join(", ")}.`;
  if (set === undefined && demandsLevel) return ok(point, `FC_ACR is not set: a login demands the lowest level of ${name}.`);
  if (set === undefined)
    return warn(point, `FC_ACR is not set: ${name} then lets in whoever has a password, and does not say how she was authenticated.`, known);
  const wanted = severalLevels ? set.split(" ") : [set];
  if (wanted.every((each) => levels.includes(each))) return ok(point, `${name} knows the level that FC_ACR demands.`);
  return fail(point, `FC_ACR is no level of ${name}.`, demandsLevel ? `${known.slice(0, -1)}, or leave it out.` : known);
}

function unusedKeys(settings: Settings, { name }: Federation): Finding {
  const point = "encryption";
  if (setting(settings, "FC_DECRYPTION_KEYS") === undefined) return ok(point, `FC_DECRYPTION_KEYS is not set: ${name} encrypts nothing.`);
  return warn(point, `FC_DECRYPTION_KEYS is set, and ${name} encrypts nothing for a service, whatever its discovery document says.`, "Leave it out.");
}

function lifetime(settings: Settings): Finding {
  const point = "sessions";
  const text = setting(settings, "SESSION_TTL") ?? String(DEFAULT_SESSION_SECONDS);
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 60 || seconds > 86_400) {
    return fail(point, "SESSION_TTL is no number of seconds from 60 to 86400.", `Leave it out (${DEFAULT_SESSION_SECONDS}), or set it so.`);
  }
  if (seconds < SESSION_SECONDS.min) {
    return warn(point, "SESSION_TTL is below five minutes: people lose what they write.", "Set 300 or more.");
  }
  if (seconds > SESSION_SECONDS.max) {
    return warn(point, "SESSION_TTL is beyond twelve hours: an identity stays open on a shared device.", "Set 43200 or less.");
  }
  return ok(point, "SESSION_TTL is between five minutes and twelve hours.");
}
