#!/usr/bin/env node
/**
 * The stand-in from a terminal: `npx fc-pivot-standin --port 9400 --client client.json`.
 *
 * In: the federation to play, a port, whether redirect URIs go by FranceConnect+'s own rule, and one or more files, each with one client's registration or a list of
 * them. Out: the issuer, on stdout.
 * Never: a client's secret on the terminal, not even of a file that cannot be read; an address beyond the loopback.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startStandin } from "./index.mjs";

const USAGE = "usage: fc-pivot-standin [--plays franceconnect-plus] [--port 9400] [--host localhost] [--strict] --client client.json [--client other.json]";
const WARNING = "A stand-in of the State's federations for tests, on this machine alone. Whoever opens it becomes whom they choose: never trust it in production.";

/** The options, or `undefined` where they were not understood. */
function optionsIn(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        plays: { type: "string", default: "franceconnect-plus" },
        port: { type: "string", default: "9400" },
        host: { type: "string", default: "localhost" },
        strict: { type: "boolean", default: false },
        client: { type: "string", multiple: true },
      },
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : undefined;
    return values.client === undefined || port === undefined ? undefined : { ...values, port };
  } catch {
    return undefined;
  }
}

/** The parser's own message would quote the file, secret and all. */
async function registrationsIn(path) {
  const text = await readFile(path, "utf8");
  try {
    return [JSON.parse(text)].flat();
  } catch {
    throw new TypeError(`${path}: expected JSON`);
  }
}

const options = optionsIn(process.argv.slice(2));
if (options === undefined) {
  console.error(USAGE);
  process.exit(2);
}

try {
  const { plays, port, host, strict } = options;
  const clients = (await Promise.all(options.client.map(registrationsIn))).flat();
  const standin = await startStandin({ plays, port, host, clients, strict });
  console.error(WARNING);
  console.log(standin.issuer);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => standin.close());
} catch (error) {
  console.error(`fc-pivot-standin: ${error.message}`);
  process.exit(1);
}
