/**
 * nginx as the application's own reverse proxy, before an application in Node: it protects `/act` by its path, as it reads one.
 *
 * In: nothing. Out: the application's origin, as nginx has it; what came to the application. Never: a header that nginx drops by itself: those
 * with `_` and with other signs pass, as they do where somebody has turned that on.
 */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../world/deployment/index.mjs";
import { configurationIn } from "../../../world/deployment/nginx-configuration.mjs";
import { startUpstream } from "./node.mjs";
import { startProgram } from "../../site/program.mjs";

const CONFIGURATION = ({ folder, port, application }) => configurationIn(folder, `underscores_in_headers on;
  ignore_invalid_headers off;
  upstream application { server 127.0.0.1:${application.port}; keepalive 8; }
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header read-path $uri;
    proxy_set_header read-identity $http_fc_identity;
    proxy_set_header read-place $place;
    set $place "";
    location ~* ^/act(?:/|$) {
      set $place act;
      proxy_pass http://application;
    }
    location / { proxy_pass http://application; }
  }`);

/** What nginx has read itself stands in headers of the request that it sends on. */
const told = (seen) => {
  const read = (name) => Buffer.from(seen.headers.find(([each]) => each === `read-${name}`)?.[1] ?? "", "latin1").toString();
  const headers = seen.headers.filter(([name]) => !name.startsWith("read-"));
  return { ...seen, path: read("path"), identity: read("identity"), place: read("place"), headers };
};

export async function startBehindNginx() {
  const application = await startUpstream({ told });
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-upstream-"));
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  await writeFile(file, CONFIGURATION({ folder, port, application }));
  const program = process.env.NGINX || "nginx";
  const server = await startProgram(program, ["-c", file, "-p", folder, "-e", "stderr"], { folder, port });
  const stop = async () => {
    await server.stop();
    await application.stop();
  };
  return { origin: `http://127.0.0.1:${port}`, port, came: application.came, stop };
}
