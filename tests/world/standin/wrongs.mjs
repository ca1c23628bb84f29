/**
 * Faults that the stand-in commits on purpose, so that attacks, breakdowns and other providers' ways can be tested against a server that is
 * otherwise a federation.
 *
 * In: the `wrongs` object given to `startStandin`. It is read at every request, so a test may set and delete members while
 * the stand-in runs. Out: one changed answer or token. An empty object changes nothing.
 *
 *   idToken, userinfoToken  ({ header, claims, jws, sign }) → the compact JWS to send inside the JWE (`sign(header, claims)`
 *                           signs with the current key, whatever they say: each is an object, or the very text or octets; any
 *                           other text may be returned)
 *   envelope                ({ use, jws, header, encrypt }) → what is sent instead of the JWE; `use` is "idtoken" or
 *                           "userinfo", `encrypt(text, header)` encrypts to the client's key
 *   callback                (url) → the address to send the browser to, instead of the honest callback
 *   answer                  { discovery, jwks, token, userinfo, revocation, end_session }: each
 *                           ({ status, headers, body }) → the same with changes; `cut: true` ends the connection after the
 *                           body, and the word "reset" ends it without an answer. May be asynchronous: a slow answer is
 *                           a wrong that waits.
 *
 *   lowLevels               `true`: a person comes back with the level that was reached, be it below the demand; FranceConnect+ ends on a page
 *   clientAssertions        `true`, from the start: a client may be registered for `private_key_jwt`, as other providers have it
 *
 * Never: a fault that was not asked for.
 */
import { createHmac, createPrivateKey, sign as signature } from "node:crypto";
import { CompactEncrypt, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { atHashOf } from "./at-hash.mjs";
import { ROUTES } from "./profile.mjs";

const TOKEN_WRONG = { idtoken: "idToken", userinfo: "userinfoToken" };

const ENDPOINTS = new Map([
  ["/.well-known/openid-configuration", "discovery"],
  ...["jwks", "token", "userinfo", "revocation", "end_session"].map((name) => [ROUTES[name], name]),
]);

/** RFC 7518 §3.2 to §3.4: the algorithm is the client's registered one. */
function signed(keyRing, client, alg, input) {
  if (alg === "HS256") return createHmac("sha256", client.clientSecret).update(input).digest();
  const key = createPrivateKey({ key: keyRing.signing(alg), format: "jwk" });
  return signature("sha256", Buffer.from(input), alg === "ES256" ? { key, dsaEncoding: "ieee-p1363" } : key);
}

/** RFC 7515 §5.1, by hand: a library would not sign what no honest provider writes. */
async function sign(keyRing, client, alg, header, claims) {
  const written = (part) => (typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part));
  const input = [header, claims].map((part) => Buffer.from(written(part)).toString("base64url")).join(".");
  return `${input}.${signed(keyRing, client, alg, input).toString("base64url")}`;
}

/** The client's encryption key, chosen as oidc-provider chooses it. */
async function encryptionKeyOf(client, alg) {
  await client.asymmetricKeyStore.refresh();
  const [jwk] = client.asymmetricKeyStore.selectForEncrypt({ alg, use: "enc" });
  return jwk;
}

/** The same client, as if it had asked for signed tokens only: what oidc-provider issues to it is the inner JWS. */
const withoutEncryption = (client) => Object.create(client, {
  idTokenEncryptedResponseEnc: { value: undefined },
  userinfoEncryptedResponseEnc: { value: undefined },
});

/** Which of a client's algorithms are for this token. */
const algorithmsOf = (client, use) => (use === "idtoken"
  ? { signs: client.idTokenSignedResponseAlg, alg: client.idTokenEncryptedResponseAlg, enc: client.idTokenEncryptedResponseEnc }
  : { signs: client.userinfoSignedResponseAlg, alg: client.userinfoEncryptedResponseAlg, enc: client.userinfoEncryptedResponseEnc });

/** The token as the federation writes it: oidc-provider 9 names no `typ`, and hashes no access token in the code flow. */
async function honest(token, use, jws, { typ, hashesAccessToken }, resign) {
  if (typ === undefined) return jws;
  const claims = decodeJwt(jws);
  const accessToken = use === "idtoken" && hashesAccessToken ? token.ctx.oidc.entities.AccessToken?.jti : undefined;
  return resign({ ...decodeProtectedHeader(jws), typ }, { ...claims, ...(accessToken && { at_hash: atHashOf(accessToken) }) });
}

async function reissue(token, use, jwsOfLibrary, { wrongs, keyRing, federation }) {
  const { client } = token;
  const { signs, alg, enc } = algorithmsOf(client, use);
  const resign = (header, body) => sign(keyRing, client, signs, header, body);
  const honestJws = await honest(token, use, jwsOfLibrary, federation, resign);
  const claims = decodeJwt(honestJws);
  const draft = { header: decodeProtectedHeader(honestJws), claims, jws: honestJws, sign: resign };
  const jws = await (wrongs[TOKEN_WRONG[use]]?.(draft) ?? honestJws);
  if (enc === undefined) return jws;

  const jwk = await encryptionKeyOf(client, alg);
  const header = { alg, enc, cty: "JWT", kid: jwk.kid, iss: claims.iss, aud: claims.aud };
  const encrypt = async (text, protectedHeader) => new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader(protectedHeader).encrypt(await importJWK(jwk, protectedHeader.alg));
  return wrongs.envelope ? wrongs.envelope({ use, jws, header, encrypt }) : encrypt(jws, header);
}

/**
 * oidc-provider signs and encrypts in one method and has no option to come between, so this method is wrapped, on the
 * one provider instance. Without a wrong for the token at hand, and where the federation writes tokens as the library does, the library's own runs
 * untouched.
 */
export function tamperTokens(provider, wrongs, keyRing, federation) {
  const { prototype } = provider.IdToken;
  const { issue } = prototype;
  prototype.issue = async function issueOrReissue(options) {
    const { use } = options;
    const isChanged = wrongs[TOKEN_WRONG[use]] || (federation.encrypts && wrongs.envelope) || federation.typ !== undefined;
    if (!isChanged || !Object.hasOwn(TOKEN_WRONG, use)) return issue.call(this, options);
    const { client } = this;
    this.client = withoutEncryption(client);
    const jws = await issue.call(this, options);
    this.client = client;
    return reissue(this, use, jws, { wrongs, keyRing, federation });
  };
}

function isCallback(response, issuer) {
  const location = response.getHeader("location");
  return typeof location === "string" && new URL(location, issuer).origin !== new URL(issuer).origin;
}

function send(response, end, changed) {
  if (changed === "reset") {
    response.socket.destroy();
    return;
  }
  const { status, headers, body, cut = false } = changed;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cut) {
    response.write(body, () => response.socket.destroy());
    return;
  }
  end(body);
}

/** Puts a wrong between oidc-provider's answer and the wire. Koa ends a response in one call with its whole body. */
export function tamperAnswer(response, route, issuer, wrongs) {
  const end = response.end.bind(response);
  response.end = (body, ...rest) => {
    const wrong = wrongs.answer?.[ENDPOINTS.get(route)];
    if (wrong) {
      const { "content-length": _, ...headers } = response.getHeaders();
      const answer = { status: response.statusCode, headers, body: body === undefined ? "" : String(body) };
      Promise.resolve(wrong(answer)).then((changed) => send(response, end, changed));
      return response;
    }
    if (wrongs.callback && route.startsWith(ROUTES.authorization) && isCallback(response, issuer)) {
      response.setHeader("location", String(wrongs.callback(new URL(response.getHeader("location")))));
    }
    return end(body, ...rest);
  };
}
