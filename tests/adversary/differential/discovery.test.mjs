/**
 * Discovery documents: this library beside openid-client. It looks at most members only when it needs them, so it is asked for a whole
 * sign-in with the document: the authorization URL, the code's exchange with the ID token verified, userinfo.
 */
import { campaign } from "./campaign.mjs";
import { ACCESS_TOKEN, decryptionKey, discoveryDocument, idTokenClaims, ISSUER, signingKey, SUB } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, applyText, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { signed } from "../../world/handmade/tokens.mjs";

const own = signingKey("a");
const jws = signed('{"alg":"ES256","kid":"a"}', JSON.stringify(idTokenClaims("nonce")), own.privateKey);
const deployments = {
  "oidc": await ours.deployment("oidc"),
  "franceconnect-plus": await ours.deployment("franceconnect-plus", [decryptionKey("ECDH-ES").jwk]),
};

const set = (added) => ({ draft: (draft) => ({ ...draft, ...added }) });
const without = (name) => ({ draft: ({ [name]: _, ...rest }) => rest });
const FC = (operator) => ({ ...operator, only: ["franceconnect-plus"] });
const OIDC = (operator) => ({ ...operator, only: ["oidc"] });
const answered = (changes) => ({ answer: (draft) => ({ ...draft, ...changes }) });

/** An endpoint that is needed: absent, of another type, insecure, or not absolute. The last segment stays, since it says what is asked for. */
const endpoint = (name, path) => leadsTo("discovery_malformed", {
  [`no ${name}`]: without(name),
  [`${name} null`]: set({ [name]: null }),
  [`${name} a number`]: set({ [name]: 1 }),
  [`${name} empty`]: set({ [name]: "" }),
  [`${name} relative`]: set({ [name]: `/api/v2/${path}` }),
  [`${name} over http`]: set({ [name]: `http://fc.example/api/v2/${path}` }),
  [`${name} of another scheme`]: set({ [name]: `ftp://fc.example/${path}` }),
  [`${name} a script`]: set({ [name]: `javascript:alert(1)//${path}` }),
});

const faults = jsonFaults("document", { malformed: "discovery_malformed", apply: (text) => ({ text }) });

const operators = {
  ...leadsTo("accepted", {
    "nothing": {},
    "members that nobody knows": set({ "x-list": [1], claims_supported: ["sub"] }),
    "endpoints elsewhere": set({ token_endpoint: "https://other.example/token", jwks_uri: "https://keys.example:8443/jwks" }),
    "endpoints with a query": set({ authorization_endpoint: `${ISSUER}/authorize?tenant=a`, userinfo_endpoint: `https://fc.example/a/userinfo?x=y` }),
    "more than we need": set({ response_types_supported: ["id_token", "code"], id_token_signing_alg_values_supported: ["RS256", "ES256"] }),
    "a content type with a parameter": answered({ type: "application/json; charset=utf-8" }),
    "no end_session_endpoint": without("end_session_endpoint"),
    "iss not announced": without("authorization_response_iss_parameter_supported"),
    "no methods of authentication": without("token_endpoint_auth_methods_supported"),
    "no userinfo_endpoint, plain provider": OIDC(without("userinfo_endpoint")),
  }),

  ...leadsTo("discovery_issuer_mismatch", {
    "no issuer": without("issuer"),
    "issuer of another": set({ issuer: "https://evil.example" }),
    "issuer with a slash": set({ issuer: `${ISSUER}/` }),
    "issuer in other letters": set({ issuer: ISSUER.replace("/api", "/API") }),
    "issuer with its host in capitals": set({ issuer: ISSUER.replace("fc.example", "FC.example") }),
    "issuer with its port": set({ issuer: ISSUER.replace(".example", ".example:443") }),
    "issuer with a path that goes nowhere": set({ issuer: ISSUER.replace("/v2", "/v1/../v2") }),
    "issuer with a fragment": set({ issuer: `${ISSUER}#` }),
    "issuer with a query": set({ issuer: `${ISSUER}?` }),
    "issuer with a tab": set({ issuer: `${ISSUER}\t` }),
    "issuer over http": set({ issuer: ISSUER.replace("https", "http") }),
    "issuer null": set({ issuer: null }),
    "issuer a list": set({ issuer: [ISSUER] }),
    "issuer empty": set({ issuer: "" }),
  }),

  ...endpoint("authorization_endpoint", "authorize"),
  ...endpoint("token_endpoint", "token"),
  ...endpoint("jwks_uri", "jwks"),
  ...leadsTo("discovery_malformed", {
    "userinfo_endpoint over http": set({ userinfo_endpoint: "http://fc.example/api/v2/userinfo" }),
    "end_session_endpoint over http": set({ end_session_endpoint: "http://fc.example/end" }),
    "no userinfo_endpoint, FranceConnect+": FC(without("userinfo_endpoint")),
  }),

  ...leadsTo("discovery_unsupported", {
    "no response types": without("response_types_supported"),
    "another response type": set({ response_types_supported: ["id_token"] }),
    "response types a text": set({ response_types_supported: "code" }),
    "other signatures": set({ id_token_signing_alg_values_supported: ["RS256"] }),
    "no signatures": without("id_token_signing_alg_values_supported"),
    "no PKCE with S256": OIDC(set({ code_challenge_methods_supported: ["plain"] })),
    "another authentication": set({ token_endpoint_auth_methods_supported: ["tls_client_auth"] }),
    "other encryption, FranceConnect+": FC(set({ id_token_encryption_alg_values_supported: ["RSA1_5"] })),
    "other content encryption, FranceConnect+": FC(set({ id_token_encryption_enc_values_supported: ["A128CBC-HS256"] })),
  }),

  ...leadsTo("discovery_malformed", {
    "more than 64 KB": { text: (text) => `${text}${" ".repeat(64 * 1024)}` },
  }),
  ...leadsTo("discovery_not_found", {
    "status 201": answered({ status: 201 }),
    "status 301": answered({ status: 301 }),
    "status 404": answered({ status: 404 }),
  }),
  ...leadsTo("provider_unavailable", { "status 500": answered({ status: 500 }), "status 429": answered({ status: 429 }) }),

  ...faults.operators,
};

