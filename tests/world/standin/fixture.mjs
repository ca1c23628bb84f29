/**
 * A relying party for the stand-in's own tests: keys, a registration, the requests that it sends, and the opening of tokens.
 *
 * In: what a test wants to be different. Out: a stand-in that closes with the test, and functions on it.
 * Never: code of fc-pivot. What the stand-in sends is judged with `jose` alone.
 */
import { createHash, randomBytes } from "node:crypto";
import { createLocalJWKSet, compactDecrypt, exportJWK, generateKeyPair, jwtVerify, decodeProtectedHeader, SignJWT } from "jose";
import { signIn, startStandin } from "./index.mjs";

export const CLIENT_ID = "service-de-test";
export const REDIRECT_URI = "http://localhost:8787/auth/callback";
export const POST_LOGOUT_URI = "http://localhost:8787/auth/logged-out";
export const CLIENT_SECRET = "a-client-secret-of-more-than-32-characters";
/** A habilitation for `amr`, and the one way to ask for it. */
export const WITH_AMR = { claims: ["amr"] };
export const ASK_AMR = { claims: '{"id_token":{"amr":{"essential":true}}}' };
export const DEFAULT_SCOPE = "openid identite_pivot email preferred_username";

const hex64 = () => randomBytes(32).toString("hex");

async function keyPair(alg, use, kid) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use, alg } };
}

/** `metadata` is laid over the registration; `undefined` takes a member out. */
export async function relyingParty({ alg = "ECDH-ES", metadata = {} } = {}) {
  const encryption = await keyPair(alg, "enc", `rp-${alg.toLowerCase()}`);
  const authentication = await keyPair("ES256", "sig", "rp-auth");
  const registration = {
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [REDIRECT_URI],
    post_logout_redirect_uris: [POST_LOGOUT_URI],
    jwks: { keys: [encryption.jwk, authentication.jwk] },
    id_token_encrypted_response_alg: alg,
    userinfo_encrypted_response_alg: alg,
    ...metadata,
  };
  return { registration: JSON.parse(JSON.stringify(registration)), encryption, authentication };
}

/** `others` are further registrations beside the relying party's. */
export async function standinFor(t, { wrongs, keys, strict, others = [], ...options } = {}) {
  const rp = await relyingParty(options);
  const standin = await startStandin({ clients: [rp.registration, ...others], wrongs, keys, strict });
  t.after(() => standin.close());
  return { standin, rp };
}

/** The registration of a client at a federation that encrypts nothing. */
export const plainRegistration = (metadata = {}) => JSON.parse(JSON.stringify({
  client_id: CLIENT_ID,
  client_secret: CLIENT_SECRET,
  redirect_uris: [REDIRECT_URI],
  post_logout_redirect_uris: [POST_LOGOUT_URI],
  ...metadata,
}));

/** A stand-in that `plays` such a federation, and its one client. */
export async function plainStandinFor(t, plays, { metadata, wrongs } = {}) {
  const standin = await startStandin({ plays, clients: [plainRegistration(metadata)], wrongs });
  t.after(() => standin.close());
  return standin;
}

/** A correct request at each of them. PKCE's verifier is 43 letters. */
export const PLAIN_REQUESTS = {
  franceconnect: { scope: "openid identite_pivot email preferred_username idp_birthdate", acr_values: "eidas1" },
  proconnect: {
    scope: "openid given_name usual_name email uid siret idp_id roles organization_label", acr_values: undefined,
    code_challenge_method: "S256", code_challenge: createHash("sha256").update("v".repeat(43)).digest("base64url"),
  },
};

/** From the request to both answers: what stood in the tokens, as `jose` verifies them, or the userinfo's plain members. */
export async function plainSignIn(standin, url, personId, form = {}) {
  const callback = await signIn(url, personId);
  const response = await tokenRequest(standin, callback, form);
  const answer = await response.json();
  const keys = createLocalJWKSet(await jwksOf(standin));
  const idToken = await jwtVerify(answer.id_token, keys, { issuer: standin.issuer, audience: CLIENT_ID });
  const said = await userinfo(standin, answer.access_token);
  const type = said.headers.get("content-type").split(";")[0];
  const identity = type === "application/jwt" ? await jwtVerify(await said.text(), keys) : { payload: await said.json() };
  return { callback, answer, idToken, type, identity };
}

/** A correct request; `changes` overrides parameters, and `undefined` takes one out. */
export function authorizeUrl(standin, changes = {}) {
  const parameters = {
    client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, scope: DEFAULT_SCOPE, state: hex64(), nonce: hex64(),
    acr_values: "eidas2", response_type: "code", ...changes,
  };
  const url = new URL(`${standin.issuer}/authorize`);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

export function tokenRequest(standin, callback, changes = {}, headers = {}) {
  const form = {
    grant_type: "authorization_code", code: callback.searchParams.get("code"), redirect_uri: REDIRECT_URI,
    client_id: CLIENT_ID, client_secret: CLIENT_SECRET, ...changes,
  };
  const body = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== undefined));
  return fetch(`${standin.issuer}/token`, { method: "POST", body, headers });
}

export async function clientAssertion(standin, rp, { alg = "ES256", key = rp.authentication.privateKey } = {}) {
  return new SignJWT({}).setProtectedHeader({ alg, kid: "rp-auth" }).setIssuer(CLIENT_ID).setSubject(CLIENT_ID)
    .setAudience(standin.issuer).setJti(hex64()).setIssuedAt().setExpirationTime("1m").sign(key);
}

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export const jwksOf = async (standin) => (await fetch(`${standin.issuer}/jwks`)).json();

/** Decrypts, then verifies with the published keys; says all that stood in either layer. */
export async function openToken(standin, rp, jwe) {
  const outer = await compactDecrypt(jwe, rp.encryption.privateKey);
  const jws = new TextDecoder().decode(outer.plaintext);
  const verified = await jwtVerify(jws, createLocalJWKSet(await jwksOf(standin)));
  return { jweHeader: outer.protectedHeader, jwsHeader: decodeProtectedHeader(jws), jws, claims: verified.payload };
}

export async function userinfo(standin, accessToken, headers = {}) {
  return fetch(`${standin.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}`, ...headers } });
}

/** From the request to both tokens, opened. */
export async function wholeSignIn({ standin, rp }, personId, changes = {}) {
  const url = authorizeUrl(standin, changes);
  const callback = await signIn(url, personId);
  const answer = await (await tokenRequest(standin, callback)).json();
  const idToken = await openToken(standin, rp, answer.id_token);
  const identity = await openToken(standin, rp, await (await userinfo(standin, answer.access_token)).text());
  return { url, callback, answer, idToken, identity };
}

export const memberNames = (object) => Object.keys(object).sort();
