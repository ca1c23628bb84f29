/**
 * A plain OpenID provider that lets browsers call its token endpoint: oidc-provider with a public client, PKCE demanded, CORS allowed.
 *
 * In: the client's identifier and addresses. Out: its issuer, what it was asked, a rotation of its signing key, whether pages may read the `Date`
 * of its answers (`showsDate`), whether it publishes another key than its own (`forged`), the level that it reaches (`acr`), and an end. Never:
 * FranceConnect+'s rules (tests/world/standin has those), a choice of persons: it is always the same one, who is signed in as soon as she arrives.
 */
import { once } from "node:events";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { logoutPage } from "../standin/page.mjs";
import { createStore } from "../standin/store.mjs";

export const CLIENT_ID = "page-without-a-worker";
export const PERSON = Object.freeze({ sub: "alice", name: "Alice Martin", family_name: "Martin", given_name: "Alice", email: "alice@example.org" });

/** How a key is made for each algorithm. */
const PAIRS = {
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  PS256: () => generateKeyPairSync("rsa", { modulusLength: 3072 }),
  EdDSA: () => generateKeyPairSync("ed25519"),
  Ed25519: () => generateKeyPairSync("ed25519"),
};

const signingKey = (alg, kid = randomUUID()) => ({ ...PAIRS[alg]().privateKey.export({ format: "jwk" }), use: "sig", alg, kid });

/** A key set with another key by the name of this one: its signatures are not this one's. */
function forgedSet({ alg, kid }) {
  const { d, p, q, dp, dq, qi, ...forged } = signingKey(alg, kid);
  return JSON.stringify({ keys: [forged] });
}

/** Everything that the client asks for. */
async function grantAll({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid profile email");
  await grant.save();
  return grant;
}

/** `alg` is what it signs with, for this client and in its document; `configuration` is laid over its own. `client` is laid over the registration, for a client with a secret, say, to whom the provider encrypts. */
export async function startPlainProvider({ clientId = CLIENT_ID, redirectUri, postLogoutRedirectUri, alg = "ES256", client = {}, configuration = {} }) {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const issuer = `http://localhost:${server.address().port}`;
  const store = createStore();
  // oidc-provider reads its keys once: a rotation builds a new provider on the same store.
  let signing;
  const build = () => new Provider(issuer, {
    adapter: store,
    clients: [{
      client_id: clientId,
      token_endpoint_auth_method: "none",
      id_token_signed_response_alg: alg,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [postLogoutRedirectUri],
      ...client,
    }],
    jwks: { keys: [signing] },
    enabledJWA: { idTokenSigningAlgValues: [alg], userinfoSigningAlgValues: [alg] },
    cookies: { keys: ["plain"] },
    claims: { openid: ["sub"], profile: ["name", "family_name", "given_name"], email: ["email"] },
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    features: {
      devInteractions: { enabled: false },
      encryption: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = logoutPage(form); } },
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => PERSON }),
    loadExistingGrant: grantAll,
    ...configuration,
  });
  let provider;
  let respond;
  function rotateSigningKey() {
    signing = signingKey(alg);
    provider = build();
    respond = provider.callback();
  }
  rotateSigningKey();
  const asked = [];
  const stand = { showsDate: false, acr: undefined, forged: false };
  server.on("request", (request, response) => {
    const { pathname } = new URL(request.url, issuer);
    asked.push(`${request.method} ${pathname}`);
    // As FranceConnect+ says of its keys: a browser keeps them in its cache.
    if (pathname === "/jwks" && stand.forged) {
      response.setHeader("access-control-allow-origin", "*").setHeader("content-type", "application/json").end(forgedSet(signing));
      return;
    }
    if (pathname === "/jwks") response.setHeader("cache-control", "public, max-age=600");
    if (stand.showsDate) showDate(response);
    if (pathname.startsWith("/interaction/")) void provider.interactionFinished(request, response, { login: { accountId: PERSON.sub, ...(stand.acr && { acr: stand.acr }) } });
    else void respond(request, response);
  });
  return Object.assign(stand, {
    issuer,
    asked,
    rotateSigningKey,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  });
}

/** Just before the headers are sent: oidc-provider names others. */
function showDate(response) {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (...given) => {
    response.setHeader("access-control-expose-headers", "Date");
    return writeHead(...given);
  };
}
