/**
 * Answers of the userinfo endpoint: this library beside openid-client's `fetchUserInfo`, for a plain provider (JSON, or signed) and for
 * FranceConnect+ (signed and encrypted).
 */
import { campaign } from "./campaign.mjs";
import { CLIENT_ID, decryptionKey, discoveryDocument, idTokenClaims, ISSUER, NOW, signingKey, SUB, userinfoClaims } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, applyText, flip, laxer, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { contentKey, decode, encode, encrypted, signed } from "../../world/handmade/tokens.mjs";

const [own, stranger] = [signingKey("a"), signingKey("x")];
const encryption = decryptionKey("ECDH-ES");
const keySet = { keys: [own.jwk] };
const keys = ours.providerKeys(JSON.stringify(keySet));
const JWS_HEADER = '{"alg":"ES256","kid":"a"}';

const sealed = (jws) => {
  const content = contentKey(encryption);
  return encrypted(JSON.stringify({ alg: "ECDH-ES", enc: "A256GCM", cty: "JWT", kid: encryption.kid, ...content.members }), jws, content);
};

/** A kind of answer: how it looks, and who reads it. */
async function way(preset, { type, wrap, signedUserinfo, encrypts }) {
  const deployment = await ours.deployment(preset, encrypts ? [encryption.jwk] : undefined);
  const jws = signed(JWS_HEADER, JSON.stringify(idTokenClaims(deployment.login.nonce)), own.privateKey);
  const decryptionKeys = encrypts ? [await theirs.decryptionKey(encryption)] : [];
  const configuration = await theirs.configuration({ server: discoveryDocument(), answers, signedUserinfo, decryptionKeys });
  return { deployment, idToken: encrypts ? sealed(jws) : jws, type, wrap, configuration };
}

let received;
const answers = (path) => (path === "jwks" ? Response.json(keySet) : received());

const PLAIN = ["JSON"];
const SIGNED = ["signed", "FranceConnect+"];
const ways = {
  "JSON": await way("oidc", { type: "application/json", wrap: (payload) => payload }),
  "signed": await way("oidc", { type: "application/jwt", wrap: (payload, key) => signed(JWS_HEADER, payload, key.privateKey), signedUserinfo: true }),
  "FranceConnect+": await way("franceconnect-plus", {
    type: "application/jwt", wrap: (payload, key) => sealed(signed(JWS_HEADER, payload, key.privateKey)), signedUserinfo: true, encrypts: true,
  }),
};

const on = (kinds, operator) => ({ ...operator, only: kinds });
const set = (added) => ({ draft: (draft) => ({ ...draft, ...added }) });
const without = (name) => ({ draft: ({ [name]: _, ...rest }) => rest });
const at = (name, least, most) => ({ draft: (draft, choices) => ({ ...draft, [name]: NOW + choices.between(least, most) }) });
const twice = (name, wrong) => ({ text: (honest) => honest.replace("{", `{"${name}":${JSON.stringify(wrong)},`) });
const filled = (length) => ({ text: (honest) => honest.replace("{", `{"x-long":"${"x".repeat(length)}",`) });
const answered = (changes) => ({ answer: (draft) => ({ ...draft, ...changes(draft) }) });
const content = (change) => ({ content: change });

/** The faults of JSON have one code where it is the answer, and another where it is in a token. */
const faults = (kinds, malformed) => jsonFaults(`${kinds.join(", ")}, claims`, { malformed, apply: (text) => ({ text, only: kinds }) });
const [plainFaults, signedFaults] = [faults(PLAIN, "provider_answer_malformed"), faults(SIGNED, "token_malformed")];

