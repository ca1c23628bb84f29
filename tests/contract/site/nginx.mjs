/**
 * nginx with TLS before a server of ours, under a certificate made for it.
 *
 * In: where to listen, and the server behind it, or the addresses of several, or a guide's own lines with them (`shown`). Out: the https origin at
 * which it answers, its certificate, an end. Never: a configuration that helps us more than worker/README.md says: sizes as there, `Host` and
 * `X-Forwarded-*` as every example for nginx has them.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { configurationIn } from "../../world/deployment/nginx-configuration.mjs";
import { answers } from "./answers.mjs";
import { certificateIn } from "./certificate.mjs";

const run = promisify(execFile);

/** The one block of worker/README.md that is nginx's. */
const guide = await readFile(new URL("../../../worker/README.md", import.meta.url), "utf8");
const [, SIZES] = /^```nginx\n(.*?)^```$/ms.exec(guide);

/** A server that does not answer is asked again with the next request: nginx would leave it out for ten seconds, and have none left meanwhile. */
const group = (addresses) => `upstream ours { ${addresses.map((address) => `server ${address} max_fails=0;`).join(" ")} }`;

const CONFIGURATION = ({ folder, server, sizes = SIZES }) => configurationIn(folder, `${sizes}\n  ${server}`);

const serverBefore = ({ folder, port, upstream }) => `${Array.isArray(upstream) ? group(upstream) : ""}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/certificate.pem;
    ssl_certificate_key ${folder}/key.pem;
    location / {
      proxy_pass ${Array.isArray(upstream) ? "http://ours" : upstream};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }`;

/** A guide's lines, with the port and the certificate of here. They say their own sizes. */
const asShown = ({ folder, port, shown }) => shown
  .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
  .replace(/ssl_certificate .*;/, `ssl_certificate ${folder}/certificate.pem;`)
  .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${folder}/key.pem;`);

export async function startNginx({ port, upstream, shown, hosts = ["localhost"] }) {
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-nginx-"));
  const { certificate } = await certificateIn(folder, hosts);
  const file = join(folder, "nginx.conf");
  const configured = shown === undefined
    ? { server: serverBefore({ folder, port, upstream }) }
    : { server: asShown({ folder, port, shown }), sizes: "" };
  await writeFile(file, CONFIGURATION({ folder, ...configured }));
  const program = process.env.NGINX || "nginx";
  await run(program, ["-t", "-c", file, "-p", folder, "-e", "stderr"]);
  const server = spawn(program, ["-c", file, "-p", folder, "-e", "stderr"], { stdio: "ignore" });
  const ended = once(server, "exit");
  // Its file with the number of its process is no sign: the look at its configuration writes one too.
  for (let tries = 0; !(await answers(port)) && tries < 100; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { origin: `https://localhost:${port}`, ca: await readFile(certificate), stop };
}
