/**
 * ID tokens: this library beside openid-client's `authorizationCodeGrant` with its non-repudiation checks on, for a plain provider and for
 * FranceConnect+, whose tokens are encrypted and always say `auth_time`.
 */
import { createHash } from "node:crypto";
import { campaign } from "./campaign.mjs";
import { ACCESS_TOKEN, CLIENT_ID, decryptionKey, discoveryDocument, idTokenClaims, ISSUER, NOW, signingKey, SUB, userinfoClaims } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, applyText, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { contentKey, decode, encode, encrypted, signed } from "../../world/handmade/tokens.mjs";

const [own, second] = [signingKey("a"), signingKey("b")];
const encryption = decryptionKey("ECDH-ES");
const keySet = JSON.stringify({ keys: [own.jwk, second.jwk] });
const keys = ours.providerKeys(keySet);

/** A login with each kind of provider. */
const deployments = { "oidc": await ours.plainDeployment(), "franceconnect-plus": await ours.deployment("franceconnect-plus", [encryption.jwk]) };

const decryptionKeys = [await theirs.decryptionKey(encryption)];
let received;
const answers = (path) => Response.json(path === "jwks"
  ? JSON.parse(keySet)
  : { access_token: ACCESS_TOKEN, token_type: "Bearer", id_token: received });
const configurations = {
  "oidc": await theirs.configuration({ server: discoveryDocument(), answers }),
  "franceconnect-plus": await theirs.configuration({ server: discoveryDocument(), answers, decryptionKeys }),
};

/** The draft is the claims; then the text of them. */
const only = (preset, operator) => ({ ...operator, only: [preset] });
const FC = (operator) => only("franceconnect-plus", operator);
const OIDC = (operator) => only("oidc", operator);
const claims = (change) => ({ draft: (draft, choices) => ({ ...draft, ...change(draft, choices) }) });
const set = (added) => claims(() => added);
const without = (name) => ({ draft: ({ [name]: _, ...rest }) => rest });
const text = (spoil) => ({ text: spoil });
/** A member twice, the honest one last, so that JSON.parse takes that. */
const twice = (name, wrong) => text((honest) => honest.replace("{", `{"${name}":${JSON.stringify(wrong)},`));
const at = (name, least, most) => claims((_, choices) => ({ [name]: NOW + choices.between(least, most) }));

const atHash = (accessToken) => encode(createHash("sha256").update(accessToken).digest().subarray(0, 16));

/** A claim that must be there and be a text: absent, or of each other type. */
const textClaim = (name) => ({
  ...leadsTo("claim_missing", { [`no ${name}`]: without(name) }),
  ...leadsTo("claim_malformed", {
    [`${name} a number`]: set({ [name]: 1 }),
    [`${name} null`]: set({ [name]: null }),
    [`${name} an object`]: set({ [name]: {} }),
    [`${name} true`]: set({ [name]: true }),
  }),
});

/** A date: of each other type. */
const dateClaim = (name) => leadsTo("claim_malformed", {
  [`${name} a text`]: claims((honest) => ({ [name]: String(honest[name] ?? NOW) })),
  [`${name} true`]: set({ [name]: true }),
  [`${name} a list`]: claims((honest) => ({ [name]: [honest[name] ?? NOW] })),
  [`${name} negative`]: claims((_, choices) => ({ [name]: -choices.between(1, NOW) })),
  [`${name} beyond 2^63`]: set({ [name]: 2 ** 70 }),
});

const faults = jsonFaults("claims", { malformed: "token_malformed", apply: text });

