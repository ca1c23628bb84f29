/**
 * Caddy with TLS before servers of ours, under a certificate made for it.
 *
 * In: where to listen, and a guide's own lines for it. Out: the https origin at which it answers, its certificate, an end. Never: a change of
 * those lines but for name, port and certificate; a certificate that it fetches; a file outside its own folder.
 */
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateIn } from "./certificate.mjs";
import { startProgram } from "./program.mjs";

/** What a machine of its own would not need: no port but ours, no authority of its own. */
const OPTIONS = "{\n  admin off\n  auto_https off\n}\n";

/** A guide's lines, with the port and the certificate of here. */
const asShown = ({ port, shown, key, certificate }) => shown
  .replaceAll("your-service.example", `localhost:${port}`)
  .replace(/\{\n/, `{\n  bind 127.0.0.1\n  tls ${certificate} ${key}\n`);

export async function startCaddy({ port, shown }) {
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-caddy-"));
  const { key, certificate } = await certificateIn(folder);
  const file = join(folder, "Caddyfile");
  await writeFile(file, OPTIONS + asShown({ port, shown, key, certificate }));
  const args = ["run", "--config", file, "--adapter", "caddyfile"];
  const { stop } = await startProgram(process.env.CADDY || "caddy", args, { folder, port });
  return { origin: `https://localhost:${port}`, ca: await readFile(certificate), stop };
}
