/**
 * A request that a server of a test hands on to the Worker behind it.
 *
 * In: the request, the answer to it, the Worker's origin. Out: the Worker's answer, or 502 where there is none.
 * Never: another `Host` than the browser's: the Worker takes it for its origin, as behind any front end of one's own.
 */
import { request as forward } from "node:http";

export function passOn(request, response, worker) {
  const onward = forward(new URL(request.url, worker), { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
}
