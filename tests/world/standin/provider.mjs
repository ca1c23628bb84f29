/**
 * `oidc-provider`, configured as FranceConnect+ configures it.
 *
 * In: issuer, registered clients and their files, private signing keys, a store, and how to look a person up. Out: a Provider.
 * Never: HTTP listening, a guard (guards.mjs), a page of its own but for errors.
 *
 * Where FC+ and the library's defaults differ, a documented option says so; nothing of the library is patched. What FC+'s
 * tokens look like on the wire is what oidc-provider 9 makes by itself: the JWE header carries `cty`, `kid`, `iss` and
 * `aud`, the JWS header `alg` and `kid`, and the code flow adds neither `at_hash` nor `sid`. So is what it does with a client's `jwks_uri`.
 */
import { randomUUID } from "node:crypto";
import Provider from "oidc-provider";
import { SCOPE_CLAIMS } from "./claims.mjs";
import { AMR_NOT_AUTHORISED, codeOf } from "./codes.mjs";
import { errorPage, logoutPage, signedOutPage } from "./page.mjs";
import {
  CLIENT_AUTH_METHODS, ENCRYPTION_ALGS, ENCRYPTION_ENC, JWKS_TIMEOUT_MS, LIFETIMES, MOUNT, ROUTES, SERVED_LEVELS, SESSION_COOKIE,
  SIGNING_ALG,
} from "./profile.mjs";
import { subjectOf } from "./subject.mjs";

const off = { enabled: false };
const on = { enabled: true };

/** Where FC+'s errors are explained; the address is of our making. */
const ERROR_URI = "https://erreurs.example/";

/**
 * A person as oidc-provider sees one. `acr`, `amr` and `auth_time` are the library's own business. `amr` is no claim of userinfo's: the scope of
 * that name finds nothing here.
 */
function accountFinder(findPerson) {
  return (_ctx, personId) => {
    const person = findPerson(personId);
    if (!person) return undefined;
    return { accountId: personId, claims: () => ({ ...person.claims, sub: personId }) };
  };
}

function algorithms() {
  return {
    clientAuthSigningAlgValues: [SIGNING_ALG],
    requestObjectSigningAlgValues: [SIGNING_ALG],
    idTokenSigningAlgValues: [SIGNING_ALG],
    userinfoSigningAlgValues: [SIGNING_ALG],
    idTokenEncryptionAlgValues: [...ENCRYPTION_ALGS],
    userinfoEncryptionAlgValues: [...ENCRYPTION_ALGS],
    idTokenEncryptionEncValues: [ENCRYPTION_ENC],
    userinfoEncryptionEncValues: [ENCRYPTION_ENC],
  };
}

function features() {
  return {
    claimsParameter: on,
    encryption: on,
    jwtUserinfo: on,
    // Announced, and refused by the guard in front (guards.mjs).
    requestObjects: on,
    revocation: on,
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => { ctx.body = logoutPage(form); },
      postLogoutSuccessSource: (ctx) => { ctx.body = signedOutPage(); },
    },
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
    names: { session: SESSION_COOKIE, interaction: "standin_interaction", resume: "standin_resume" },
    long: { httpOnly: true, sameSite: "lax", path: MOUNT },
    short: { httpOnly: true, sameSite: "lax" },
  };
}

function lifetimes() {
  return {
    AuthorizationCode: LIFETIMES.code,
    AccessToken: LIFETIMES.accessToken,
    IdToken: LIFETIMES.idToken,
    Grant: LIFETIMES.grant,
    Session: LIFETIMES.session,
    Interaction: LIFETIMES.session,
  };
}

/** A client's `jwks_uri`. FC+ follows redirects, and gives up after six seconds. */
const fetchKeys = (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(JWKS_TIMEOUT_MS) });

/** Pages for people. FC+ names its own code there. */
function renderError(ctx, { error_description: description }, error) {
  ctx.type = "html";
  ctx.body = errorPage(codeOf(error), description);
}

