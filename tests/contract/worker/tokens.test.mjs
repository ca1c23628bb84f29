/** Tokens that must not get through the Worker: each fault alone, by its code, and the same sign-in without it. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { before, describe, it } from "node:test";
import { base64url, CompactSign, exportJWK, generateKeyPair } from "jose";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import { atHashOf, namingAtHash } from "../../world/standin/at-hash.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const now = () => Math.floor(Date.now() / 1000);

const deployment = deployed();
const { newPerson, wrongs } = deployment;

async function assertTaken() {
  const person = newPerson();
  await assertSignedIn(person, await person.signIn(PERSON));
}

async function assertRefused(code) {
  const person = newPerson();
  await assertSentBack(await person.signIn(PERSON), code);
  await assertNobody(person);
}

/** A token with a fault, which must be refused, and the same token without it, which must be taken. */
function refuses(what, code, commit, commitHonestly) {
  it(`${what}: ${code}`, async () => {
    commit();
    await assertRefused(code);
    for (const name of Object.keys(wrongs)) delete wrongs[name];
    commitHonestly();
    await assertTaken();
  });
}

const TOKENS = { "ID token": "idToken", userinfo: "userinfoToken" };
const signedWith = (token, change) => () => {
  wrongs[token] = ({ header, claims, sign }) => sign(header, change(claims));
};
const headedWith = (token, change) => () => {
  wrongs[token] = ({ header, claims, sign }) => sign(change(header), claims);
};
const rewritten = (token, rewrite) => () => {
  wrongs[token] = (draft) => rewrite(draft);
};
const withClaim = (name, value) => (claims) => ({ ...claims, [name]: typeof value === "function" ? value(claims) : value });
const withoutClaim = (name) => ({ [name]: _, ...claims }) => claims;
const untouched = (claims) => claims;

describe("claims of both tokens", () => {
  for (const [name, token] of Object.entries(TOKENS)) {
    const faults = [
      ["N47 iss missing", "claim_missing", withoutClaim("iss")],
      ["N47 iss of another", "iss_mismatch", withClaim("iss", "https://evil.example/api/v2")],
      ["N47 iss with a slash more", "iss_mismatch", withClaim("iss", ({ iss }) => `${iss}/`)],
      ["N47 iss cut", "iss_mismatch", withClaim("iss", ({ iss }) => iss.slice(0, -1))],
      ["N47 iss in a list", "claim_malformed", withClaim("iss", ({ iss }) => [iss])],
      ["N48 aud missing", "claim_missing", withoutClaim("aud")],
      ["N48 aud of another", "aud_mismatch", withClaim("aud", "another-client")],
      ["N48 aud with one more", "aud_mismatch", withClaim("aud", [CLIENT_ID, "another-client"])],
      ["N48 aud of nobody", "aud_mismatch", withClaim("aud", [])],
      ["N48 aud a number", "claim_malformed", withClaim("aud", 1)],
      ["N50 exp past", "token_expired", withClaim("exp", () => now() - 31)],
      ["N49 exp as a text", "claim_malformed", withClaim("exp", ({ exp }) => String(exp))],
      ["N49 exp negative", "claim_malformed", withClaim("exp", -1)],
      ["N50 iat ahead", "token_not_yet_valid", withClaim("iat", () => now() + 60)],
      ["N50 nbf ahead", "token_not_yet_valid", withClaim("nbf", () => now() + 60)],
      ["N49 iat as a text", "claim_malformed", withClaim("iat", ({ iat }) => String(iat))],
      ["N53 sub missing", "claim_missing", withoutClaim("sub")],
      ["N53 sub empty", "claim_malformed", withClaim("sub", "")],
      ["N53 sub a number", "claim_malformed", withClaim("sub", 1)],
      ["N53 sub of another", "sub_mismatch", withClaim("sub", ({ sub }) => `${sub.slice(1)}0`)],
    ];
    for (const [what, code, change] of faults) refuses(`${name}: ${what}`, code, signedWith(token, change), signedWith(token, untouched));

    for (const [what, change] of [
      ["aud as a list of us alone", withClaim("aud", [CLIENT_ID])],
      ["exp past by less than the leeway", withClaim("exp", () => now() - 20)],
      ["iat ahead by less than the leeway", withClaim("iat", () => now() + 20)],
      ["a claim that nobody knows", withClaim("https://example.org/x", { deep: [1, null] })],
    ]) {
      it(`${name}: ${what} is taken`, async () => {
        signedWith(token, change)();
        await assertTaken();
      });
    }
  }
});

