/**
 * `oidc-provider`, configured as FranceConnect+ configures it.
 *
 * In: issuer, registered clients, private signing keys, a store, and how to look a person up. Out: a Provider.
 * Never: HTTP listening, a guard (guards.mjs), a page of its own but for errors.
 *
 * Where FC+ and the library's defaults differ, a documented option says so; nothing of the library is patched. What FC+'s
 * tokens look like on the wire is what oidc-provider 9 makes by itself: the JWE header carries `cty`, `kid`, `iss` and
 * `aud`, the JWS header `alg` and `kid`, and the code flow adds neither `at_hash` nor `sid`.
 */
import Provider, { errors, interactionPolicy } from "oidc-provider";
import { SCOPE_CLAIMS } from "./claims.mjs";
import { LOOPBACK } from "./loopback.mjs";
import { errorPage, logoutPage } from "./page.mjs";
import {
  CLIENT_AUTH_METHODS, ENCRYPTION_ALGS, ENCRYPTION_ENC, LIFETIMES, MOUNT, ROUTES, SERVED_LEVELS, SIGNING_ALG,
} from "./profile.mjs";
import { subjectOf } from "./subject.mjs";

const off = { enabled: false };
const on = { enabled: true };

/** FC+ shows its page at every sign-in, whatever session is still open: there is no silent single sign-on. */
function alwaysAsk() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy.get("login").checks.add(
    new Check("fc_plus_always_asks", "every sign-in is chosen by the person", ({ oidc }) =>
      oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT),
  );
  return policy;
}

/**
 * A person as oidc-provider sees one. The id_token of FC+ holds no identity claim, even for granted scopes; `acr`, `amr`
 * and `auth_time` are the library's own business there.
 */
function accountFinder(findPerson) {
  return (_ctx, personId) => {
    const person = findPerson(personId);
    if (!person) return undefined;
    return {
      accountId: personId,
      claims: (use) => ({ ...(use === "userinfo" ? person.claims : {}), sub: personId }),
    };
  };
}

function algorithms() {
  return {
    clientAuthSigningAlgValues: [SIGNING_ALG],
    idTokenSigningAlgValues: [SIGNING_ALG],
    userinfoSigningAlgValues: [SIGNING_ALG],
    idTokenEncryptionAlgValues: [...ENCRYPTION_ALGS],
    userinfoEncryptionAlgValues: [...ENCRYPTION_ALGS],
    idTokenEncryptionEncValues: [ENCRYPTION_ENC],
    userinfoEncryptionEncValues: [ENCRYPTION_ENC],
  };
}

/** The library's default rule, without the notice that it prints where one is not given. */
function onlyOwnTokens(_ctx, client, token) {
  if (token.clientId !== client.clientId) throw new errors.InvalidRequest("client is not authorized to revoke the presented token");
  return true;
}

function features() {
  return {
    claimsParameter: on,
    encryption: on,
    jwtUserinfo: on,
    revocation: { enabled: true, allowedPolicy: onlyOwnTokens },
    rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = logoutPage(form); } },
    devInteractions: off,
    dPoP: off,
    pushedAuthorizationRequests: off,
    resourceIndicators: off,
  };
}

function cookies(keys) {
  // Cookies of one host are shared by all its ports: a path and names of their own keep them apart from the application's.
  return {
    keys,
    names: { session: "standin_session", interaction: "standin_interaction", resume: "standin_resume" },
    long: { httpOnly: true, sameSite: "lax", path: MOUNT },
    short: { httpOnly: true, sameSite: "lax" },
  };
}

function lifetimes() {
  return {
    AuthorizationCode: LIFETIMES.code,
    AccessToken: LIFETIMES.accessToken,
    IdToken: LIFETIMES.idToken,
    Session: LIFETIMES.session,
    Interaction: LIFETIMES.session,
    Grant: LIFETIMES.session,
  };
}

/**
 * The library's dispatcher is its guard against server-side request forgery: it cuts connections to special-use addresses,
 * loopback among them, where a test client's `jwks_uri` lives. It is left out for the names of loopback alone, and a
 * redirect may not lead on from there; every other address keeps it.
 */
function fetchFromLoopback(url, { dispatcher, ...options }) {
  if (LOOPBACK.has(new URL(url).hostname)) return fetch(url, { ...options, redirect: "error" });
  return fetch(url, { ...options, dispatcher });
}

export function buildProvider({ issuer, clients, keys, cookieKeys, store, findPerson }) {
  const provider = new Provider(issuer, {
    adapter: store,
    clients,
    jwks: keys,
    routes: { ...ROUTES },
    acrValues: [...SERVED_LEVELS],
    claims: structuredClone(SCOPE_CLAIMS),
    scopes: Object.keys(SCOPE_CLAIMS),
    responseTypes: ["code"],
    subjectTypes: ["pairwise"],
    pairwiseIdentifier: (_ctx, personId, client) => subjectOf(client.clientId, personId),
    sectorIdentifierUriValidate: () => false,
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    clientBasedCORS: () => false,
    // Off, so that the `amr` scope reaches the id_token; identity claims stay out of it all the same (accountFinder).
    conformIdTokenClaims: false,
    clockTolerance: 0,
    enabledJWA: algorithms(),
    features: features(),
    cookies: cookies(cookieKeys),
    ttl: lifetimes(),
    extraParams: ["idp_hint"],
    interactions: { policy: alwaysAsk(), url: (_ctx, { uid }) => `${MOUNT}/interaction/${uid}` },
    findAccount: accountFinder(findPerson),
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = "html";
      ctx.body = errorPage(error, description);
    },
    fetch: fetchFromLoopback,
  });
  provider.use(cacheJwks);
  provider.use(closeToPages);
  return provider;
}

async function cacheJwks(ctx, next) {
  await next();
  if (ctx.path === ROUTES.jwks && ctx.status === 200) {
    ctx.set("cache-control", `public, max-age=${LIFETIMES.jwksCache}`);
  }
}

const CLOSED_TO_PAGES = new Set([ROUTES.token, ROUTES.userinfo]);

/**
 * `clientBasedCORS` refuses a page's request once its client is known; preflights and earlier failures still carry the
 * library's CORS headers. FC+ has none on these two endpoints.
 */
async function closeToPages(ctx, next) {
  await next();
  if (!CLOSED_TO_PAGES.has(ctx.path)) return;
  for (const name of Object.keys(ctx.response.headers)) {
    if (name.startsWith("access-control-")) ctx.remove(name);
  }
}
