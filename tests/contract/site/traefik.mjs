/**
 * Traefik with TLS before servers of ours, under a certificate made for it.
 *
 * In: where to listen, and a guide's own lines for it: those of its start, those that it reads again. Out: the https origin at which it answers, its
 * certificate, an end. Never: a change of those lines but for name, port, certificate and file; a look for a newer version; a file outside its own folder.
 */
import { once } from "node:events";
import { request } from "node:https";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { certificateIn } from "./certificate.mjs";
import { startProgram } from "./program.mjs";

const INSTALLED = fileURLToPath(new URL("../../../.build/proxies/bin/traefik", import.meta.url));

/** What a machine of its own would not need: it asks nobody for a newer version. */
const OPTIONS = "global:\n  checkNewVersion: false\n  sendAnonymousUsage: false\n";

/** Whether it has its routes and its certificate yet: it listens before. */
async function isReady(port, ca) {
  const asked = request({ host: "127.0.0.1", servername: "localhost", headers: { host: "localhost" }, port, ca, path: "/auth/health", agent: false });
  const answered = once(asked.end(), "response").catch(() => []);
  const [answer] = await answered;
  answer?.resume();
  return answer?.statusCode === 204;
}

export async function startTraefik({ port, shown: [start, routes] }) {
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-traefik-"));
  const { key, certificate } = await certificateIn(folder);
  const file = join(folder, "traefik.yml");
  const read = join(folder, "fc-pivot.yml");
  await writeFile(file, OPTIONS + start.replace('":443"', `"127.0.0.1:${port}"`).replace("/etc/traefik/fc-pivot.yml", read));
  const tls = `tls:\n  certificates:\n    - certFile: ${certificate}\n      keyFile: ${key}\n`;
  await writeFile(read, routes.replaceAll("your-service.example", "localhost") + tls);
  const ca = await readFile(certificate);
  const serves = () => isReady(port, ca);
  const { stop } = await startProgram(process.env.TRAEFIK || INSTALLED, [`--configFile=${file}`], { folder, port, serves });
  return { origin: `https://localhost:${port}`, ca, stop };
}