describe("claims of the ID token", () => {
  const faults = [
    ["N50 exp missing", "claim_missing", withoutClaim("exp")],
    ["N50 iat missing", "claim_missing", withoutClaim("iat")],
    ["N50 iat a week old", "token_stale", withClaim("iat", () => now() - 604_800)],
    ["N51 nonce missing", "claim_missing", withoutClaim("nonce")],
    ["N51 nonce of another login", "nonce_mismatch", withClaim("nonce", "ab".repeat(32))],
    ["N51 nonce cut", "nonce_mismatch", withClaim("nonce", ({ nonce }) => nonce.slice(1))],
    ["N51 nonce in a list", "claim_malformed", withClaim("nonce", ({ nonce }) => [nonce])],
    ["N48 azp of another", "azp_mismatch", withClaim("azp", "another-client")],
    ["N55 acr missing", "acr_insufficient", withoutClaim("acr")],
    ["N55 acr below", "acr_insufficient", withClaim("acr", "eidas1")],
    ["N55 acr unknown", "acr_insufficient", withClaim("acr", "eidas9")],
    ["N55 acr in a list", "claim_malformed", withClaim("acr", ["eidas3"])],
    ["auth_time missing", "claim_missing", withoutClaim("auth_time")],
    ["auth_time ahead", "token_not_yet_valid", withClaim("auth_time", () => now() + 60)],
    ["amr a number", "claim_malformed", withClaim("amr", 1)],
    ["N52 at_hash of another token", "at_hash_mismatch", withClaim("at_hash", "A".repeat(22))],
    ["N52 at_hash empty", "at_hash_mismatch", withClaim("at_hash", "")],
  ];
  for (const [what, code, change] of faults) refuses(what, code, signedWith("idToken", change), signedWith("idToken", untouched));

  it("N52 at_hash of the access token is taken, and of no other", async () => {
    Object.assign(wrongs, namingAtHash(atHashOf));
    await assertTaken();
    Object.assign(wrongs, namingAtHash((accessToken) => atHashOf(`${accessToken}.`)));
    await assertRefused("at_hash_mismatch");
  });

  it("azp that is us, and an acr above the demanded one, are taken", async () => {
    signedWith("idToken", (claims) => ({ ...claims, azp: CLIENT_ID, acr: "eidas3" }))();
    await assertTaken();
  });
});

