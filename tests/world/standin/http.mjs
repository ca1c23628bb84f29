/**
 * Reading a request body in front of a library that wants to read it as well.
 *
 * In: Node requests. Out: their form, or an equal request whose body has not been read yet.
 * Never: more than BODY_LIMIT bytes in memory.
 */
import { IncomingMessage } from "node:http";

const BODY_LIMIT = 56 * 1024;

export async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new RangeError("request body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function formOf(request) {
  return new URLSearchParams((await bodyOf(request)).toString("utf8"));
}

/** A body can be read once. This is the same request again, body included, for whoever comes after a guard. */
export function replay(request, body) {
  const copy = new IncomingMessage(request.socket);
  for (const member of ["method", "url", "originalUrl", "headers", "rawHeaders", "httpVersion"]) {
    copy[member] = request[member];
  }
  // Node tears the connection down under a message that ends before it is complete.
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}
