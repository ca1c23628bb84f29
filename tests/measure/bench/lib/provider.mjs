/**
 * What FranceConnect+ would send, today: keys, documents, tokens of its shape.
 *
 * In: keys and a nonce; what shall be different. Out: plain data and compact tokens. Never: a process; whoever serves these is a canned
 * upstream, so that no provider's work is measured.
 */
import { createHash, randomInt } from "node:crypto";
import { ACCESS_TOKEN, CLIENT_ID, ISSUER, signingKey, SUB } from "../../../world/handmade/parties.mjs";
import { contentKey, decode, encode, encrypted, signed } from "../../../world/handmade/tokens.mjs";

export {
  CLIENT_ID, CLIENT_SECRET, decryptionKey, discoveryDocument, discoveryDocumentWithoutUserinfo, ISSUER, ORIGIN, signingKey, SUB,
} from "../../../world/handmade/parties.mjs";

/** Seconds that a token lasts: FranceConnect+'s last 60, and the rounds longer. */
const LIFE = 3600;
const now = () => Math.floor(Date.now() / 1000);

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