const differences = [
  ...faults.differences,
  stricter("something that we need and that is not offered", "discovery_unsupported", [
    "no response types", "another response type", "response types a text", "other signatures", "no signatures", "no PKCE with S256",
    "another authentication", "other encryption, FranceConnect+", "other content encryption, FranceConnect+",
  ], "Discovery §3: said before anybody is sent there, not by the failure of the first sign-in; openid-client trusts its caller to know"),
  stricter("an endpoint that is not secure, or none", "discovery_malformed",
    ["end_session_endpoint over http", "no userinfo_endpoint, FranceConnect+"],
    "Discovery §3: https; looked at before it is used. openid-client's sign-in does not need them, its sign-out would refuse the first"),
  stricter("sizes", "discovery_malformed", ["more than 64 KB"], "a limit of ours (src/base/limits.rs); openid-client has none"),
];

/** A sign-in with whatever that document says. */
async function signedIn(body, { type, status }) {
  const answers = (path) => ({
    "openid-configuration": () => new Response(body, { status, headers: { "content-type": type } }),
    "jwks": () => Response.json({ keys: [own.jwk] }),
    "token": () => Response.json({ access_token: ACCESS_TOKEN, token_type: "Bearer", id_token: jws }),
    "userinfo": () => Response.json({ sub: SUB }),
  })[path]();
  const configuration = await theirs.discovered({ answers });
  theirs.authorizationUrl(configuration);
  const query = new URLSearchParams({ code: "c", state: "s", iss: ISSUER });
  const { sub } = await theirs.exchanged(configuration, { query, state: "s", nonce: "nonce" });
  if (configuration.serverMetadata().userinfo_endpoint !== undefined) await theirs.userinfo(configuration, sub);
}

campaign({
  what: "discovery (openid-client)",
  cases: 1500,
  operators,
  differences,
  ask: async (applied, choices) => {
    const preset = choices.pick(Object.keys(deployments).filter((name) => applied.every(({ only }) => only === undefined || only.includes(name))));
    const body = applyText(applied, JSON.stringify(applyAll(applied, "draft", discoveryDocument(), choices)), choices);
    const how = applyAll(applied, "answer", { type: "application/json", status: 200 }, choices);
    return {
      ours: await ours.ask(() => {
        ours.discovered(deployments[preset], ours.answer(body, how.type, how.status)).free();
      }),
      theirs: await theirs.ask(() => signedIn(body, how)),
    };
  },
});