const operators = {
  ...leadsTo("accepted", {
    "nothing": {},
    "nothing, FranceConnect+": FC({}),
    "claims that nobody knows": set({ address: { locality: "Paris" }, roles: ["a"], score: 0.25 }),
    "aud a list of us": set({ aud: [CLIENT_ID] }),
    "azp us": set({ azp: CLIENT_ID }),
    "nbf now": set({ nbf: NOW }),
    "nbf within the leeway": at("nbf", 1, 30),
    "exp within the leeway": at("exp", -29, 0),
    "exp in a hundred years": set({ exp: NOW + 3_155_760_000 }),
    "iat within the leeway ahead": at("iat", 1, 30),
    "iat within the leeway before the login": at("iat", -30, -3),
    "auth_time long ago": at("auth_time", -3000, -100),
    "auth_time within the leeway ahead": at("auth_time", 1, 30),
    "at_hash": set({ at_hash: atHash(ACCESS_TOKEN) }),
    "no amr": without("amr"),
    "acr eidas3": set({ acr: "eidas3" }),
    "sub of 255 characters": claims((_, choices) => ({ sub: "s".repeat(255 - choices.below(2)) })),
    ...Object.fromEntries(["exp", "iat", "nbf"].map((name) =>
      [`${name} a fraction`, claims((honest) => ({ [name]: (honest[name] ?? NOW) - 0.5 }))])),
    "no auth_time, plain provider": OIDC(without("auth_time")),
    "no acr, plain provider": OIDC(without("acr")),
    "an unknown acr, plain provider": OIDC(set({ acr: "urn:other" })),
  }),

  ...textClaim("iss"),
  ...leadsTo("claim_malformed", { "iss a list of it": set({ iss: [ISSUER] }) }),
  ...leadsTo("iss_mismatch", {
    "iss of another": set({ iss: "https://evil.example" }),
    "iss with a slash": set({ iss: `${ISSUER}/` }),
    "iss in other letters": set({ iss: ISSUER.replace("fc", "FC") }),
    "iss with its port": set({ iss: ISSUER.replace("example", "example:443") }),
    "iss cut short": claims((_, choices) => ({ iss: ISSUER.slice(0, choices.below(ISSUER.length)) })),
    "iss with a space": set({ iss: `${ISSUER} ` }),
  }),

  ...leadsTo("claim_missing", { "no aud": without("aud") }),
  ...leadsTo("claim_malformed", {
    "aud a number": set({ aud: 1 }),
    "aud null": set({ aud: null }),
    "aud an object": set({ aud: { [CLIENT_ID]: true } }),
  }),
  ...leadsTo("aud_mismatch", {
    "aud another": set({ aud: "another-client" }),
    "aud empty": set({ aud: "" }),
    "aud our name and more": set({ aud: `${CLIENT_ID}2` }),
    "aud our name in other letters": set({ aud: CLIENT_ID.toUpperCase() }),
    "aud two in one text": set({ aud: `${CLIENT_ID} another-client` }),
    "aud no one": set({ aud: [] }),
    "aud a list of another": set({ aud: ["another-client"] }),
    "aud us and another": set({ aud: [CLIENT_ID, "another-client"] }),
    "aud us and another, azp us": set({ aud: [CLIENT_ID, "another-client"], azp: CLIENT_ID }),
    "aud us and another, azp the other": set({ aud: [CLIENT_ID, "another-client"], azp: "another-client" }),
    "aud us twice": set({ aud: [CLIENT_ID, CLIENT_ID] }),
    "aud us and a number, azp us": set({ aud: [CLIENT_ID, 1], azp: CLIENT_ID }),
    "aud a list in a list": set({ aud: [[CLIENT_ID]] }),
  }),

  ...leadsTo("azp_mismatch", { "azp another": set({ azp: "another-client" }), "azp empty": set({ azp: "" }) }),
  ...leadsTo("claim_malformed", { "azp a number": set({ azp: 1 }), "azp a list": set({ azp: [CLIENT_ID] }) }),

  ...leadsTo("claim_missing", { "no exp": without("exp"), "no iat": without("iat") }),
  ...dateClaim("exp"),
  ...dateClaim("iat"),
  ...dateClaim("nbf"),
  ...dateClaim("auth_time"),
  ...leadsTo("token_expired", { "exp past": at("exp", -3600, -31), "exp at the leeway": set({ exp: NOW - 30 }), "exp zero": set({ exp: 0 }) }),
  ...leadsTo("token_not_yet_valid", {
    "iat ahead": at("iat", 31, 3600),
    "nbf ahead": at("nbf", 31, 3600),
    "auth_time ahead": at("auth_time", 31, 3600),
  }),
  ...leadsTo("token_stale", { "iat before the login": at("iat", -3600, -31), "iat zero": set({ iat: 0 }) }),

  ...textClaim("nonce"),
  ...leadsTo("claim_malformed", { "nonce a list": claims(({ nonce }) => ({ nonce: [nonce] })) }),
  ...leadsTo("nonce_mismatch", {
    "nonce of another login": claims((_, choices) => ({ nonce: choices.bytes(32).toString("hex") })),
    "nonce cut short": claims(({ nonce }, choices) => ({ nonce: String(nonce).slice(0, choices.below(64)) })),
    "nonce and more": claims(({ nonce }) => ({ nonce: `${nonce}0` })),
    "nonce in other letters": claims(({ nonce }) => ({ nonce: `${String(nonce).slice(0, -1)}Z` })),
    "nonce, first character": claims(({ nonce }) => ({ nonce: `z${String(nonce).slice(1)}` })),
    "nonce, last character": claims(({ nonce }) => ({ nonce: `${String(nonce).slice(0, -1)}z` })),
    "nonce empty": set({ nonce: "" }),
  }),

  ...textClaim("sub"),
  ...leadsTo("claim_malformed", {
    "sub empty": set({ sub: "" }),
    "sub of more than 255 characters": claims((_, choices) => ({ sub: "s".repeat(choices.between(256, 2000)) })),
    "sub beyond ASCII": set({ sub: `é${SUB}` }),
  }),

  ...leadsTo("claim_missing", { "no auth_time, FranceConnect+": FC(without("auth_time")) }),
  ...leadsTo("acr_insufficient", {
    "no acr, FranceConnect+": FC(without("acr")),
    "acr eidas1, FranceConnect+": FC(set({ acr: "eidas1" })),
    "acr in other letters, FranceConnect+": FC(set({ acr: "EIDAS2" })),
    "acr empty, FranceConnect+": FC(set({ acr: "" })),
  }),
  ...leadsTo("claim_malformed", { "acr a number": set({ acr: 2 }), "acr a list": set({ acr: ["eidas3"] }) }),
  ...leadsTo("claim_malformed", { "amr numbers": set({ amr: [1, 2] }) }),
  ...leadsTo("at_hash_mismatch", {
    "at_hash of another token": set({ at_hash: atHash("another-token") }),
    "at_hash of all octets": set({ at_hash: encode(createHash("sha256").update(ACCESS_TOKEN).digest()) }),
  }),
  ...leadsTo("claim_malformed", { "at_hash a number": set({ at_hash: 1 }) }),

  ...leadsTo("token_malformed", {
    "iss twice": twice("iss", "https://evil.example"),
    "aud twice": twice("aud", "another-client"),
    "sub twice": twice("sub", "another"),
    "exp twice": twice("exp", NOW - 1000),
    "nonce twice": twice("nonce", "another"),
  }),
  ...leadsTo("signature_invalid", { "signed by another": { key: second } }),

  ...faults.operators,
};

