/**
 * Whether a program that was just started listens yet.
 *
 * In: a port of this machine. Out: whether somebody takes connections there. Never: a byte on the connection.
 */
import { once } from "node:events";
import { connect } from "node:net";

export async function answers(port) {
  const socket = connect(port, "127.0.0.1");
  const answered = await once(socket, "connect").then(() => true, () => false);
  socket.destroy();
  return answered;
}
