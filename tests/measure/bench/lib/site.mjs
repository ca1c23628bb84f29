/**
 * The same application twice, with our sign-in and with `jose`, and their canned provider: Workers of one plain workerd.
 *
 * In: the algorithm of the provider's encryption; what shall be wrong with an ID token. Out: callbacks that are ready to be sent, their
 * answers, sessions. Never: a provider's work while anything is timed: tokens are made and deposited before.
 */
import { randomBytes } from "node:crypto";
import { createConnection, headers, kept } from "./connection.mjs";
import {
  CLIENT_ID, CLIENT_SECRET, decryptionKey, discoveryDocument, encrypt, idTokenClaims, ISSUER, jwks, sign, signingKey, tokenAnswer, userinfoClaims,
} from "./provider.mjs";
import { startWorkerd } from "./workerd.mjs";

export const APPLICATIONS = ["ours", "jose"];
/** Whole products, of which the sessions are compared. FranceConnect+'s encrypted tokens are beyond them. */
export const PRODUCTS = { "auth-core": "@auth/core", "hono-oidc-auth": "@hono/oidc-auth, signed only" };

export async function startSite(alg = "ECDH-ES", products = []) {
  const key = signingKey("pkcs11:hsm");
  const ourKey = decryptionKey(alg);
  const bindings = {
    FC_ISSUER: ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: CLIENT_SECRET,
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [ourKey.jwk] }), SESSION_KEYS: JSON.stringify([randomBytes(32).toString("base64url")]),
  };
  const worker = (name) => ({ entry: new URL(`../apps/${name}.mjs`, import.meta.url), bindings, upstream: "upstream" });
  const documents = JSON.stringify({ discovery: discoveryDocument(), jwks: jwks(signingKey("another"), key) });
  const { ports, pid, stop } = await startWorkerd({
    ours: worker("ours"),
    jose: worker("jose"),
    fetches: worker("fetches"),
    ...Object.fromEntries(products.map((name) => [name, worker(name)])),
    upstream: { entry: new URL("../apps/upstream.mjs", import.meta.url), bindings: { DOCUMENTS: documents } },
  });
  const connections = Object.fromEntries([...APPLICATIONS, "fetches", ...products].map((name) => [name, createConnection(ports[name])]));

  /** Deposits the provider's answers under a new code; gives the code. `idToken` makes the signed token out of key and nonce. */
  async function deposit(nonce, idToken) {
    const code = randomBytes(16).toString("hex");
    const made = idToken === undefined ? sign(key, idTokenClaims(nonce, code)) : idToken(key, nonce, code);
    const answers = { token: tokenAnswer(encrypt(ourKey, made), code), userinfo: encrypt(ourKey, sign(key, userinfoClaims())) };
    await fetch(`http://127.0.0.1:${ports.upstream}/${code}`, { method: "PUT", body: JSON.stringify(answers) });
    return code;
  }

  const site = {
    ports,
    pid,

    /** A login, as far as the provider's answer to it: the callback that is left to be sent. */
    async login(name, idToken) {
      if (name === "fetches") return { path: `/auth/callback?code=${await deposit("0".repeat(64))}` };
      const { head } = await connections[name].get("/auth/login");
      const { searchParams } = new URL(headers(head, "location")[0]);
      const code = await deposit(searchParams.get("nonce"), idToken);
      const query = new URLSearchParams({ code, state: searchParams.get("state"), iss: ISSUER });
      return { path: `/auth/callback?${query}`, cookie: kept(head) };
    },

    /** Sends it; gives where it leads, and the cookies of the session. */
    async callback(name, { path, cookie }) {
      const { head } = await connections[name].get(path, cookie);
      return { location: headers(head, "location")[0], session: kept(head) };
    },

    /** The cookie of a product's session, which holds what the others' do. */
    async session(name) {
      const claims = userinfoClaims();
      const idToken = sign(key, idTokenClaims("0".repeat(64), "an access token"));
      const content = { identity: claims, assurance: { acr: "eidas2", authTime: Math.floor(Date.now() / 1000) }, idToken };
      const made = await fetch(`http://127.0.0.1:${ports[name]}/session`, { method: "PUT", body: JSON.stringify(content) });
      return made.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    },

    /** A read of the route that wants a session. */
    read: (name, cookie) => connections[name].get("/permits", cookie),

    async stop() {
      for (const connection of Object.values(connections)) connection.close();
      await stop();
    },
  };
  return site;
}