describe("signatures", () => {
  let stranger;
  before(async () => {
    stranger = await generateKeyPair("ES256");
  });
  const encode = (value) => base64url.encode(JSON.stringify(value));
  const unsigned = (alg) => ({ header, claims }) => `${encode({ ...header, alg })}.${encode(claims)}.`;
  const byStranger = async (header, claims) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(stranger.privateKey);
  const hmac = (secret) => ({ header, claims }) => {
    const input = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
    return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  };
  const parts = (change) => ({ jws }) => change(...jws.split(".")).join(".");

  /** ECDSA-Sig-Value (RFC 3279 §2.2.3) of r and s. */
  function derOf(signature) {
    const integer = (bytes) => Buffer.concat([Buffer.from([2, 33, 0]), bytes]);
    return Buffer.concat([Buffer.from([0x30, 70]), integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  }

  for (const [name, token] of Object.entries(TOKENS)) {
    const honest = rewritten(token, ({ jws }) => jws);
    for (const alg of ["none", "None", "nOnE"]) {
      refuses(`${name}: N01 N02 alg ${alg}`, "alg_not_allowed", rewritten(token, unsigned(alg)), honest);
    }
    for (const alg of ["RS256", "PS256", "ES384", "ES512", "es256", "EdDSA"]) {
      refuses(`${name}: N06 alg ${alg}`, "alg_not_allowed", rewritten(token, parts((header, ...rest) =>
        [encode({ ...JSON.parse(Buffer.from(header, "base64url")), alg }), ...rest])), honest);
    }
    refuses(`${name}: N05 HS256 with the client secret`, "alg_not_allowed", rewritten(token, (draft) =>
      hmac(deployment.settings.FC_CLIENT_SECRET)(draft)), honest);
    const faults = [
      ["N03 a signature of no length", "signature_invalid", parts((header, payload) => [header, payload, ""])],
      ["N08 a signature in DER", "signature_invalid", parts((header, payload, signature) =>
        [header, payload, base64url.encode(derOf(Buffer.from(signature, "base64url")))])],
      ...[63, 65, 128].map((length) => [`N09 a signature of ${length} bytes`, "signature_invalid", parts((header, payload, signature) =>
        [header, payload, base64url.encode(Buffer.concat([Buffer.from(signature, "base64url"), Buffer.alloc(64)]).subarray(0, length))])]),
      ["N07 a signature of zeros", "signature_invalid", parts((header, payload) =>
        [header, payload, base64url.encode(new Uint8Array(64))])],
      ["a signature that is altered", "signature_invalid", parts((header, payload, signature) =>
        [header, payload, `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`])],
      ["claims that are altered", "signature_invalid", parts((header, payload, signature) =>
        [header, encode({ ...JSON.parse(Buffer.from(payload, "base64url")), added: 1 }), signature])],
      ["N30 another's signature under our provider's kid", "signature_invalid", ({ header, claims }) => byStranger(header, claims)],
      ["N15 another's signature under a kid of its own", "key_unknown", ({ header, claims }) =>
        byStranger({ ...header, kid: "own" }, claims)],
      ["N06 the kid of a key for RS256", "key_unknown", ({ header, claims, sign }) => sign({ ...header, kid: "pkcs11:hsm-rsa" }, claims)],
      ["N14 a kid that is a path", "key_unknown", ({ header, claims, sign }) => sign({ ...header, kid: "../../etc/passwd" }, claims)],
      ["N11 a key of its own in the header", "header_invalid", async ({ header, claims }) =>
        byStranger({ ...header, jwk: await exportJWK(stranger.publicKey) }, claims)],
      ["N12 jku", "header_invalid", ({ header, claims, sign }) => sign({ ...header, jku: "https://evil.example/jwks" }, claims)],
      ["N13 x5u", "header_invalid", ({ header, claims, sign }) => sign({ ...header, x5u: "https://evil.example/cert" }, claims)],
      ["N56 a token of another kind", "header_invalid", ({ header, claims, sign }) => sign({ ...header, typ: "at+jwt" }, claims)],
      ["N19 crit", "crit_unsupported", parts((header, ...rest) =>
        [encode({ ...JSON.parse(Buffer.from(header, "base64url")), crit: ["exp"] }), ...rest])],
      ["N23 base64url with padding", "token_not_signed", ({ jws }) => `${jws}==`],
      ["N29 claims without a signature", "token_not_signed", ({ claims }) => JSON.stringify(claims)],
    ];
    for (const [what, code, rewrite] of faults) refuses(`${name}: ${what}`, code, rewritten(token, rewrite), honest);
    it(`${name}: typ JWT is taken`, async () => {
      headedWith(token, (header) => ({ ...header, typ: "JWT" }))();
      await assertTaken();
    });
  }

  it("N56 the ID token in the place of userinfo brings no identity, and none is made up", async () => {
    let idToken;
    wrongs.idToken = ({ jws }) => {
      idToken = jws;
      return jws;
    };
    wrongs.userinfoToken = () => idToken;
    const person = newPerson();
    const answer = await person.signIn(PERSON);
    // Nothing in it can tell it from a userinfo answer with no claims: same issuer, audience and person (OIDC Core §5.3.2).
    await assertSignedIn(person, answer);
    const { identity } = (await person.session()).body;
    assert.equal(identity.birthName, undefined);
    assert.ok(identity.missing.includes("family_name"));
  });
});
