// The gateway's settings: `UPSTREAM`, `GATEWAY_RULES`, `GATEWAY_KEY`, `GATEWAY_TIMEOUT`, `GATEWAY_CHECK`.
// Comes in: an environment, the options. Goes out: what the gateway works with. Never: a value in an error; an upstream with a path: the guard
// decides on the path that is forwarded.

import { FcPivotError } from "../shared/errors.js";
import { UPSTREAM_MILLISECONDS } from "../shared/limits.js";
import { type Deployment, type Deployments, OF_SETTINGS, markOf } from "../worker/deployment.js";
import { type Environment, type Settings, environmentOf, textOf } from "../worker/settings.js";
import { tell } from "../worker/trace.js";
import { type GatewayKeys, type Signing, readKeys } from "./keys.js";
import { type Rules, readRules } from "./rules.js";
import type { GatewayOptions } from "./shapes.js";
import { claimsBetween } from "./token.js";

/** Where somebody is reached: an origin, and its parts as a URL names them. */
export type Address = Readonly<Pick<URL, "origin" | "protocol" | "host" | "hostname" | "port">>;

/** What the gateway works with. */
export interface GatewayDeployment {
  readonly auth: Deployment;
  readonly upstream: Address;
  /** What browsers call the service. */
  readonly service: Address;
  readonly rules: Rules;
  readonly keys: GatewayKeys;
  /** Gives the registered claims of a token for the upstream. */
  readonly claims: () => string;
  /** Milliseconds that the upstream has for the head of an answer. */
  readonly timeout: number;
  /** Whether a proxy asks at `/auth/check`. */
  readonly isAsked: boolean;
}

/** What follows from its own settings alone. */
type OfSettings = Omit<GatewayDeployment, "auth" | "service" | "claims">;

const NAMES = ["UPSTREAM", "GATEWAY_RULES", "GATEWAY_KEY", "GATEWAY_TIMEOUT", "GATEWAY_CHECK"];

const refuse = (detail: string): never => {
  throw new FcPivotError("invalid_settings", detail);
};

/** Makes a function that gives the gateway of an environment. */
export function gatewayDeployments(options: GatewayOptions, deployments: Deployments, signing?: Signing) {
  const known = new WeakMap<Environment, GatewayDeployment>();
  let last: { readonly mark: string; readonly own: OfSettings } | undefined;
  return async (given?: Environment): Promise<GatewayDeployment> => {
    const auth = await deployments(given);
    const environment = environmentOf(given);
    const held = known.get(environment);
    if (held?.auth === auth) return held;
    try {
      const settings = await settingsOf(environment, options);
      const mark = await markOf(settings);
      if (last?.mark !== mark) last = { mark, own: await read(settings, signing) };
      const origin = auth.edge.publicOrigin ?? refuse("FC_PUBLIC_ORIGIN: expected with UPSTREAM: the upstream is told it, and no Host is believed");
      const service = addressOf(origin);
      const made = { auth, service, ...last.own, claims: claimsBetween({ iss: service.origin, aud: last.own.upstream.origin }) };
      const levels = made.rules.flatMap((rule) => rule.levels ?? []);
      if (!levels.every((level) => auth.edge.knowsAcr(level))) refuse("GATEWAY_RULES: expected `open`, `signed-in`, or levels that FC_PRESET knows");
      if (made.upstream.origin === origin) refuse("UPSTREAM: expected another origin than FC_PUBLIC_ORIGIN, which is the gateway itself");
      known.set(environment, made);
      return made;
    } catch (thrown) {
      const error = FcPivotError.from(thrown);
      const { code: outcome, detail } = error;
      tell(auth.sink, { ...OF_SETTINGS, outcome, ...(detail !== undefined && { detail }) });
      throw error;
    }
  };
}

async function settingsOf(environment: Environment, { upstream, rules }: GatewayOptions): Promise<Settings> {
  const texts = await Promise.all(NAMES.map(async (name) => [name, (await textOf(name, environment)) ?? ""] as const));
  return {
    ...Object.fromEntries(texts),
    ...(upstream !== undefined && { UPSTREAM: upstream }),
    ...(rules !== undefined && { GATEWAY_RULES: rules }),
  };
}

async function read(settings: Settings, signing?: Signing): Promise<OfSettings> {
  return {
    upstream: upstreamOf(settings["UPSTREAM"] ?? ""),
    rules: readRules(settings["GATEWAY_RULES"] ?? ""),
    keys: await readKeys(settings["GATEWAY_KEY"], signing),
    timeout: millisecondsOf(settings["GATEWAY_TIMEOUT"] ?? ""),
    isAsked: { on: true, off: false, "": false }[settings["GATEWAY_CHECK"] ?? ""] ?? refuse("GATEWAY_CHECK: expected on or off"),
  };
}

/** Whether an environment makes a Worker a gateway. */
export function hasUpstream(environment?: Environment): boolean {
  const { UPSTREAM } = environmentOf(environment) as { UPSTREAM?: unknown };
  return (UPSTREAM ?? "") !== "";
}

function upstreamOf(text: string): Address {
  const expected = "UPSTREAM: expected the application's origin, such as http://127.0.0.1:8000, without a path, a name or a password";
  if (!/^https?:\/\/[^/?#@\\\s]+\/?$/i.test(text) || !URL.canParse(text)) return refuse(expected);
  return addressOf(text);
}

/** Read once: a URL works its parts out anew whenever it is asked. */
function addressOf(text: string): Address {
  const { origin, protocol, host, hostname, port } = new URL(text);
  return { origin, protocol, host, hostname, port };
}

function millisecondsOf(text: string): number {
  const { min, default: usual, max } = UPSTREAM_MILLISECONDS;
  const number = text === "" ? usual : Number(text);
  if (!/^\d*$/.test(text) || number < min || number > max) return refuse(`GATEWAY_TIMEOUT: expected milliseconds, ${min} to ${max}`);
  return number;
}
