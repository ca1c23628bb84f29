// `fc-pivot keys`: new keys for a deployment, or the next ones of a rotation.
// Comes in: which kinds; for a rotation, the keys at work. Goes out: `NAME=VALUE` lines, on standard output or in a new file.
// Never: a private key shown twice, or shown at all where it went into a file; a file of someone's overwritten.

import { writeFile } from "node:fs/promises";
import { load } from "#edge";
import { readKeys } from "../gateway/keys.js";
import { edgeOf } from "../load/own-keys.js";
import { FcPivotError } from "../shared/errors.js";
import { readSettings } from "./env-file.js";
import { ENCRYPTION_ALGORITHMS, type EncryptionAlgorithm, type Jwk, decryptionKey, publicHalf, sessionKey, signingKey } from "./key-making.js";
import { CommandError, type ExitCode, type Settings, type Terminal, UsageError, optionsOf, setting } from "./terminal.js";

export const KEYS_HELP = `fc-pivot keys [options]: makes the keys of a deployment and prints them as NAME=VALUE lines, ready for
worker/.dev.vars; for a deployed Worker, give each VALUE to \`wrangler secret put NAME\`.

  --alg ALG          how FranceConnect+ encrypts to you: ECDH-ES (default), RSA-OAEP or RSA-OAEP-256 (RSA keys have 3072 bits)
  --session-keys N   that many session keys, 0 to 8 (default 1)
  --client-key       also a key for private_key_jwt, for another provider (FC_PRESET=oidc) that takes it in the place of a client secret;
                     FranceConnect+ does not. Its public half goes to standard error
  --gateway-key      also GATEWAY_KEY, with which the gateway signs what it tells the upstream
  --add              a rotation: the new keys first, behind them the ones that FC_DECRYPTION_KEYS and SESSION_KEYS hold now;
                     of the two, the one that is not set is left out. With --gateway-key, before the keys of GATEWAY_KEY
  --env-file FILE    where --add reads them; default: the environment
  --out FILE         writes the lines into a new file that only you can read, and prints the public halves alone`;

const OPTIONS = {
  alg: { type: "string" },
  "session-keys": { type: "string" },
  "client-key": { type: "boolean" },
  "gateway-key": { type: "boolean" },
  add: { type: "boolean" },
  "env-file": { type: "string" },
  out: { type: "string" },
} as const;

/** What the command line asks for. */
interface Wanted {
  readonly alg: EncryptionAlgorithm;
  readonly sessionKeys: number;
  readonly clientKey: boolean;
  readonly gatewayKey: boolean;
  /** The settings whose keys stay behind the new ones; `undefined` where it is no rotation. */
  readonly atWork: Settings | undefined;
  readonly out: string | undefined;
}

/** The keys that were made; a kind that was not asked for is absent. */
interface Made {
  readonly decryptionKeys?: readonly Jwk[];
  readonly sessionKeys?: readonly string[];
  readonly clientKey?: Jwk;
  readonly gatewayKeys?: readonly Jwk[];
}

/** Runs the command. */
export async function keys(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const wanted = await wantedBy(args, terminal);
  const made = await make(wanted);
  const lines = settingsOf(made);
  if (Object.keys(lines).length === 0) throw new UsageError("these options leave no key to make");
  await checkByTheCore(lines);
  if (wanted.out === undefined) show(lines, made, terminal);
  else await keep(wanted.out, lines, made, terminal);
  return 0;
}

async function wantedBy(args: readonly string[], terminal: Terminal): Promise<Wanted> {
  const options = optionsOf(args, OPTIONS);
  const alg = ENCRYPTION_ALGORITHMS.find((known) => known === (options.alg ?? "ECDH-ES"));
  if (alg === undefined) throw new UsageError(`--alg: expected ${ENCRYPTION_ALGORITHMS.join(", ")}`);
  const count = options["session-keys"] ?? "1";
  if (!/^[0-8]$/.test(count)) throw new UsageError("--session-keys: expected a number from 0 to 8");
  const file = options["env-file"];
  if (file !== undefined && !options.add) throw new UsageError("--env-file: expected with --add only");
  const atWork = options.add ? (file === undefined ? terminal.environment : await readSettings(file)) : undefined;
  return {
    alg,
    sessionKeys: Number(count),
    clientKey: options["client-key"] ?? false,
    gatewayKey: options["gateway-key"] ?? false,
    atWork,
    out: options.out,
  };
}

