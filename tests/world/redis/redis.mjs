/**
 * A Redis server of the tests' own, which they stop, start, slow down and empty.
 *
 * In: a password, if there is to be one; a folder, where it is to keep what it has over a restart. Out: its address, and what to do to it. Never: a
 * value on disk elsewhere; a server that was running before, or one that outlives this process.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { freePort } from "../free-port.mjs";

/** The answer of a server to commands, word by word, without a client: the tests' hand must not be the product's. */
async function told(port, password, ...commands) {
  const socket = net.connect(port, "127.0.0.1");
  await once(socket, "connect");
  const all = password === undefined ? commands : [["AUTH", password], ...commands];
  for (const words of all) socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`);
  let answer = "";
  while (answer.split("\r\n").length <= all.length) answer += (await once(socket, "data"))[0];
  socket.destroy();
  return answer;
}

const program = () => process.env.REDIS || "redis-server";

/** Whether there is such a program here. */
export const hasRedis = () => spawnSync(program(), ["--version"]).status === 0;

export async function startRedis({ password, db = 0, folder } = {}) {
  const port = await freePort();
  const kept = folder === undefined ? ["--appendonly", "no"] : ["--dir", folder, "--appendonly", "yes", "--appendfsync", "always"];
  let server;
  const kill = () => server.kill("SIGKILL");
  process.on("exit", kill);
  const start = async () => {
    const secured = password === undefined ? [] : ["--requirepass", password];
    // With its title its environment stays, by which a test finds what it has started.
    const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--set-proc-title", "no", ...kept, ...secured];
    server = spawn(program(), options, { stdio: "ignore" });
    const failed = once(server, "error").then(([error]) => { throw error; });
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await Promise.race([failed, told(port, password, ["PING"]).then((answer) => answer.includes("PONG"), () => false)]);
      if (up) return;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error("redis-server does not answer");
  };
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  await start();
  const login = password === undefined ? "" : `:${password}@`;
  return {
    url: `redis://${login}127.0.0.1:${port}/${db}`,
    start,
    stop,
    /** Takes every value away. */
    empty: () => told(port, password, ["FLUSHALL"]),
    /** Answers nothing for so many milliseconds. */
    pause: (milliseconds) => told(port, password, ["CLIENT", "PAUSE", `${milliseconds}`, "ALL"]),
    /** Drops every connection of clients; they may come again. */
    disconnect: () => told(port, password, ["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]),
    /** What the server says to a command, as it comes over the wire. */
    ask: (...words) => told(port, password, ["SELECT", `${db}`], words),
  };
}
