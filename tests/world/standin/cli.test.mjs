/** What the stand-in refuses to start with, and what it says then. That it starts is in standin.test.mjs. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { CLIENT_SECRET, relyingParty } from "./fixture.mjs";
import { startStandin } from "./index.mjs";

const cli = fileURLToPath(new URL("cli.mjs", import.meta.url));

let folder;
let registration;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-"));
  ({ registration } = await relyingParty());
});
after(() => rm(folder, { recursive: true }));

/** Runs it to its end, with a client file that says `text`. */
async function run({ text = JSON.stringify(registration), args = [] }) {
  const path = join(folder, "client.json");
  await writeFile(path, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", cli, "--client", path, ...args], { encoding: "utf8", timeout: 30_000 });
  const said = stderr.split("\n").filter((line) => line !== "" && !line.startsWith("oidc-provider WARNING")).join("\n");
  return { status, stdout, said };
}

describe("the command line", () => {
  it("says how it is used", async () => {
    for (const args of [["--unknown"], ["--port", "99999999"], ["--port", "x"], ["more"]]) {
      const { status, stdout, said } = await run({ args });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(said, /^usage: fc-pivot-standin .*--client client\.json/);
    }
  });

  it("names what is wrong with a file in one line, and quotes nothing of it", async () => {
    const { id_token_encrypted_response_alg: _, ...plain } = registration;
    for (const [text, expected] of [
      [JSON.stringify(registration).slice(0, -2), /client\.json: expected JSON$/],
      [JSON.stringify(plain), /^fc-pivot-standin: client service-de-test: id_token_encrypted_response_alg must be one of/],
    ]) {
      const { status, stdout, said } = await run({ text });
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(said, expected);
      assert.ok(!said.includes("\n") && !said.includes(CLIENT_SECRET));
    }
  });

  it("says that a port is taken", async (t) => {
    const server = createServer().listen(0, "localhost");
    await once(server, "listening");
    t.after(() => server.close());
    const { status, said } = await run({ args: ["--port", String(server.address().port)] });
    assert.equal(status, 1);
    assert.match(said, /EADDRINUSE/);
  });
});

describe("the loopback", () => {
  for (const host of ["localhost", "127.0.0.1"]) {
    it(`is where it listens as ${host}, and nowhere else`, async (t) => {
      const standin = await startStandin({ host, clients: [registration] });
      t.after(() => standin.close());
      assert.equal((await fetch(`${standin.issuer}/jwks`)).status, 200);
      const outside = Object.values(networkInterfaces()).flat().filter(({ internal, family }) => !internal && family === "IPv4");
      for (const { address } of outside) await assert.rejects(fetch(`http://${address}:${standin.port}/api/v2/jwks`), TypeError);
    });
  }

  it("is left for no other host", async () => {
    for (const host of ["0.0.0.0", "::", "", "example.org", "127.0.0.1.example.org"]) {
      await assert.rejects(startStandin({ host, clients: [registration] }), /^TypeError: host: expected one of localhost/);
    }
    const { status, said } = await run({ args: ["--host", "0.0.0.0"] });
    assert.equal(status, 1);
    assert.match(said, /^fc-pivot-standin: host: expected one of localhost/);
  });
});