export function buildProvider({ issuer, clients, files, keys, cookieKeys, store, findPerson, onSignedOut }) {
  const provider = new Provider(issuer, {
    adapter: store,
    clients,
    jwks: keys,
    routes: { ...ROUTES },
    acrValues: [...SERVED_LEVELS],
    claims: structuredClone(SCOPE_CLAIMS),
    scopes: ["openid"],
    responseTypes: ["code"],
    subjectTypes: ["pairwise"],
    pairwiseIdentifier: (_ctx, personId, client) => subjectOf(files.get(client.clientId).entity, personId),
    sectorIdentifierUriValidate: () => false,
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    clientBasedCORS: () => false,
    clockTolerance: 0,
    enabledJWA: algorithms(),
    features: features(),
    cookies: cookies(cookieKeys),
    ttl: lifetimes(),
    extraParams: ["idp_hint", "standin_prompt"],
    interactions: { url: (_ctx, { uid }) => `${MOUNT}/interaction/${uid}` },
    findAccount: accountFinder(findPerson),
    renderError,
    fetch: fetchKeys,
  });
  provider.on("end_session.success", (ctx) => onSignedOut(ctx.req, ctx.res));
  provider.use(cacheJwks);
  provider.use(closeToPages);
  provider.use(explainErrors(provider));
  provider.use(refuseAmrWithoutAuthorisation(files));
  return provider;
}

async function cacheJwks(ctx, next) {
  await next();
  if (ctx.path === ROUTES.jwks && ctx.status === 200) {
    ctx.set("cache-control", `public, max-age=${LIFETIMES.jwksCache}`);
  }
}

const CLOSED_TO_PAGES = new Set([ROUTES.token, ROUTES.userinfo, ROUTES.revocation]);

/**
 * `clientBasedCORS` refuses a page's request once its client is known; preflights and earlier failures still carry the
 * library's CORS headers. FC+ has none on these endpoints.
 */
async function closeToPages(ctx, next) {
  await next();
  if (!CLOSED_TO_PAGES.has(ctx.path)) return;
  for (const name of Object.keys(ctx.response.headers)) {
    if (name.startsWith("access-control-")) ctx.remove(name);
  }
}

const ERRORS_OF_SERVERS = ["grant.error", "userinfo.error", "revocation.error", "server_error"];

/** FC+'s JSON errors: "text (detail)", and an address that holds its own code. Where there is no detail, it says `undefined`, as FC+ does. */
function explainErrors(provider) {
  const thrown = new WeakMap();
  for (const event of ERRORS_OF_SERVERS) provider.on(event, (ctx, error) => thrown.set(ctx, error));
  return async (ctx, next) => {
    await next();
    const error = thrown.get(ctx);
    if (error === undefined || !CLOSED_TO_PAGES.has(ctx.path) || typeof ctx.body?.error !== "string") return;
    const { error: code, error_description: description } = ctx.body;
    const query = new URLSearchParams({ code: codeOf(error), id: randomUUID() });
    ctx.body = { error: code, error_description: `${description} (${error.error_detail})`, error_uri: `${ERROR_URI}?${query}` };
  };
}

/** `amr` anywhere in the claims parameter, without the habilitation for it: FC+ ends on a page, without a link. */
function refuseAmrWithoutAuthorisation(files) {
  return async (ctx, next) => {
    await next();
    const { client, params, claims } = ctx.oidc ?? {};
    if (ctx.path !== ROUTES.authorization || params?.claims === undefined || client === undefined) return;
    // Whatever else is wrong with the request has been answered by now.
    if (ctx.oidc.entities.Interaction === undefined) return;
    const asked = Object.values(claims).flatMap((where) => Object.keys(where ?? {}));
    if (!asked.includes("amr") || files.get(client.clientId).claims.includes("amr")) return;
    ctx.remove("location");
    ctx.status = 400;
    ctx.type = "html";
    ctx.body = errorPage(AMR_NOT_AUTHORISED, "La demande du claim amr n'est pas autorisée pour ce service.");
  };
}
