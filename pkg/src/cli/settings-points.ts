// What the settings alone say: each looked at for itself, since the core names only the first that it cannot use.
// Comes in: the settings, where the routes lie. Goes out: findings. Never: I/O, a setting's value but a scope's name.

import { type Finding, fail, isLoopback, ok, urlOf, warn } from "./points.js";
import { type Settings, setting } from "./terminal.js";

/** Where the deployment's routes lie. */
export interface Site {
  /** The service's address, if it was told. */
  readonly url: URL | undefined;
  /** The path before the routes. */
  readonly prefix: string;
}

/** The scopes of FranceConnect+; the core's table in `src/config/preset.rs` has the claims that each grants. */
export const SCOPES = new Set([
  "openid", "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "preferred_username", "email", "amr",
  "profile", "birth", "identite_pivot",
  "rnipp_given_name", "rnipp_family_name", "rnipp_birthdate", "rnipp_gender", "rnipp_birthplace", "rnipp_birthcountry",
  "rnipp_profile", "rnipp_birth", "rnipp_identite_pivot",
]);

const PRESETS = ["franceconnect-plus", "franceconnect-plus-integration", "franceconnect-plus-production"];
const LEVELS = ["eidas2", "eidas3"];
const SECRET_CHARACTERS = 32;
/** Seconds: shorter signs people out over a form, longer leaves an identity open on a desk. */
const SESSION_SECONDS = { least: 300, most: 43_200 };
const DEFAULT_SESSION_SECONDS = 1800;

/** A setting that holds an address, and the route that serves it. */
interface Address {
  readonly point: string;
  readonly name: string;
  readonly route: string;
}

/** Looks at every setting that can be judged alone. */
export function settingsPoints(settings: Settings, site: Site): Finding[] {
  const name = setting(settings, "FC_PRESET") ?? "franceconnect-plus";
  return [
    preset(name),
    ...(name !== "oidc" ? [credentials(settings), scopes(settings), level(settings)] : []),
    address(settings, site, { point: "callback", name: "FC_REDIRECT_URI", route: "callback" }),
    address(settings, site, { point: "sign-out", name: "FC_POST_LOGOUT_REDIRECT_URI", route: "logged-out" }),
    lifetime(settings),
  ];
}

function preset(name: string): Finding {
  const point = "preset";
  if (PRESETS.includes(name)) return ok(point, "The preset is FranceConnect+'s.");
  const mend = `For FranceConnect+, set FC_PRESET to one of ${PRESETS.join(", ")}.`;
  if (name === "oidc") return warn(point, "FC_PRESET is oidc: what only FranceConnect+ asks is not looked at.", mend);
  return fail(point, "FC_PRESET is none that there is.", mend);
}

function credentials(settings: Settings): Finding {
  const point = "credentials";
  const secret = setting(settings, "FC_CLIENT_SECRET");
  const key = setting(settings, "FC_CLIENT_KEY");
  if (secret !== undefined && key !== undefined) {
    return fail(point, "FC_CLIENT_SECRET and FC_CLIENT_KEY are both set.", "Keep the one that is registered with FranceConnect+.");
  }
  if (key !== undefined) return ok(point, "FC_CLIENT_KEY stands in for a client secret.");
  if (secret === undefined) {
    return fail(point, "Neither FC_CLIENT_SECRET nor FC_CLIENT_KEY is set.", "Set the client secret that FranceConnect+ gave.");
  }
  if (secret.trim() !== secret) {
    return fail(point, "FC_CLIENT_SECRET begins or ends with white space.", "Paste it again without.");
  }
  if (secret.length < SECRET_CHARACTERS) {
    return fail(
      point,
      `FC_CLIENT_SECRET has fewer than ${SECRET_CHARACTERS} characters.`,
      "Paste the whole secret that FranceConnect+ gave.",
    );
  }
  return ok(point, `FC_CLIENT_SECRET has ${SECRET_CHARACTERS} characters or more.`);
}

function scopes(settings: Settings): Finding {
  const point = "scopes";
  const set = setting(settings, "FC_SCOPE");
  if (set === undefined) return ok(point, "FC_SCOPE is not set: the default asks for what every service may have.");
  const wanted = set.split(" ").filter((scope) => scope !== "");
  if (!wanted.includes("openid")) return fail(point, "FC_SCOPE lacks openid.", "Add openid: without it there is no ID token.");
  const unknown = wanted.filter((scope) => !SCOPES.has(scope));
  if (unknown.length > 0) {
    return fail(
      point,
      `FC_SCOPE asks for what FranceConnect+ does not know: ${unknown.map(nameOfScope).join(", ")}.`,
      "Take it out: the answer would be invalid_scope.",
    );
  }
  return ok(point, "FC_SCOPE holds openid, and FranceConnect+ knows every scope of it.");
}

/** What does not look like a scope of FranceConnect+ may be anything that was pasted into the wrong place. */
const nameOfScope = (scope: string): string => (/^[a-z_]{1,24}$/.test(scope) ? scope : "one that is no scope's name");

function level(settings: Settings): Finding {
  const point = "level";
  const set = setting(settings, "FC_ACR");
  if (set === undefined || LEVELS.includes(set)) return ok(point, "The least level of assurance is one that FranceConnect+ knows.");
  return fail(point, "FC_ACR is no level of FranceConnect+.", `Set it to ${LEVELS.join(" or ")}, or leave it out.`);
}

/** An address that is registered with the provider, and served by one of our routes. */
function address(settings: Settings, { url, prefix }: Site, { point, name, route }: Address): Finding {
  const set = setting(settings, name);
  const path = `${prefix}/${route}`;
  if (set === undefined) return ok(point, `${name} is not set: it is ${path} of the origin that is asked. Register it so.`);
  const registered = urlOf(set);
  if (registered === undefined) return fail(point, `${name} is no URL.`, `Set it to https://your-service${path}.`);
  if (registered.protocol !== "https:" && !isLoopback(registered)) {
    return fail(point, `${name} is not https.`, "Register and set an https URL.");
  }
  if (registered.pathname !== path) {
    return fail(
      point,
      `${name} does not lie at ${path}, where the Worker serves it.`,
      `Register and set https://your-service${path}, or give --prefix.`,
    );
  }
  if (url !== undefined && registered.origin !== url.origin) {
    return fail(
      point,
      `${name} lies on another origin than --url: cookies would not come back.`,
      "Register and set it on the origin that people visit.",
    );
  }
  if (isLoopback(registered)) return warn(point, `${name} is on this machine.`, "Register and set an https URL before going public.");
  return ok(point, `${name} is https, and the Worker serves it.`);
}

function lifetime(settings: Settings): Finding {
  const point = "sessions";
  const text = setting(settings, "SESSION_TTL") ?? String(DEFAULT_SESSION_SECONDS);
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 60 || seconds > 86_400) {
    return fail(point, "SESSION_TTL is no number of seconds from 60 to 86400.", `Leave it out (${DEFAULT_SESSION_SECONDS}), or set it so.`);
  }
  if (seconds < SESSION_SECONDS.least) {
    return warn(
      point,
      "SESSION_TTL is below five minutes: people lose what they write.",
      "Set 300 or more.",
    );
  }
  if (seconds > SESSION_SECONDS.most) {
    return warn(
      point,
      "SESSION_TTL is beyond twelve hours: an identity stays open on a shared device.",
      "Set 43200 or less.",
    );
  }
  return ok(point, "SESSION_TTL is between five minutes and twelve hours.");
}
