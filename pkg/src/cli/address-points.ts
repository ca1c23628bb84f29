// The addresses that are registered with the provider, and what browsers call the service.
// Comes in: the settings, where the routes lie. Goes out: findings. Never: I/O, a setting's value but an address of the service.

import { type Finding, DEMANDS, fail, isLoopback, franceConnectTakes, ok, urlOf, warn } from "./points.js";
import { type Settings, setting } from "./terminal.js";

/** Where the deployment's routes lie. */
export interface Service {
  /** The service's address, if it was told. */
  readonly url: URL | undefined;
  /** The path before the routes. */
  readonly prefix: string;
}

/** A setting that holds an address, the route that serves it, and what else there is to say of it. */
interface Address {
  readonly point: string;
  readonly name: string;
  readonly route: string;
  readonly registration: string;
}

const CALLBACK: Address = {
  point: "callback",
  name: "FC_REDIRECT_URI",
  route: "callback",
  registration: "Register it to the letter; callbacks on several hosts need a sector_identifier_uri, which answers the JSON list of them.",
};

const SIGN_OUT: Address = {
  point: "sign-out",
  name: "FC_POST_LOGOUT_REDIRECT_URI",
  route: "logged-out",
  registration: "Register it too: where it is not registered, a sign-out ends on an error page of the provider's.",
};

/** Looks at every address. `itself`: the provider is FranceConnect+, and no stand-in of it. */
export function addressPoints(settings: Settings, service: Service, itself: boolean): Finding[] {
  return [publicOrigin(settings, service), address(settings, service, itself, CALLBACK), address(settings, service, itself, SIGN_OUT)];
}

/** The callback as a login should name it; `undefined` where nothing says on which origin it lies. */
export function callbackOf(settings: Settings, service: Service): URL | undefined {
  return addressOf(settings, service, CALLBACK);
}

function publicOrigin(settings: Settings, { url }: Service): Finding {
  const point = "public origin";
  const set = setting(settings, "FC_PUBLIC_ORIGIN");
  if (set === undefined) return ok(point, "FC_PUBLIC_ORIGIN is not set: the service takes the origin that it is asked for.");
  const origin = urlOf(set);
  if (origin === undefined || !(origin.protocol === "https:" || isLoopback(origin)) || origin.origin !== set) {
    return fail(
      point,
      "FC_PUBLIC_ORIGIN is no https origin.",
      "Set it to what browsers call the service, such as https://service.example, without a path.",
    );
  }
  if (url !== undefined && origin.origin !== url.origin) {
    return fail(
      point,
      "FC_PUBLIC_ORIGIN is another origin than --url: who comes by that address is sent back to this one, without cookies.",
      "Set it to the origin that people visit, or leave it out where no proxy stands before the service.",
    );
  }
  return ok(point, "FC_PUBLIC_ORIGIN is an origin.");
}

/** The address that the Worker gives to the provider. */
function addressOf(settings: Settings, { url, prefix }: Service, { name, route }: Address): URL | undefined {
  const set = setting(settings, name);
  if (set !== undefined) return urlOf(set);
  const origin = originOf(settings, url);
  return origin && new URL(`${prefix}/${route}`, origin);
}

/** What browsers call the service, as far as it is known. */
function originOf(settings: Settings, url: URL | undefined): URL | undefined {
  return urlOf(setting(settings, "FC_PUBLIC_ORIGIN") ?? "") ?? url;
}

function address(settings: Settings, service: Service, itself: boolean, wanted: Address): Finding {
  const { point, name, route, registration } = wanted;
  const path = `${service.prefix}/${route}`;
  const set = setting(settings, name);
  if (set === "none" && wanted === SIGN_OUT) return ok(point, `${name} is none: after a sign-out, people stay at the provider.`);
  const registered = addressOf(settings, service, wanted);
  if (set !== undefined && registered === undefined) return fail(point, `${name} is no URL.`, `Set it to https://your-service${path}.`);
  if (itself && registered !== undefined && !franceConnectTakes(registered)) {
    return fail(
      point,
      `The ${point} does not lie at an https address with a dotted host: ${DEMANDS}`,
      "Deploy, and register the address there; on this machine (wrangler dev), take the stand-in, fc-pivot-standin.",
    );
  }
  if (set === undefined || registered === undefined) return ok(point, `${name} is not set: it is ${path} of the service's origin. ${registration}`);
  return written(registered, path, originOf(settings, service.url), wanted);
}

/** An address that the settings write out: `origin` is what browsers call the service, where that is known. */
function written(registered: URL, path: string, origin: URL | undefined, { point, name, registration }: Address): Finding {
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
  if (origin !== undefined && registered.origin !== origin.origin) {
    return fail(
      point,
      `${name} lies on another origin than the service: cookies would not come back.`,
      "Register and set it on the origin that people visit.",
    );
  }
  if (isLoopback(registered)) return warn(point, `${name} is on this machine.`, "Register and set an https URL before going public.");
  return ok(point, `${name} is https, and the Worker serves it. ${registration}`);
}