/** The ID token, and the name of its person as the draft has it. */
function token(applied, preset, choices) {
  const draft = applyAll(applied, "draft", idTokenClaims(deployments[preset].login.nonce), choices);
  const payload = applyText(applied, JSON.stringify(draft), choices);
  const { key } = applied.find((operator) => operator.key !== undefined) ?? { key: own };
  const jws = signed('{"alg":"ES256","kid":"a"}', payload, key.privateKey);
  return { idToken: preset === "oidc" ? jws : sealed(jws), sub: draft.sub };
}

function sealed(jws) {
  const content = contentKey(encryption);
  return encrypted(JSON.stringify({ alg: "ECDH-ES", enc: "A256GCM", cty: "JWT", kid: encryption.kid, ...content.members }), jws, content);
}

/** What this library understood of an ID token. */
const understood = {
  /** There is no userinfo: the session holds the ID token's claims. */
  "oidc": async (deployment, { idToken }) => (await ours.session(deployment, keys, idToken)).identity.raw,

  /** The session holds userinfo's claims, and of the ID token's the four that it is about. The others come out in the token that a page is handed. */
  "franceconnect-plus": async (deployment, { idToken, sub }) => {
    const claims = JSON.stringify({ ...userinfoClaims(), sub });
    const userinfo = ours.answer(sealed(signed('{"alg":"ES256","kid":"a"}', claims, own.privateKey)), "application/jwt");
    const { identity, assurance } = await ours.session(deployment, keys, idToken, userinfo);
    const { id_token } = await ours.handedToPage(deployment, deployment.login.nonce, idToken, userinfo);
    const { sub: _sub, acr: _acr, amr: _amr, auth_time: _time, ...others } = JSON.parse(decode(id_token.split(".")[1]));
    const { acr, amr, authTime } = assurance;
    return { ...others, sub: identity.sub, acr, ...(amr && { amr }), auth_time: authTime };
  },
};

