/**
 * canaille of PyPI, in memory: its login and consent pages.
 *
 * In: the client. Out: what `each.mjs` of tests/contract/providers drives. Never: a directory (LDAP) or a database.
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
    stop: program.stop,
  };
};
