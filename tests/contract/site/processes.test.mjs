/** Several processes of `worker/node.mjs` behind one port: its setting `PROCESSES`. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { freePort, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";

const COUNT = 3;

/** The numbers of a process's children. */
async function childrenOf(pid) {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(" ").filter((each) => each !== "").map(Number);
}

describe("worker/node.mjs with PROCESSES", () => {
  let port;
  let registered;
  let settings;
  let worker;
  before(async () => {
    port = await freePort();
    const origin = `http://localhost:${port}`;
    registered = await registeredWith("ECDH-ES", origin);
    settings = { ...registered.settings, FC_PUBLIC_ORIGIN: origin };
    worker = await startNodeWorker({ port, settings: { ...settings, PROCESSES: String(COUNT) } });
  });
  after(async () => {
    await worker?.stop();
    await registered?.stop();
  });

  it("starts so many, and says once that they listen", async () => {
    assert.equal((await childrenOf(worker.pid)).length, COUNT);
    assert.deepEqual(worker.said.join("").match(/listening on \S+/g), [`listening on http://localhost:${port}`]);
  });

  it("signs people in, whichever process answers", async () => {
    const persons = Array.from({ length: 2 * COUNT }, () => new Person(worker.origin));
    await Promise.all(persons.map((person) => person.signIn("married-name")));
    for (const person of persons) assert.equal((await person.session()).status, 200);
  });

  it("starts another for one that dies, and nobody is signed out", async () => {
    const person = new Person(worker.origin);
    await person.signIn("married-name");
    const [dying, ...others] = await childrenOf(worker.pid);
    process.kill(dying, "SIGKILL");
    let now = [];
    for (let tries = 0; tries < 100 && now.length < COUNT; tries += 1) {
      await wait(100);
      now = (await childrenOf(worker.pid)).filter((each) => each !== dying);
    }
    assert.equal(now.length, COUNT);
    assert.ok(others.every((each) => now.includes(each)));
    assert.match(worker.said.join(""), /a process ended \(SIGKILL\), and another is started/);
    assert.equal((await person.session()).status, 200);
  });

  it("lets what is under way end, then ends with all of them", async () => {
    const children = await childrenOf(worker.pid);
    const socket = connect(port, "localhost").setEncoding("latin1");
    let received = "";
    socket.on("data", (text) => { received += text; });
    await once(socket, "connect");
    socket.write(`POST /auth/exchange HTTP/1.1\r\nhost: localhost:${port}\r\norigin: ${worker.origin}\r\ncontent-length: 2\r\n\r\n{`);
    await wait(300);
    const ended = worker.stop();
    await wait(300);
    assert.equal(received, "");
    socket.write("}");
    assert.equal(await ended, 0);
    assert.match(received, /^HTTP\/1\.1 4\d\d /);
    for (const child of children) assert.throws(() => process.kill(child, 0), { code: "ESRCH" });
    worker = undefined;
  });

  it("does not start with a number that is none, nor with settings that are malformed, and says so once", async () => {
    for (const PROCESSES of ["0", "65", "1.5", "two"]) {
      await assert.rejects(startNodeWorker({ port, settings: { ...settings, PROCESSES } }), /PROCESSES: expected a whole number from 1 to 64/);
    }
    const lacking = { ...settings, FC_CLIENT_ID: "", PROCESSES: "2" };
    const failed = await startNodeWorker({ port, settings: lacking }).then(() => "", ({ message }) => message);
    assert.equal(failed.match(/^fc-pivot: a setting is missing or malformed: FC_CLIENT_ID: /gm)?.length ?? failed, 1);
    const one = await startNodeWorker({ port, settings: { ...settings, PROCESSES: "" } });
    assert.equal((await childrenOf(one.pid)).length, 0);
    assert.equal(await one.stop(), 0);
  });
});