const operators = {
  ...leadsTo("accepted", {
    "nothing, JSON": on(["JSON"], {}),
    "nothing, signed": on(["signed"], {}),
    "nothing, FranceConnect+": on(["FranceConnect+"], {}),
    "claims that nobody knows": set({ address: { locality: "Paris" }, score: 0.25 }),
    "only sub": on(PLAIN, { draft: ({ sub }) => ({ sub }) }),
    "no dates": { draft: ({ iat, exp, ...rest }) => rest },
    "aud a list of us": set({ aud: [CLIENT_ID] }),
    "exp a fraction": set({ exp: NOW + 60.5 }),
    "no iss and no aud, signed": on(["signed"], { draft: ({ iss, aud, ...rest }) => rest }),
    "nbf within the leeway": at("nbf", 0, 30),
    "exp within the leeway": at("exp", -29, 0),
    "iat within the leeway": at("iat", 0, 30),
    "a content type with a parameter": answered(({ type }) => ({ type: `${type};charset=utf-8` })),
    "iss of another, JSON": on(PLAIN, set({ iss: "https://evil.example" })),
    "aud another, JSON": on(PLAIN, set({ aud: "another-client" })),
    "exp past, JSON": on(PLAIN, at("exp", -3600, -31)),
    "plain claims, plain provider": on(["signed"], { wrap: (payload) => payload, ...answered(() => ({ type: "application/json" })) }),
  }),

  ...leadsTo("sub_mismatch", {
    "sub of another": set({ sub: "another" }),
    "sub in other letters": set({ sub: SUB.toUpperCase() }),
    "sub cut short": { draft: (draft, choices) => ({ ...draft, sub: SUB.slice(0, choices.between(1, SUB.length - 1)) }) },
    "sub and more": set({ sub: `${SUB}1` }),
    "sub with a space": set({ sub: `${SUB} ` }),
  }),
  ...leadsTo("claim_missing", {
    "no sub": without("sub"),
    "no iss, FranceConnect+": on(["FranceConnect+"], without("iss")),
    "no aud, FranceConnect+": on(["FranceConnect+"], without("aud")),
  }),
  ...leadsTo("claim_malformed", {
    "sub a number": set({ sub: 1 }),
    "sub null": set({ sub: null }),
    "sub a list": set({ sub: [SUB] }),
    "sub empty": set({ sub: "" }),
    "iss null, signed": on(SIGNED, set({ iss: null })),
    "iss a list, signed": on(SIGNED, set({ iss: [ISSUER] })),
    "aud a number, signed": on(SIGNED, set({ aud: 1 })),
    "exp a text, signed": on(SIGNED, set({ exp: String(NOW + 60) })),
    "iat a text, signed": on(SIGNED, set({ iat: String(NOW) })),
    "nbf a text, signed": on(SIGNED, set({ nbf: String(NOW) })),
  }),
  ...leadsTo("iss_mismatch", {
    "iss of another, signed": on(SIGNED, set({ iss: "https://evil.example" })),
    "iss with a slash, signed": on(SIGNED, set({ iss: `${ISSUER}/` })),
  }),
  ...leadsTo("aud_mismatch", {
    "aud another, signed": on(SIGNED, set({ aud: "another-client" })),
    "aud us and another, signed": on(SIGNED, set({ aud: [CLIENT_ID, "another-client"] })),
    "aud no one, signed": on(SIGNED, set({ aud: [] })),
  }),
  ...leadsTo("token_expired", { "exp past, signed": on(SIGNED, at("exp", -3600, -30)) }),
  ...leadsTo("token_not_yet_valid", { "nbf ahead, signed": on(SIGNED, at("nbf", 31, 3600)), "iat ahead, signed": on(SIGNED, at("iat", 31, 3600)) }),
  ...leadsTo("token_malformed", { "sub twice, signed": on(SIGNED, twice("sub", "another")) }),
  ...leadsTo("signature_invalid", {
    "signed by another": on(SIGNED, { key: stranger }),
    "a bit of the signature": on(["signed"], content((token, choices) => {
      const [header, payload, signature = ""] = String(token).split(".");
      return [header, payload, encode(flip(decode(signature), choices))].join(".");
    })),
  }),
  ...leadsTo("decryption_failed", {
    "a bit of the tag": on(["FranceConnect+"], content((token, choices) => {
      const parts = String(token).split(".");
      return [...parts.slice(0, 4), encode(flip(decode(parts[4] ?? ""), choices))].join(".");
    })),
  }),
  ...leadsTo("alg_not_allowed", {
    "alg none": on(["signed"], content((token) => `${encode('{"alg":"none"}')}.${String(token).split(".")[1]}.`)),
  }),
  ...leadsTo("token_not_encrypted", {
    "signed and not encrypted": on(["FranceConnect+"], { wrap: (payload, key) => signed(JWS_HEADER, payload, key.privateKey) }),
  }),
  ...leadsTo("token_not_signed", {
    "encrypted and not signed": on(["FranceConnect+"], { wrap: (payload) => sealed(payload) }),
    "plain claims in the place of a token": on(["FranceConnect+"], { wrap: (payload) => payload, ...answered(() => ({ type: "application/json" })) }),
  }),

  ...leadsTo("token_malformed", { "JSON that says it is a token": on(SIGNED, content(() => JSON.stringify(userinfoClaims()))) }),
  ...leadsTo("provider_answer_malformed", {
    "HTML": answered(() => ({ type: "text/html" })),
    "no content type": answered(() => ({ type: "" })),
    "a token that says it is JSON": on(SIGNED, answered(() => ({ type: "application/json" }))),
    "status 201": answered(() => ({ status: 201 })),
    "status 302": answered(() => ({ status: 302 })),
    "status 400": answered(() => ({ status: 400 })),
    "status 404": answered(() => ({ status: 404 })),
  }),
  ...leadsTo("grant_expired", { "status 401": answered(() => ({ status: 401 })) }),
  ...leadsTo("userinfo_rejected", { "status 403": answered(() => ({ status: 403 })) }),
  ...leadsTo("provider_unavailable", {
    "status 500": answered(() => ({ status: 500 })),
    "status 503": answered(() => ({ status: 503 })),
    "status 429": answered(() => ({ status: 429 })),
  }),
  ...leadsTo("token_too_large", { "more than 128 KB, signed": on(["signed"], filled(100_000)) }),
  ...leadsTo("provider_answer_malformed", { "more than 128 KB, JSON": on(PLAIN, filled(132_000)) }),

  ...plainFaults.operators,
  ...signedFaults.operators,
};

