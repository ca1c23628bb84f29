// Looks at the settings alone, each for itself, since the core names only the first that it cannot use.
// Comes in: the settings, where the routes lie. Goes out: findings. Never: I/O, a setting's value.

import { presetEncrypts, presetIssuer } from "#edge";
import { SESSION_SECONDS } from "../shared/limits.js";
import { type Service, addressPoints } from "./address-points.js";
import { type Finding, fail, ok, urlOf, warn } from "./points.js";
import { scopePoints } from "./scope-points.js";
import { type Settings, setting } from "./terminal.js";

/** FranceConnect's hosts, of production and of integration. */
const FRANCECONNECT_HOST = /(?:^|\.)(?:franceconnect\.gouv|dev-franceconnect)\.fr$/;
const LEVELS = ["eidas2", "eidas3"];
const SECRET_CHARACTERS = 32;
const DEFAULT_SESSION_SECONDS = 1800;

/** Looks at every setting that can be judged alone. */
export function settingsPoints(settings: Settings, service: Service): Finding[] {
  const name = presetOf(settings);
  return [
    preset(name),
    ...(presetEncrypts(name) === false ? [] : [credentials(settings), ...scopePoints(settings), level(settings)]),
    ...addressPoints(settings, service, isFranceConnect(settings)),
    lifetime(settings),
  ];
}

/** Whether the provider is FranceConnect+ itself, in production or integration, and not a stand-in of it. */
export function isFranceConnect(settings: Settings): boolean {
  const issuer = setting(settings, "FC_ISSUER") ?? presetIssuer(presetOf(settings));
  return issuer !== undefined && FRANCECONNECT_HOST.test(urlOf(issuer)?.hostname ?? "");
}

const presetOf = (settings: Settings): string => setting(settings, "FC_PRESET") ?? "franceconnect-plus";

function preset(name: string): Finding {
  const point = "preset";
  const encrypts = presetEncrypts(name);
  if (encrypts) return ok(point, "The preset is FranceConnect+'s.");
  const mend = "For FranceConnect+, set FC_PRESET to franceconnect-plus, or to the name of one of its environments.";
  if (encrypts === false) return warn(point, `FC_PRESET is ${name}: what only FranceConnect+ asks is not looked at.`, mend);
  return fail(point, "FC_PRESET is not the name of a preset.", mend);
}

function credentials(settings: Settings): Finding {
  const point = "credentials";
  const secret = setting(settings, "FC_CLIENT_SECRET");
  if (setting(settings, "FC_CLIENT_KEY") !== undefined) {
    return fail(
      point,
      "FC_CLIENT_KEY is set: FranceConnect+ takes the client secret alone, although its discovery document lists private_key_jwt.",
      "Leave FC_CLIENT_KEY out, and set FC_CLIENT_SECRET to the secret that FranceConnect+ gave.",
    );
  }
  if (secret === undefined) {
    return fail(point, "FC_CLIENT_SECRET is not set.", "Set the client secret that FranceConnect+ gave.");
  }
  if (secret.trim() !== secret) {
    return fail(point, "FC_CLIENT_SECRET begins or ends with white space.", "Paste it again without.");
  }
  if (secret.length < SECRET_CHARACTERS) {
    return fail(point, `FC_CLIENT_SECRET has fewer than ${SECRET_CHARACTERS} characters.`, "Paste the whole secret that FranceConnect+ gave.");
  }
  return ok(point, `FC_CLIENT_SECRET has ${SECRET_CHARACTERS} characters or more.`);
}

function level(settings: Settings): Finding {
  const point = "level";
  const set = setting(settings, "FC_ACR");
  if (set === undefined || LEVELS.includes(set)) return ok(point, "The least level of assurance is one that FranceConnect+ knows.");
  return fail(point, "FC_ACR is no level of FranceConnect+.", `Set it to ${LEVELS.join(" or ")}, or leave it out.`);
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