async function make(wanted: Wanted): Promise<Made> {
  const before = wanted.atWork && keysAtWork(wanted.atWork);
  const fresh = Array.from({ length: wanted.sessionKeys }, sessionKey);
  return {
    ...(before && !before.decryptionKeys ? {} : { decryptionKeys: [await decryptionKey(wanted.alg), ...(before?.decryptionKeys ?? [])] }),
    ...(fresh.length === 0 || (before && !before.sessionKeys) ? {} : { sessionKeys: [...fresh, ...(before?.sessionKeys ?? [])] }),
    ...(wanted.clientKey ? { clientKey: await signingKey() } : {}),
    ...(wanted.gatewayKey ? { gatewayKeys: [await signingKey(), ...(before?.gatewayKeys ?? [])] } : {}),
  };
}

/** The keys that a rotation keeps, read as far as is needed to put new ones before them. The core checks the rest. */
function keysAtWork(settings: Settings): Made {
  const set = parsed(settings, "FC_DECRYPTION_KEYS") as { keys?: unknown } | undefined | null;
  const sessionKeys = parsed(settings, "SESSION_KEYS");
  if (set === undefined && sessionKeys === undefined) throw new CommandError("--add: neither FC_DECRYPTION_KEYS nor SESSION_KEYS is set");
  if (set !== undefined && !Array.isArray(set?.keys)) throw new CommandError("FC_DECRYPTION_KEYS: expected a JWK set");
  if (sessionKeys !== undefined && !Array.isArray(sessionKeys)) throw new CommandError("SESSION_KEYS: expected a JSON array");
  const gateway = parsed(settings, "GATEWAY_KEY") as { keys?: unknown } | undefined | null;
  const gatewayKeys = gateway?.keys ?? (gateway ? [gateway] : undefined);
  if (gateway !== undefined && !Array.isArray(gatewayKeys)) throw new CommandError("GATEWAY_KEY: expected a JWK or a JWK set");
  return {
    ...(set === undefined ? {} : { decryptionKeys: set?.keys as Jwk[] }),
    ...(sessionKeys === undefined ? {} : { sessionKeys: sessionKeys as string[] }),
    ...(gatewayKeys === undefined ? {} : { gatewayKeys: gatewayKeys as Jwk[] }),
  };
}

function parsed(settings: Settings, name: string): unknown {
  const text = setting(settings, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${name}: expected JSON`);
  }
}

function settingsOf({ decryptionKeys, sessionKeys, clientKey, gatewayKeys }: Made): Record<string, string> {
  return {
    ...(decryptionKeys ? { FC_DECRYPTION_KEYS: JSON.stringify({ keys: decryptionKeys }) } : {}),
    ...(sessionKeys ? { SESSION_KEYS: JSON.stringify(sessionKeys) } : {}),
    ...(clientKey ? { FC_CLIENT_KEY: JSON.stringify(clientKey) } : {}),
    ...(gatewayKeys ? { GATEWAY_KEY: JSON.stringify({ keys: gatewayKeys }) } : {}),
  };
}

/** Has the core read the keys as a Worker will, so that the command gives out none that the Worker refuses. */
async function checkByTheCore(lines: Record<string, string>): Promise<void> {
  const others = { FC_PRESET: "oidc", FC_ISSUER: "https://localhost", FC_CLIENT_ID: "none", SESSION_KEYS: JSON.stringify([sessionKey()]) };
  try {
    await load();
    (await edgeOf({ ...others, ...lines })).free();
    if (lines["GATEWAY_KEY"] !== undefined) await readKeys(lines["GATEWAY_KEY"]);
  } catch (thrown) {
    throw new CommandError(FcPivotError.from(thrown).message);
  }
}

const text = (lines: Record<string, string>): string =>
  Object.entries(lines)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");

function show(lines: Record<string, string>, made: Made, { print, say }: Terminal): void {
  print(text(lines));
  if (made.clientKey)
    say(
      `fc-pivot: the public half of FC_CLIENT_KEY, for a provider that takes private_key_jwt (FranceConnect+ does not): ${JSON.stringify(publicHalf(made.clientKey))}`,
    );
}

async function keep(path: string, lines: Record<string, string>, made: Made, { print, say }: Terminal): Promise<void> {
  // `wx` creates the file or fails, links included, so it has this mode from its first byte on.
  await writeFile(path, `${text(lines)}\n`, { flag: "wx", mode: 0o600 }).catch((thrown: { code?: unknown }) => {
    throw new CommandError(thrown.code === "EEXIST" ? `${path} is there already: it was left as it is` : `${path} cannot be written`);
  });
  const published = [...(made.decryptionKeys ?? []), ...(made.clientKey ? [made.clientKey] : [])];
  print(JSON.stringify({ keys: published.map(publicHalf) }));
  say(`fc-pivot: ${Object.keys(lines).join(", ")} written to ${path}; above are the public halves`);
}
