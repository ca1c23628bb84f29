/**
 * The stand-in from a terminal: `node tests/standin/cli.mjs --port 9400 --client client.json`.
 *
 * In: a port, and one or more files, each with one client's registration or a list of them. Out: the issuer, on stdout.
 * Never: a client's secret on the terminal.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startStandin } from "./index.mjs";

const USAGE = "usage: node tests/standin/cli.mjs [--port 9400] [--host localhost] --client client.json [--client other.json]";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "9400" },
    host: { type: "string", default: "localhost" },
    client: { type: "string", multiple: true },
  },
});

if (!values.client) {
  console.error(USAGE);
  process.exit(2);
}

const files = await Promise.all(values.client.map((path) => readFile(path, "utf8")));
const standin = await startStandin({
  port: Number(values.port),
  host: values.host,
  clients: files.flatMap((text) => JSON.parse(text)),
});
console.log(standin.issuer);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => standin.close());
}
