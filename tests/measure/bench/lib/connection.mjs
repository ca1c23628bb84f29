/**
 * One kept connection to a server on loopback, with no more of HTTP/1.1 than workerd answers with.
 *
 * In: a port; paths and cookies. Out: status, head, body. Never: a second request before the first is answered; a wait without end.
 * Node's own clients take longer for a request than the Workers that are measured here.
 */
import { connect } from "node:net";

const HEAD_END = "\r\n\r\n";
const PATIENCE = 30_000;

export function createConnection(port) {
  let socket;
  let received;
  let waiting;

  function open() {
    received = "";
    socket = connect(port, "127.0.0.1").setNoDelay(true).setEncoding("latin1").setTimeout(PATIENCE, () => socket.destroy());
    socket.on("data", (text) => {
      received += text;
      const answer = whole(received);
      if (answer === undefined) return;
      received = "";
      waiting.resolve(answer);
    });
    socket.on("close", () => waiting.reject(new Error("the connection was closed")));
    socket.on("error", () => {});
  }

  return {
    get: (path, cookie) => new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      // workerd closes what was idle for five seconds.
      if (socket === undefined || !socket.writable) open();
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${cookie === undefined ? "" : `cookie: ${cookie}\r\n`}\r\n`);
    }),
    close: () => socket?.destroy(),
  };
}

/** The answer, once all of it is there. */
function whole(text) {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer of unknown length: ${head.split("\r\n")[0]}`);
  const body = text.slice(headEnd + HEAD_END.length);
  return body.length < Number(length) ? undefined : { status: Number(head.slice(9, 12)), head, body };
}

/** A header's values. */
export const headers = (head, name) => [...head.matchAll(new RegExp(`^${name}: (.*)$`, "gim"))].map(([, value]) => value);

/** The `Cookie` header of a browser that keeps what was set. */
export const kept = (head) => headers(head, "set-cookie").map((line) => line.split(";")[0]).filter((pair) => !pair.endsWith("=")).join("; ");