const differences = [
  ...plainFaults.differences,
  ...signedFaults.differences,
  stricter("a signed answer that names neither issuer nor audience", "claim_missing", ["no iss, FranceConnect+", "no aud, FranceConnect+"],
    "FranceConnect+ always names both; of a plain provider, what is there is compared, as openid-client does (OIDC Core §5.3.2)"),
  stricter("an audience besides us", "aud_mismatch", ["aud us and another, signed"],
    "the same rule as for ID tokens; openid-client is content to be among them"),
  stricter("issued ahead of us", "token_not_yet_valid", ["iat ahead, signed"], "as in ID tokens"),
  stricter("a claim said twice", "token_malformed", ["sub twice, signed"], "RFC 8725 §2.6; JSON.parse takes the last"),
  stricter("a token in clear in the place of an encrypted one", "token_not_encrypted", ["signed and not encrypted"],
    "what the client registered as encrypted must come so (N28): else whoever reads along chooses. openid-client decrypts only what is encrypted"),
  stricter("another media type", "provider_answer_malformed", ["HTML", "no content type"],
    "OIDC Core §5.3.2: application/json, or application/jwt; openid-client reads a JSON body whatever it calls itself"),
  laxer("plain claims where somebody wanted a signature", /^OAUTH_JWT_USERINFO_EXPECTED$/,
    ["plain claims, plain provider", "JSON that says it is a token", "a token that says it is JSON"],
    "OIDC Core §5.3.2: TLS vouches for plain claims. Of a plain provider we take either; openid-client was told here that it signs. " +
    "FranceConnect+'s preset demands the signature: \"plain claims in the place of a token\""),
  stricter("sizes", ["token_too_large", "provider_answer_malformed"], ["more than 128 KB, signed", "more than 128 KB, JSON"],
    "a limit of ours (src/base/limits.rs); openid-client has none"),
];

function spoiled(applied, { type, wrap }, choices) {
  const payload = applyText(applied, JSON.stringify(applyAll(applied, "draft", userinfoClaims(), choices)), choices);
  const { key } = applied.find((operator) => operator.key !== undefined) ?? { key: own };
  const body = applyAll(applied, "content", (applied.find((operator) => operator.wrap !== undefined)?.wrap ?? wrap)(payload, key), choices);
  return { status: 200, body, ...applyAll(applied, "answer", { type }, choices) };
}

campaign({
  what: "userinfo (openid-client)",
  cases: 2000,
  operators,
  differences,
  ask: async (applied, choices) => {
    const kind = choices.pick(Object.keys(ways).filter((name) => applied.every(({ only }) => only === undefined || only.includes(name))));
    const { deployment, idToken, configuration } = ways[kind];
    const { status, type, body } = spoiled(applied, ways[kind], choices);
    received = () => new Response(body, { status, headers: { "content-type": type } });
    return {
      ours: await ours.ask(async () => (await ours.session(deployment, keys, idToken, ours.answer(body, type, status))).identity.raw),
      theirs: await theirs.ask(() => theirs.userinfo(configuration, SUB)),
    };
  },
});
