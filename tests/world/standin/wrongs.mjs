/**
 * Faults that the stand-in commits on purpose, so that attacks, breakdowns and other providers' ways can be tested against a server that is
 * otherwise FranceConnect+.
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
import { createPrivateKey, sign as signature } from "node:crypto";
import { CompactEncrypt, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { ROUTES } from "./profile.mjs";

const TOKEN_WRONG = { idtoken: "idToken", userinfo: "userinfoToken" };

const ENDPOINTS = new Map([
  ["/.well-known/openid-configuration", "discovery"],
  ...["jwks", "token", "userinfo", "revocation", "end_session"].map((name) => [ROUTES[name], name]),
]);

/** RFC 7515 §5.1, by hand: a library would not sign what no honest provider writes. */
async function sign(keyRing, header, claims) {
  const written = (part) => (typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part));
  const input = [header, claims].map((part) => Buffer.from(written(part)).toString("base64url")).join(".");
  const key = createPrivateKey({ key: keyRing.signing(), format: "jwk" });
  return `${input}.${signature("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
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

async function misissue(token, use, honestJws, wrongs, keyRing) {
  const { client } = token;
  const alg = use === "idtoken" ? client.idTokenEncryptedResponseAlg : client.userinfoEncryptedResponseAlg;
  const enc = use === "idtoken" ? client.idTokenEncryptedResponseEnc : client.userinfoEncryptedResponseEnc;
  const claims = decodeJwt(honestJws);
  const draft = {
    header: decodeProtectedHeader(honestJws),
    claims,
    jws: honestJws,
    sign: (header, body) => sign(keyRing, header, body),
  };
  const jws = await (wrongs[TOKEN_WRONG[use]]?.(draft) ?? honestJws);

  const jwk = await encryptionKeyOf(client, alg);
  const header = { alg, enc, cty: "JWT", kid: jwk.kid, iss: claims.iss, aud: claims.aud };
  const encrypt = async (text, protectedHeader) => new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader(protectedHeader).encrypt(await importJWK(jwk, protectedHeader.alg));
  return wrongs.envelope ? wrongs.envelope({ use, jws, header, encrypt }) : encrypt(jws, header);
}

/**
 * oidc-provider signs and encrypts in one method and has no option to come between, so this method is wrapped, on the
 * one provider instance. Without a wrong for the token at hand, the library's own runs untouched.
 */
export function tamperTokens(provider, wrongs, keyRing) {
  const { prototype } = provider.IdToken;
  const { issue } = prototype;
  prototype.issue = async function issueOrMisissue(options) {
    const { use } = options;
    if (!wrongs[TOKEN_WRONG[use]] && !wrongs.envelope) return issue.call(this, options);
    const { client } = this;
    this.client = withoutEncryption(client);
    const honestJws = await issue.call(this, options);
    this.client = client;
    return misissue(this, use, honestJws, wrongs, keyRing);
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
