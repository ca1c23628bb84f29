/**
 * The same application with `jose`, as a careful person would write it for FranceConnect+.
 *
 * In: requests; the same settings. Out: answers of the same form. Never: a check less than ours, a key imported twice, keys of the provider
 * fetched anew, a session that holds less: identity, assurance, and the ID token that a sign-out needs.
 */
import { env } from "cloudflare:workers";
import { base64url, compactDecrypt, createRemoteJWKSet, EncryptJWT, importJWK, jwtDecrypt, jwtVerify } from "jose";

const LEVELS = ["eidas2", "eidas3"];
const LOGIN_SECONDS = 600;
const SESSION_SECONDS = 1800;
const SESSION = "__Host-session";
const { FC_ISSUER: issuer, FC_CLIENT_ID: clientId, FC_CLIENT_SECRET: clientSecret } = env;

const cookieKey = base64url.decode(JSON.parse(env.SESSION_KEYS)[0]);
const decryptionKeys = new Map();
for (const jwk of JSON.parse(env.FC_DECRYPTION_KEYS).keys) decryptionKeys.set(jwk.kid, { alg: jwk.alg, key: await importJWK(jwk, jwk.alg) });

let provider;
let signingKeys;

export default {
  async fetch(request) {
    const url = new URL(request.url);
    try {
      switch (url.pathname) {
        case "/auth/login":
          return await login(url);
        case "/auth/callback":
          return await callback(request, url);
        case "/open":
          return Response.json({ holder: "anybody" });
        default:
          return await permits(request);
      }
    } catch {
      return redirect("/?auth_error=refused");
    }
  },
};

async function login(url) {
  const { authorization_endpoint: endpoint } = await discovered();
  const [state, nonce] = [random(), random()];
  const to = new URL(endpoint);
  to.search = new URLSearchParams({
    client_id: clientId, redirect_uri: `${url.origin}/auth/callback`, response_type: "code",
    scope: "openid identite_pivot email preferred_username", acr_values: "eidas2", state, nonce,
  });
  const sealed = await seal({ state, nonce, returnTo: "/" }, "login", LOGIN_SECONDS);
  return redirect(to.href, [cookie(`__Host-login-${state}`, sealed, LOGIN_SECONDS)]);
}

async function callback(request, url) {
  const { token_endpoint: tokenEndpoint, userinfo_endpoint: userinfoEndpoint } = await discovered();
  const { state, code, iss } = Object.fromEntries(url.searchParams);
  const cookies = cookiesOf(request);
  const pending = await open(cookies.get(`__Host-login-${state}`), "login");
  demand(pending.state === state && iss === issuer);

  const tokens = await json(fetch(tokenEndpoint, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({
      grant_type: "authorization_code", code, redirect_uri: `${url.origin}/auth/callback`, client_id: clientId, client_secret: clientSecret,
    }),
  }));
  const idToken = await decrypted(tokens.id_token);
  const authenticated = await verified(idToken, ["nonce", "acr", "auth_time"]);
  demand(authenticated.nonce === pending.nonce && LEVELS.includes(authenticated.acr));
  demand(authenticated.at_hash === undefined || authenticated.at_hash === (await leftHash(tokens.access_token)));

  const answer = await fetch(userinfoEndpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  demand(answer.ok);
  const claims = await verified(await decrypted(await answer.text()), []);
  demand(claims.sub === authenticated.sub);

  const session = {
    identity: identityOf(claims),
    assurance: { acr: authenticated.acr, amr: authenticated.amr, authTime: authenticated.auth_time },
    idToken,
  };
  const sealed = await seal(session, "session", SESSION_SECONDS);
  return redirect(pending.returnTo, [cookie(`__Host-login-${state}`, "", 0), cookie(SESSION, sealed, SESSION_SECONDS)]);
}

async function permits(request) {
  const sealed = cookiesOf(request).get(SESSION);
  if (sealed === undefined) return Response.json({ error: "no_session" }, { status: 401 });
  let session;
  try {
    session = await open(sealed, "session");
  } catch {
    return Response.json({ error: "no_session" }, { status: 401 });
  }
  return Response.json({ holder: session.identity.sub });
}

async function discovered() {
  if (provider === undefined) {
    const document = await json(fetch(`${issuer}/.well-known/openid-configuration`));
    demand(document.issuer === issuer);
    provider = document;
    signingKeys = createRemoteJWKSet(new URL(document.jwks_uri));
  }
  return provider;
}

async function decrypted(jwe) {
  const select = ({ kid, alg }) => {
    const known = decryptionKeys.get(kid);
    demand(known?.alg === alg);
    return known.key;
  };
  const { plaintext } = await compactDecrypt(jwe, select, { contentEncryptionAlgorithms: ["A256GCM"] });
  return new TextDecoder("utf-8", { fatal: true }).decode(plaintext);
}

async function verified(jws, required) {
  const options = { issuer, audience: clientId, algorithms: ["ES256"], clockTolerance: 30, requiredClaims: ["sub", "iat", "exp", ...required] };
  return (await jwtVerify(jws, signingKeys, options)).payload;
}

const identityOf = (claims) => ({
  sub: claims.sub, issuer: claims.iss, birthName: claims.family_name, usualName: claims.preferred_username, email: claims.email,
  givenNames: claims.given_name?.split(" "), gender: claims.gender, birthdate: claims.birthdate, birthplace: claims.birthplace,
  birthCountry: claims.birthcountry,
});

const seal = (content, audience, seconds) => new EncryptJWT(content)
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" }).setIssuer("bench").setAudience(audience).setIssuedAt().setExpirationTime(`${seconds}s`)
  .encrypt(cookieKey);

async function open(sealed, audience) {
  const options = { issuer: "bench", audience, keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
  return (await jwtDecrypt(sealed, cookieKey, options)).payload;
}

const cookie = (name, value, seconds) => `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;

function cookiesOf(request) {
  const pairs = (request.headers.get("cookie") ?? "").split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
  return new Map(pairs);
}

function redirect(location, cookies = []) {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const line of cookies) headers.append("set-cookie", line);
  return new Response(null, { status: 303, headers });
}

async function leftHash(text) {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).subarray(0, 16));
}

const random = () => [...crypto.getRandomValues(new Uint8Array(32))].map((octet) => octet.toString(16).padStart(2, "0")).join("");

async function json(response) {
  const answer = await response;
  demand(answer.ok);
  return answer.json();
}

function demand(holds) {
  if (!holds) throw new Error("refused");
}
