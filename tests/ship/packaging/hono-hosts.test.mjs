/** An application of Hono's, and one without a framework, on Node, Bun and Deno: its settings are the process's environment, and a person signs in over HTTP. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { start } from "../../world/demo/program.mjs";
import { CLIENT_ID, clientSecret, freePort, sessionKey } from "../../world/deployment/index.mjs";
import { newerNode } from "../../world/deployment/newest.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { PERSON, startPlainProvider } from "../../world/deployment/plain-provider.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { assertNobody, assertSentBack } from "../../world/sign-ins/assertions.mjs";
import { throughProvider } from "../../world/sign-ins/plain.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { BUN, DENO } from "../../world/deployment/hosts.mjs";
import { workshop } from "./projects.mjs";

const shop = await workshop();
after(() => shop.remove());
/** The folder of each application, by what it is made with. */
const PROJECTS = { "fc-pivot/hono": await shop.project("hono"), "the plain handler": await shop.project("plain") };

const HOSTS = {
  Node: [process.execPath, ["node.js"]],
  ...Object.fromEntries([22, 24, 26].map((major) => [`Node ${major}`, [newerNode(major), ["node.js"]]])),
  Bun: [BUN, ["bun.js"]],
  Deno: [DENO, ["run", "--no-lock", "--no-remote", "--node-modules-dir=manual", "--allow-env", "--allow-net", "--allow-read", "deno.js"]],
};

/** Starts the application with these settings; gives a person's browser. */
async function serve(t, cwd, [program, args], settings, port) {
  const running = start(program, args, { cwd, env: { ...settings, PORT: String(port) } });
  t.after(() => running.destroy());
  await running.says(/^ready$/m);
  return new Person(`http://localhost:${port}`);
}

const CASES = Object.entries(PROJECTS).flatMap(([what, cwd]) => Object.entries(HOSTS).map(([name, command]) => [what, cwd, name, command]));

for (const [what, cwd, name, [program, args]] of CASES) {
  describe(`${what} on ${name}`, { skip: program === undefined && `npm has no ${name} for this machine` }, () => {
    it("signs a person in and out with the settings of the process's environment", async (t) => {
      const port = await freePort();
      const registered = await registeredWith("ECDH-ES", `http://localhost:${port}`);
      t.after(() => registered.stop());
      const person = await serve(t, cwd, [program, args], registered.settings, port);
      assert.equal((await person.fetch("/account")).status, 401);
      await person.signIn("married-name", "?return_to=/account");
      assert.deepEqual(await (await person.fetch("/account")).json(), { sub: subjectOf(CLIENT_ID, "married-name") });
      assert.equal((await person.session()).status, 200);
      await person.signOut();
      assert.deepEqual([(await person.session()).status, (await person.fetch("/account")).status], [401, 401]);
    });

    it("names the setting that is missing there", async (t) => {
      const person = await serve(t, cwd, [program, args], { FC_ISSUER: "https://provider.example/api/v2" }, await freePort());
      const answer = await person.fetch("/auth/session");
      assert.equal(answer.status, 500);
      const { code, message } = (await answer.json()).error;
      assert.equal(code, "invalid_settings");
      assert.match(message, /FC_CLIENT_ID: expected/);
    });
  });
}

for (const [name, [program, args]] of Object.entries(HOSTS)) {
  describe(`signatures on ${name}`, { skip: program === undefined && `npm has no ${name} for this machine` }, () => {
    for (const alg of ["ES256", "RS256", "PS256", "EdDSA"]) {
      it(`${alg}: the provider's is verified, and one by another key is signature_invalid`, async (t) => {
        const port = await freePort();
        const [origin, secret] = [`http://localhost:${port}`, clientSecret()];
        const provider = await startPlainProvider({
          clientId: CLIENT_ID, redirectUri: `${origin}/auth/callback`, postLogoutRedirectUri: `${origin}/auth/logged-out`, alg,
          client: { client_secret: secret, token_endpoint_auth_method: "client_secret_post" },
        });
        t.after(() => provider.close());
        const settings = {
          FC_PRESET: "oidc", FC_ISSUER: provider.issuer, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: secret, FC_SIGNING_ALG: alg,
          SESSION_KEYS: JSON.stringify([sessionKey()]),
        };
        provider.forged = true;
        const person = await serve(t, PROJECTS["the plain handler"], [program, args], settings, port);
        await assertSentBack(await throughProvider(person), "signature_invalid");
        await assertNobody(person);
        provider.forged = false;
        // The Worker keeps the keys that it has read: another process knows none.
        const other = await freePort();
        const later = await serve(t, PROJECTS["the plain handler"], [program, args], { ...settings, FC_PUBLIC_ORIGIN: origin }, other);
        const signedIn = new Person(origin, (url, init) => fetch(String(url).replace(origin, later.origin), init));
        await throughProvider(signedIn);
        assert.equal((await signedIn.session()).body.identity.sub, PERSON.sub);
      });
    }
  });
}
