/**
 * Caddy with TLS before servers of ours, under a certificate made for it.
 *
 * In: where to listen, and a guide's own lines for it. Out: the https origin at which it answers, its certificate, an end. Never: a change of
 * those lines but for name, port and certificate; a certificate that it fetches; a file outside its own folder.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers } from "./answers.mjs";
import { certificateIn } from "./certificate.mjs";

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
  const { PATH, FC_PIVOT_TEST_RUN } = process.env;
  const env = { PATH, FC_PIVOT_TEST_RUN, HOME: folder };
  const server = spawn(process.env.CADDY || "caddy", ["run", "--config", file, "--adapter", "caddyfile"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text) => { said += text; });
  const ended = once(server, "exit").catch((thrown) => { said += thrown.message; });
  let isOver = false;
  void ended.then(() => { isOver = true; });
  for (let tries = 0; !isOver && !(await answers(port)) && tries < 200; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  if (!isOver) return { origin: `https://localhost:${port}`, ca: await readFile(certificate), stop };
  await stop();
  throw new Error(`Caddy did not start: ${said}`);
}
