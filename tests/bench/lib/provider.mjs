/**
 * What FranceConnect+ would send, today: keys, documents, tokens of its shape.
 *
 * In: keys and a nonce; what shall be different. Out: plain data and compact tokens. Never: a process; whoever serves these is a canned
 * upstream, so that no provider's work is measured.
 */
import { createHash, generateKeyPairSync, randomInt } from "node:crypto";
import { contentKey, decode, encode, encrypted, signed } from "../../differential/tokens.mjs";

export const ISSUER = "https://fc.example/api/v2";
export const CLIENT_ID = "our-client";
export const CLIENT_SECRET = "s".repeat(32);
export const ACCESS_TOKEN = "the-access-token";
export const SUB = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

/** Seconds that a token lasts: FranceConnect+'s last 60, and the rounds longer. */
const LIFE = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** A signing key of the provider, with its public JWK. */
export function signingKey(kid) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" } };
}

/** A decryption key of ours, with its private JWK. */
export function decryptionKey(alg) {
  const { privateKey, publicKey } =
    alg === "ECDH-ES" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = `our-${alg.toLowerCase()}`;
  return { kid, alg, publicKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, alg, use: "enc" } };
}

export const discoveryDocument = () => ({
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  jwks_uri: `${ISSUER}/jwks`,
  end_session_endpoint: `${ISSUER}/session/end`,
  response_types_supported: ["code"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["ES256"],
  id_token_encryption_alg_values_supported: ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
  id_token_encryption_enc_values_supported: ["A256GCM"],
  token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
});

export const jwks = (...keys) => ({ keys: keys.map(({ jwk }) => jwk) });

const left = (text) => encode(createHash("sha256").update(text).digest().subarray(0, 16));

export const idTokenClaims = (nonce, accessToken = ACCESS_TOKEN) => ({
  iss: ISSUER, aud: CLIENT_ID, sub: SUB, iat: now(), exp: now() + LIFE, nonce, acr: "eidas2", amr: ["pwd", "fr"], auth_time: now() - 4,
  at_hash: left(accessToken),
});

export const userinfoClaims = () => ({
  iss: ISSUER, aud: CLIENT_ID, sub: SUB, iat: now(), exp: now() + LIFE,
  family_name: "LEBLANC", given_name: "CAMILLE ANNE", birthdate: "1962-08-24", gender: "female", birthplace: "75107", birthcountry: "99100",
  preferred_username: "MOREAU", email: "camille.leblanc@example.fr",
});

/** A compact JWS with FranceConnect+'s header: `alg` and `kid` only. */
export const sign = (key, claims) => signed(JSON.stringify({ alg: "ES256", kid: key.kid }), JSON.stringify(claims), key.privateKey);

/** The compact JWE around it. */
export function encrypt(key, jws) {
  const content = contentKey(key);
  const header = { alg: key.alg, enc: "A256GCM", cty: "JWT", kid: key.kid, iss: ISSUER, aud: CLIENT_ID, ...content.members };
  return encrypted(JSON.stringify(header), jws, content);
}

export const tokenAnswer = (idToken, accessToken = ACCESS_TOKEN) =>
  ({ access_token: accessToken, token_type: "Bearer", expires_in: 60, scope: "openid identite_pivot email preferred_username", id_token: idToken });

/** What every competitor must refuse, by name: makers of ID tokens that differ from the right one in one thing. */
export const WRONG = {
  "an altered signature": (key, ...login) => altered(sign(key, idTokenClaims(...login))),
  "another's key under the same name": (key, ...login) => sign(signingKey(key.kid), idTokenClaims(...login)),
  "another nonce": differing(({ nonce }) => ({ nonce: nonce.replace(/^./, (first) => (first === "0" ? "1" : "0")) })),
  "an expired token": differing(() => ({ exp: now() - 60 })),
  "another issuer": differing(() => ({ iss: `${ISSUER}/` })),
  "another audience": differing(() => ({ aud: "another-client" })),
  "a lower level of assurance": differing(() => ({ acr: "eidas1" })),
};

function differing(change) {
  return (key, ...login) => {
    const claims = idTokenClaims(...login);
    return sign(key, { ...claims, ...change(claims) });
  };
}

function altered(jws) {
  const [header, payload, signature] = jws.split(".");
  const octets = decode(signature);
  octets[randomInt(octets.length)] ^= 1;
  return [header, payload, encode(octets)].join(".");
}