const differences = [
  ...faults.differences,
  stricter("a claim said twice", "token_malformed", ["iss twice", "aud twice", "sub twice", "exp twice", "nonce twice"],
    "RFC 7519 §4 allows the refusal and RFC 8725 §2.6 warns of readers that disagree; JSON.parse takes the last"),
  stricter("an audience besides us", "aud_mismatch",
    ["aud us and another, azp us", "aud us and a number, azp us", "aud us and another", "aud us and another, azp the other", "aud us twice"],
    "OIDC Core §3.1.3.7 (3): refuse audiences that are not trusted; we trust none, openid-client any where azp is the client"),
  stricter("an authorized party other than us", ["azp_mismatch", "claim_malformed"],
    ["azp another", "azp empty", "azp a number", "azp a list", "aud us and another, azp the other"],
    "OIDC Core §3.1.3.7 (5): should be verified wherever it is there; openid-client looks where there are several audiences"),
  stricter("dates that nobody writes", "claim_malformed", ["exp", "iat", "nbf", "auth_time"].flatMap((name) =>
    [`${name} negative`, `${name} beyond 2^63`].filter((operator) =>
      !["exp negative", "nbf beyond 2^63", "auth_time negative"].includes(operator))),
    "RFC 7519 §2 allows fractions, and no provider writes any of these: refused rather than rounded; openid-client compares floats"),
  stricter("issued ahead of us", "token_not_yet_valid", ["iat ahead"],
    "OIDC Core §3.1.3.7 (10) leaves the range to the client: a token from the future can wait to be used; openid-client reads its type only"),
  stricter("authenticated ahead of us", "token_not_yet_valid", ["auth_time ahead"],
    "a session would look fresh for longer than it is; openid-client asks only whether auth_time is too long ago"),
  stricter("issued before the login", "token_stale", ["iat before the login", "iat zero"],
    "OIDC Core §3.1.3.7 (10): it cannot answer a login that was not yet begun; openid-client does not know when that was"),
  stricter("the form of sub", "claim_malformed", ["sub empty", "sub of more than 255 characters", "sub beyond ASCII"],
    "OIDC Core §2: at most 255 ASCII characters, and a name for nobody is none; openid-client asks for a text"),
  stricter("the level of assurance", ["acr_insufficient", "claim_malformed"], [
    "no acr, FranceConnect+", "acr eidas1, FranceConnect+", "acr in other letters, FranceConnect+", "acr empty, FranceConnect+",
    "acr a number", "acr a list",
  ], "OIDC Core §3.1.3.7 (12): up to the client; openid-client leaves it to its caller"),
  stricter("the form of amr", "claim_malformed", ["amr numbers"], "OIDC Core §2: a list of texts; openid-client does not look at it"),
  stricter("another access token", ["at_hash_mismatch", "claim_malformed"],
    ["at_hash of another token", "at_hash of all octets", "at_hash a number"],
    "OIDC Core §3.1.3.8: a client may check it, and we do; openid-client does so in the hybrid flow only"),
];

campaign({
  what: "ID tokens (openid-client)",
  cases: 3000,
  operators,
  differences,
  ask: async (applied, choices) => {
    const preset = choices.pick(Object.keys(deployments).filter((name) => applied.every(({ only }) => only === undefined || only.includes(name))));
    const deployment = deployments[preset];
    const made = token(applied, preset, choices);
    received = made.idToken;
    const { query, state, nonce } = deployment.login;
    const expected = { query, state, nonce, maxAge: preset === "oidc" ? undefined : 3600 };
    return {
      ours: await ours.ask(() => understood[preset](deployment, made)),
      theirs: await theirs.ask(() => theirs.exchanged(configurations[preset], expected)),
    };
  },
});
