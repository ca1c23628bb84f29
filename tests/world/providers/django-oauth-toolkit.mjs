/**
 * django-oauth-toolkit of PyPI, in a Django project of one file: Django's login page, its consent page.
 *
 * In: the client. Out: what `each.mjs` of tests/contract/providers drives. Never: a Django project of the machine.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { freePort } from "../deployment/index.mjs";
import { startPython } from "./python.mjs";
import { fill } from "./visitor.mjs";

const NAME = "django-oauth-toolkit";

export async function start(client) {
  const port = await freePort();
  const issuer = `http://localhost:${port}/o`;
  const [password, email] = [randomBytes(12).toString("hex"), "alice@example.org"];
  const signingKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });
  const given = { ...client, port, password, email, key: randomBytes(32).toString("hex"), signingKey };
  const program = await startPython(NAME, "django_server.py", given, `${issuer}/.well-known/openid-configuration`);
  return {
    name: NAME,
    issuer,
    settings: { FC_SIGNING_ALG: "RS256", FC_CLIENT_AUTH: "client_secret_basic" },
    person: { sub: "1", email },
    signIn: (visitor, request) =>
      visitor.travel(request, (page) => fill(page, { username: "alice", password }) ?? fill(page, {}, "allow")),
    signOut: (visitor, request) => visitor.travel(request, (page) => fill(page, {}, "allow")),
    stop: program.stop,
  };
}
