/** N76: applications in four languages (pkg/examples/gateway) take the gateway's token, for them, now, and no other. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { SignJWT, UnsecuredJWT, calculateJwkThumbprint, importJWK } from "jose";
import { root } from "../../runner/checkout.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { startProgram } from "../site/program.mjs";
import { gatewayKey, startGateway } from "./stage.mjs";

/** How each is started. Installed by `make upstreams`. */
const LANGUAGES = {
  Python: () => [`${root}.build/upstreams/bin/python`, "-B", "application.py"],
  PHP: (port) => ["php", "-S", `127.0.0.1:${port}`, "application.php"],
  Ruby: () => ["ruby", "application.rb"],
  Node: () => [process.execPath, "application.mjs"],
};

async function startApplication(language, port, origin) {
  const folder = await mkdtemp(`${tmpdir()}/gateway-application-`);
  await cp(`${root}pkg/examples/gateway`, folder, { recursive: true });
  await symlink(`${root}node_modules`, `${folder}/node_modules`);
  // The guide's says its port itself.
  await writeFile(`${folder}/application.py`, (await readFile(`${folder}/application.py`, "utf8")).replace("8000", String(port)));
  const [command, ...args] = LANGUAGES[language](port);
  const own = {
    PORT: String(port), GATEWAY_JWKS: `${origin}/auth/gateway-jwks.json`, GATEWAY_ISSUER: origin, GATEWAY_AUDIENCE: `http://127.0.0.1:${port}`,
  };
  return startProgram(command, args, { folder, port, env: own });
}

for (const language of Object.keys(LANGUAGES)) {
  describe(`an application in ${language}`, () => {
    let stage;
    let application;
    let aud;
    before(async () => {
      const port = await freePort();
      aud = `http://127.0.0.1:${port}`;
      stage = await startGateway("node", { upstream: { origin: aud } });
      application = await startApplication(language, port, stage.origin);
    });
    after(async () => {
      await application?.stop();
      await stage?.stop();
    });

    /** A token as the gateway makes it, but for what is said, straight to the application. */
    async function sent({ claims = {}, header = {}, key = stage.key, sign } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const fc = { identity: { sub: "somebody", birthName: "KERVOALEN" }, assurance: {} };
      const all = { iss: stage.origin, aud, iat: now, exp: now + 60, sub: "somebody", fc, ...claims };
      for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
      const protectedHeader = { alg: "ES256", typ: "JWT", kid: await calculateJwkThumbprint(stage.key), ...header };
      const made = sign ?? (async () => new SignJWT(all).setProtectedHeader(protectedHeader).sign(await importJWK(key, "ES256")));
      const answer = await fetch(aud, { headers: { "fc-identity": await made(all, protectedHeader) } });
      return { status: answer.status, body: await answer.text() };
    }

    it("greets by name whoever has signed in at the gateway", async () => {
      const person = await stage.signedIn();
      const answer = await person.fetch("/");
      assert.equal(answer.status, 200, application.said());
      assert.equal(await answer.text(), "Good day, KERVOALEN\n");
      assert.deepEqual(await sent(), { status: 200, body: "Good day, KERVOALEN\n" });
    });

    it("N76 takes no token for another application, of another gateway, after its end, with another key, and none at all", async () => {
      const past = Math.floor(Date.now() / 1000) - 200;
      const octets = (await importJWK({ kty: "oct", k: stage.key.x }, "HS256"));
      const wrong = {
        "another application's": { claims: { aud: "http://127.0.0.1:1" } },
        "another gateway's": { claims: { iss: "https://evil.example" } },
        "an old one": { claims: { iat: past, exp: past + 60 } },
        "one without an end": { claims: { exp: undefined } },
        "another key's": { key: await gatewayKey() },
        "one of an unknown key": { key: await gatewayKey(), header: { kid: "unknown" } },
        "an unsigned one": { sign: (all) => new UnsecuredJWT(all).encode() },
        "one signed with what is public": { sign: (all, header) => new SignJWT(all).setProtectedHeader({ ...header, alg: "HS256" }).sign(octets) },
        "none": { sign: () => "" },
      };
      for (const [which, how] of Object.entries(wrong)) {
        const { status, body } = await sent(how);
        assert.equal(status, 401, which);
        assert.doesNotMatch(body, /KERVOALEN/, which);
      }
      assert.equal((await sent()).status, 200);
    });
  });
}
