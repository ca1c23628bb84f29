/**
 * A place that a token may point to, to have something fetched from it.
 *
 * In: what to serve there, as a function of the path. Out: its origin, and which paths were asked for. Never: a port that is fixed.
 */
import { once } from "node:events";
import { createServer } from "node:http";

export async function startLure(serve = () => ({})) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("content-type", "application/json").end(JSON.stringify(serve(request.url)));
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://localhost:${server.address().port}`, asked, stop };
}
