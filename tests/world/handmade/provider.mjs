/**
 * A provider that answers from memory, so that no measurement counts its work: its tokens are made while the person would be at its page.
 *
 * In: whom to encrypt for, if for anybody. Out: an issuer on loopback, and what a person's return from a login URL brings.
 * Never: a check of the client's; the stand-in does those, and the tests drive it.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { CompactEncrypt, importJWK, SignJWT } from "jose";

export const CLIENT_ID = "measured-client";
export const SUB = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

const PERSON = { family_name: "LEBLANC", given_name: "CAMILLE ANNE", birthdate: "1962-08-24", gender: "female", birthplace: "75107", birthcountry: "99100" };
const SECONDS = 600;
const json = (document) => ({ type: "application/json", body: JSON.stringify(document) });

/** What can be wrong with an ID token. */
export const WRONGS = {
  signature: {},
  iss: { iss: "https://another.example" },
  aud: { aud: "another-client" },
  exp: { iat: -7200, exp: -3600 },
  nonce: { nonce: "0".repeat(64) },
};

/** @param {{ encryptFor?: object }} [options] the public JWK of a client whose tokens are encrypted, as FranceConnect+ does */
export async function startProvider({ encryptFor } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "signing", alg: "ES256", use: "sig" }] };
  const server = createServer(answer).listen(0, "localhost");
  await once(server, "listening");
  const issuer = `http://localhost:${server.address().port}`;
  const granted = new Map();
  const people = new Map();

  const documents = {
    "/.well-known/openid-configuration": { ...json(discoveryDocument(issuer, encryptFor !== undefined)), lasts: true },
    "/jwks": { ...json(keys), lasts: true },
  };

  /** What it answers; `undefined` where it refuses. */
  const document = (path, { authorization = "", body = "" }) => ({
    ...documents,
    "/token": granted.get(new URLSearchParams(body).get("code")),
    "/userinfo": people.get(authorization.slice("Bearer ".length)),
  })[path];

  async function answer(request, response) {
    // One of the peers sends credentials, and CORS then allows no asterisk.
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const { status, headers, body } = answerWith(document(request.url, { authorization: request.headers.authorization, body: await text(request) }));
    return response.writeHead(status, headers).end(body);
  }

  /** Stands in for `fetch` in a process that shall not wait for a network. */
  async function fetchDirectly(url, { headers, body }) {
    const { authorization } = Object.fromEntries(new Headers(headers));
    const { body: content, ...init } = answerWith(document(new URL(url).pathname, { authorization, body: body ?? "" }));
    return new Response(content, init);
  }

  const sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "signing" }).sign(privateKey);
  const protect = async (jws) => (encryptFor === undefined ? jws : encrypted(jws, encryptFor));

  /** A person's return from `loginUrl`; `wrong` names what is wrong with her ID token. */
  async function authorize(loginUrl, wrong) {
    const asked = new URL(loginUrl).searchParams;
    const now = Math.floor(Date.now() / 1000);
    const { iat = 0, exp = SECONDS, ...other } = WRONGS[wrong] ?? {};
    const base = { iss: issuer, aud: CLIENT_ID, sub: SUB, iat: now + iat, exp: now + exp };
    const person = encryptFor === undefined ? {} : { acr: "eidas2", auth_time: now };
    const signed = await sign({ ...base, ...person, nonce: asked.get("nonce") ?? undefined, ...other });
    const idToken = wrong === "signature" ? withAnotherSignature(signed) : signed;
    const accessToken = await sign({ ...base, jti: randomBytes(16).toString("hex") });
    const code = randomBytes(16).toString("hex");
    const scope = asked.get("scope");
    granted.set(code, json({ access_token: accessToken, token_type: "Bearer", expires_in: 60, id_token: await protect(idToken), scope }));
    people.set(accessToken, { type: "application/jwt", body: await protect(await sign({ ...base, ...PERSON })) });
    const back = new URL(asked.get("redirect_uri"));
    for (const [name, value] of Object.entries({ code, state: asked.get("state"), iss: issuer })) back.searchParams.set(name, value);
    return back.href;
  }

  return {
    issuer,
    authorize,
    fetch: fetchDirectly,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

const REFUSAL = { status: 400, type: "application/json", body: '{"error":"invalid_grant"}' };

function answerWith({ status = 200, type, body, lasts = false } = REFUSAL) {
  return { status, headers: { "content-type": type, "cache-control": lasts ? "public, max-age=600" : "no-store" }, body };
}

/** A plain provider lets browsers call it and gives all in the ID token; FranceConnect+ encrypts, and wants userinfo to be asked. */
const discoveryDocument = (issuer, encrypts) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["ES256"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
  token_endpoint_auth_methods_supported: [encrypts ? "client_secret_post" : "none"],
  ...(encrypts && {
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/session/end`,
    userinfo_signing_alg_values_supported: ["ES256"],
    id_token_encryption_alg_values_supported: ["ECDH-ES"],
    id_token_encryption_enc_values_supported: ["A256GCM"],
  }),
});

async function encrypted(jws, jwk) {
  const header = { alg: "ECDH-ES", enc: "A256GCM", cty: "JWT", kid: jwk.kid };
  return new CompactEncrypt(Buffer.from(jws)).setProtectedHeader(header).encrypt(await importJWK(jwk, "ECDH-ES"));
}

/** Well-formed, but of nothing. */
function withAnotherSignature(jws) {
  const [header, payload, signature] = jws.split(".");
  const octets = Buffer.from(signature, "base64url");
  octets[40] ^= 1;
  return [header, payload, octets.toString("base64url")].join(".");
}
