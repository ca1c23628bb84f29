// The settings of an environment, each as a text.
// Comes in: a Worker's environment, or a process's. Goes out: the settings that are set. Never: a value in an error; a setting that is ignored
// because it is not a text.

import { settingNames } from "#edge";
import { FcPivotError } from "../shared/errors.js";

/** Settings by their names; other bindings may stand beside them. The guide `settings` has the table. */
export type Environment = object;

/** The settings that are set, by their names. */
export type Settings = Readonly<Record<string, string>>;

/** The environment that is given, or the process's own, in Node, Deno and Bun. Throws `invalid_settings` where there is none. */
export function environmentOf(given: Environment | undefined): Environment {
  const environment = given === undefined ? (globalThis as { process?: { env?: Environment } }).process?.env : given;
  if (typeof environment === "object" && environment !== null) return environment;
  throw new FcPivotError("invalid_settings", "expected an environment, as a Worker's fetch is given it: an object with the settings");
}

/** Reads the settings. Throws `invalid_settings`. */
export async function readSettings(environment: Environment): Promise<Settings> {
  const names = settingNames().split(" ");
  const texts = await Promise.all(names.map(async (name) => [name, await textOf(name, environment)] as const));
  return Object.fromEntries(texts.filter((each): each is [string, string] => each[1] !== undefined));
}

/** A text, a whole number's digits, or a secret of Secrets Store; `undefined` where it is not set. */
export async function textOf(name: string, environment: Environment): Promise<string | undefined> {
  const value = valueOf(name, environment);
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  // A greater number may have lost digits.
  if (Number.isSafeInteger(value)) return String(value);
  if (!isSecret(value)) throw new FcPivotError("invalid_settings", `${name}: expected a text, a whole number, or a secret of Secrets Store`);
  const text = await secretOf(value);
  if (typeof text !== "string")
    throw new FcPivotError("invalid_settings", `${name}: expected a secret that Secrets Store gives, in a request and not at the start`);
  return text;
}

/** Deno asks for permission for each variable, and may refuse it. */
function valueOf(name: string, environment: Environment): unknown {
  try {
    return (environment as Record<string, unknown>)[name];
  } catch {
    throw new FcPivotError("invalid_settings", `${name}: expected an environment that may be read`);
  }
}

/** The binding of a secret in Cloudflare's Secrets Store. */
interface Secret {
  get(): Promise<unknown>;
}

function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && typeof (value as { get?: unknown }).get === "function";
}

/** The secret; `undefined` where there is none, or the binding is of another kind. */
async function secretOf(binding: Secret): Promise<unknown> {
  try {
    return await binding.get();
  } catch {
    return undefined;
  }
}
