// `fc-pivot doctor`: what the State's federations would object to in a deployment.
// Comes in: the deployment's settings, and where it runs. Goes out: findings, point by point. Never: a secret, or a change to anything.

import { type Edge, load, defaultAnswerMilliseconds } from "#edge";
import { edgeOf } from "../load/own-keys.js";
import { FcPivotError } from "../shared/errors.js";
import type { Transport } from "../shared/http.js";
import { type Service, callbackOf } from "./address-points.js";
import { deployedPoints } from "./deployed-points.js";
import { readSettings } from "./env-file.js";
import { type FoundKey, keysOf, order, strength } from "./key-points.js";
import { type Finding, fail, ok, urlOf, warn } from "./points.js";
import { providerPoints } from "./provider-points.js";
import { isFranceConnect, settingsPoints } from "./settings-points.js";
import { type ExitCode, type Settings, type Terminal, UsageError, optionsOf } from "./terminal.js";

export const DOCTOR_HELP = `fc-pivot doctor [options]: looks at a deployment's settings, asks the provider for its discovery document and
keys, and says, point by point, what FranceConnect+, FranceConnect or ProConnect would object to: ok, warn or fail, and how to mend it. It shows
no secret and changes nothing.
Exit code 1 if a point fails.

  --env-file FILE   where the settings are, such as worker/.dev.vars; default: the environment
  --url URL         the deployed service, such as https://service.example: looks at the keys that it publishes, and at how it begins a login
  --prefix PATH     the path before the Worker's routes (default /auth)`;

const OPTIONS = { "env-file": { type: "string" }, url: { type: "string" }, prefix: { type: "string" } } as const;

/** Runs the command. */
export async function doctor(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = optionsOf(args, OPTIONS);
  const service = serviceOf(options.url, options.prefix ?? "/auth");
  const file = options["env-file"];
  const findings = await examine(file === undefined ? terminal.environment : await readSettings(file), service);
  for (const finding of findings) terminal.print(lineOf(finding));
  const count = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
  terminal.say(`fc-pivot: ${count("ok")} ok, ${count("warn")} warn, ${count("fail")} fail`);
  return count("fail") === 0 ? 0 : 1;
}

/** Looks at settings, provider and, where its address is given, the deployed service. */
export async function examine(settings: Settings, service: Service, reach: Pick<Transport, "fetch"> = {}): Promise<Finding[]> {
  const edge = await read(settings);
  const timeout = edge instanceof FcPivotError ? defaultAnswerMilliseconds() : edge.answerMilliseconds;
  const transport = { ...reach, timeout };
  const points = settingsPoints(settings, service);
  const { url } = service;
  const deployed = async (keys: readonly FoundKey[] | undefined): Promise<Finding[]> => {
    if (url === undefined) return [];
    return deployedPoints({ ...service, url }, { keys, callback: callbackOf(settings, service), itself: isFranceConnect(settings) }, transport);
  };
  if (edge instanceof FcPivotError) {
    const unread = fail("settings", `The Worker would not start: ${edge.message}.`, "Set it as the table of settings says: pkg/guides/settings.md.");
    const unasked = warn("provider", "The provider was not asked, since the settings cannot be read.", "Mend the settings first.");
    return [unread, ...points, unasked, ...(await deployed(undefined))];
  }
  const keys = keysOf(edge.publicKeys()) ?? [];
  return [
    ok("settings", "The Worker takes the settings."),
    ...points,
    // A provider that does not encrypt needs no key of ours. Where it does, the core has demanded one.
    ...(keys.length === 0 ? [] : [strength(keys), order(keys)]),
    ...(await providerPoints(edge, keys, transport)),
    ...(await deployed(keys)),
  ];
}

/** The core's own reading of the settings: what it refuses, the Worker refuses. */
async function read(settings: Settings): Promise<Edge | FcPivotError> {
  try {
    await load();
    return await edgeOf(settings);
  } catch (thrown) {
    return FcPivotError.from(thrown);
  }
}

function serviceOf(url: string | undefined, prefix: string): Service {
  if (!/^(\/[\w.~-]+)+$/.test(prefix)) throw new UsageError("--prefix: expected a path such as /auth");
  if (url === undefined) return { url: undefined, prefix };
  const parsed = urlOf(url);
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new UsageError("--url: expected the service's address, such as https://service.example");
  }
  return { url: new URL(parsed.origin), prefix };
}

function lineOf({ verdict, point, sentence, mend }: Finding): string {
  const line = `${verdict.padEnd(4)}  ${point}: ${sentence}`;
  return mend === undefined ? line : `${line}\n      → ${mend}`;
}
