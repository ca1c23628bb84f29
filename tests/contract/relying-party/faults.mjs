/**
 * Faults of a provider, in the words of `wrongs` (tests/world/standin/wrongs.mjs).
 *
 * In: what is changed. Out: what is laid into the stand-in's `wrongs`. Never: two faults where one is named.
 */
import { CompactSign, exportJWK, generateKeyPair } from "jose";

/** The ID token with other claims, or another header, signed with the provider's key. */
export const idToken = (change) => ({ idToken: ({ header, claims, sign }) => sign(header, change(claims)) });
export const userinfo = (change) => ({ userinfoToken: ({ header, claims, sign }) => sign(header, change(claims)) });

export const without = (name) => ({ [name]: _, ...claims }) => claims;
export const having = (name, value) => (claims) => ({ ...claims, [name]: typeof value === "function" ? value(claims) : value });

/** The ID token without a signature, and with a header that says so (RFC 7519 §6). */
export const unsigned = {
  idToken: ({ header, claims }) => `${encode({ ...header, alg: "none" })}.${encode(claims)}.`,
};

/** The ID token whose signature belongs to another message. */
export const badlySigned = {
  async idToken({ header, claims, sign }) {
    const [head, payload] = (await sign(header, claims)).split(".");
    const [, , signature] = (await sign(header, { ...claims, other: true })).split(".");
    return [head, payload, signature].join(".");
  },
};

/** The ID token, genuinely signed with an algorithm that is not the registered one. */
export const signedWith = (alg) => ({
  async idToken({ header, claims }) {
    const { privateKey } = await generateKeyPair(alg);
    const message = new TextEncoder().encode(JSON.stringify(claims));
    return new CompactSign(message).setProtectedHeader({ ...header, alg }).sign(privateKey);
  },
});

/** Both tokens without the name of a key. */
export const nameless = {
  idToken: ({ header: { kid, ...header }, claims, sign }) => sign(header, claims),
  userinfoToken: ({ header: { kid, ...header }, claims, sign }) => sign(header, claims),
};

/** A document as the provider serves it, with changes to its members. */
export const served = (name, change) => ({
  answer: { [name]: async ({ headers: { "content-length": _, ...headers }, ...answer }) =>
    ({ ...answer, headers, body: JSON.stringify(await change(JSON.parse(answer.body))) }) },
});

/** A key for ES256 that signs nothing. */
export async function anotherKey() {
  const { publicKey } = await generateKeyPair("ES256");
  return { ...(await exportJWK(publicKey)), kid: "another", alg: "ES256", use: "sig" };
}

/** The callback with a parameter changed, or (`undefined`) taken out. */
export const callback = (name, value) => ({
  callback(url) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return url;
  },
});

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
