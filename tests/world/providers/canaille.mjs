/**
 * canaille of PyPI, in memory: its login and consent pages.
 *
 * In: the client; one without a secret is a public one. Out: what `each.mjs` and `page-alone.mjs` of tests/contract/providers drive. Never: a
 * directory (LDAP) or a database.
 */
import { randomBytes } from "node:crypto";
import { freePort } from "../deployment/index.mjs";
import { startPython } from "./python.mjs";
import { fill } from "./visitor.mjs";

const NAME = "canaille";

/** `alg` is what the client is registered with: a key for it and for the others is there from the start. */
export const startWith = (alg) => async (client) => {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const [password, email] = [randomBytes(12).toString("hex"), "alice@example.org"];
  const given = { ...client, alg, port, password, email, key: randomBytes(32).toString("hex") };
  const program = await startPython(NAME, "canaille_server.py", given, `${issuer}/.well-known/openid-configuration`);
  return {
    name: NAME,
    issuer,
    settings: { FC_SIGNING_ALG: alg, FC_CLIENT_AUTH: "client_secret_basic" },
    person: { sub: "alice", email },
    signIn: (visitor, request) =>
      visitor.travel(request, (page) => fill(page, { login: "alice" }) ?? fill(page, { password }) ?? fill(page, {}, "accept")),
    signOut: (visitor, request) => visitor.travel(request, () => undefined),
    /** The same in a browser. Who comes again meets none of its pages. */
    async atPages(tab) {
      const [back, login, consent] = [tab.locator("#result, #error"), tab.locator('[name="login"]'), tab.locator('button[value="accept"]')];
      await login.or(back).or(consent).first().waitFor();
      if (await login.count()) {
        await login.fill("alice");
        await tab.locator('button[type="submit"]').first().click();
        await tab.locator('[name="password"]').fill(password);
        await tab.locator('button[type="submit"]').first().click();
        await consent.or(back).first().waitFor();
      }
      if (await consent.count()) await consent.click();
    },
    atSignOut: async () => {},
    stop: program.stop,
  };
};
