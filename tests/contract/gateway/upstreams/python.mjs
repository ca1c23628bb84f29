/**
 * An application in Python, behind gunicorn (WSGI) or uvicorn (ASGI), which people run.
 *
 * In: which of the two; `make upstreams` has installed them. Out: the application's origin, what came to it. Never: an answer before what came is
 * told here; headers that gunicorn drops by itself: those with `_` reach the application, as they did before it dropped any.
 */
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { root } from "../../../runner/checkout.mjs";
import { freePort } from "../../../world/deployment/index.mjs";
import { startProgram } from "../../site/program.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const ARGUMENTS = {
  gunicorn: (port) => [
    "--bind", `127.0.0.1:${port}`, "--chdir", here, "--worker-class", "gthread", "--threads", "4", "--header-map", "dangerous", "--no-control-socket",
    "--graceful-timeout", "1", "application:wsgi",
  ],
  uvicorn: (port) => ["--port", String(port), "--app-dir", here, "--lifespan", "off", "--no-access-log", "application:asgi"],
};

/** The application tells each request here, before it answers it. */
async function startListener(came) {
  const server = createServer(async (request, response) => {
    came.push(await json(request));
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

export async function startPython(name) {
  const came = [];
  const listener = await startListener(came);
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-upstream-"));
  const port = await freePort();
  const env = { LISTENER: `http://127.0.0.1:${listener.address().port}/`, PYTHONDONTWRITEBYTECODE: "1" };
  const close = () => {
    listener.close();
    listener.closeAllConnections();
  };
  let server;
  try {
    server = await startProgram(`${root}.build/upstreams/bin/${name}`, ARGUMENTS[name](port), { folder, port, env });
  } catch (thrown) {
    close();
    throw thrown;
  }
  const stop = async () => {
    await server.stop();
    close();
  };
  return { origin: `http://127.0.0.1:${port}`, port, came, stop };
}
