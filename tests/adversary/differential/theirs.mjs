/**
 * The other libraries: jose for tokens and keys, openid-client for whole answers, each set to be as strict as its options allow.
 *
 * In: what a provider sends. Out: verdicts: accepted, with what was understood, or the error's code. Never: a check that we add to
 * theirs; what they leave to their caller shows as a difference, and the table of the campaign says so.
 */
import { compactDecrypt, createLocalJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { verdictOf } from "./campaign.mjs";
import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, ISSUER, REDIRECT_URI } from "./honest.mjs";

/** The verdict of a call into one of them. Errors without a code are `TypeError`s and the like of the platform. */
export const ask = (call) => verdictOf(call, (error) => error?.code ?? error?.name ?? "thrown");

const CLOCK_TOLERANCE = 30;
const REQUIRED = ["iss", "aud", "sub", "iat", "exp", "nonce"];

/** The claims of a signed token. */
export async function jwtClaims(compact, keySet) {
  const options = { algorithms: ["ES256"], issuer: ISSUER, audience: CLIENT_ID, clockTolerance: CLOCK_TOLERANCE, requiredClaims: REQUIRED };
  return (await jwtVerify(compact, createLocalJWKSet(keySet), options)).payload;
}

/** What a JWE holds. `keys` are ours; `kid` and `alg` choose among them together, as openid-client does it. */
export async function plaintextOf(compact, keys) {
  const select = ({ kid, alg }) => {
    const fitting = keys.filter((key) => key.alg === alg && (kid === undefined || key.kid === kid));
    if (fitting.length !== 1) throw Object.assign(new Error("no key, or several"), { code: "KEY_SELECTION" });
    return fitting[0].privateKey;
  };
  const options = { keyManagementAlgorithms: keys.map((key) => key.alg), contentEncryptionAlgorithms: ["A256GCM"] };
  const { plaintext } = await compactDecrypt(compact, select, options);
  return new TextDecoder("utf-8", { fatal: true }).decode(plaintext);
}

/** A decryption key of ours, as openid-client takes it for ECDH-ES. */
export async function decryptionKey({ alg, kid, privateKey }) {
  const jwk = privateKey.export({ format: "jwk" });
  return { alg, kid, key: await crypto.subtle.importKey("jwk", jwk, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]) };
}

/** A client of openid-client; `answers` gives what the provider answers at a path. */
export async function configuration({ server, answers, decryptionKeys = [], signedUserinfo = false }) {
  const metadata = {
    client_secret: CLIENT_SECRET,
    id_token_signed_response_alg: "ES256",
    [client.clockTolerance]: CLOCK_TOLERANCE,
    ...(signedUserinfo && { userinfo_signed_response_alg: "ES256" }),
  };
  const made = new client.Configuration(server, CLIENT_ID, metadata, client.ClientSecretPost(CLIENT_SECRET));
  return strict(made, answers, decryptionKeys);
}

function strict(made, answers, decryptionKeys) {
  made[client.customFetch] = async (url) => answers(new URL(url).pathname.split("/").at(-1));
  client.enableNonRepudiationChecks(made);
  if (decryptionKeys.length > 0) client.enableDecryptingResponses(made, ["A256GCM"], ...decryptionKeys);
  return made;
}

/** The same, from a discovery document that is asked for. */
export async function discovered({ answers }) {
  const options = { [client.customFetch]: async (url) => answers(new URL(url).pathname.split("/").at(-1)) };
  const metadata = { client_secret: CLIENT_SECRET, id_token_signed_response_alg: "ES256", [client.clockTolerance]: CLOCK_TOLERANCE };
  const made = await client.discovery(new URL(ISSUER), CLIENT_ID, metadata, client.ClientSecretPost(CLIENT_SECRET), options);
  return strict(made, answers, []);
}

/** The ID token's claims after the code was exchanged. */
export async function exchanged(made, { query, state, nonce, maxAge }) {
  const url = new URL(`${REDIRECT_URI}?${query}`);
  const tokens = await client.authorizationCodeGrant(made, url, { expectedState: state, expectedNonce: nonce, idTokenExpected: true, maxAge });
  return tokens.claims();
}

export const userinfo = (made, sub) => client.fetchUserInfo(made, ACCESS_TOKEN, sub);
export const authorizationUrl = (made) => client.buildAuthorizationUrl(made, { redirect_uri: REDIRECT_URI, scope: "openid" });
