/**
 * `oidc-provider`, configured as a federation configures it.
 *
 * In: issuer, the federation, registered clients and their files, private signing keys, a store, and how to look a person up. Out: a Provider.
 * Never: HTTP listening, a guard (guards.mjs), a page of its own but for errors.
 *
 * Where FC+ and the library's defaults differ, a documented option says so; nothing of the library is patched. What FC+'s
 * tokens look like on the wire is what oidc-provider 9 makes by itself: the JWE header carries `cty`, `kid`, `iss` and
 * `aud`, the JWS header `alg` and `kid`, and the code flow adds neither `at_hash` nor `sid`. So is what it does with a client's `jwks_uri`.
 */
import { randomUUID } from "node:crypto";
import Provider, { interactionPolicy } from "oidc-provider";
import { errorPage, logoutPage, signedOutPage } from "./page.mjs";
import { CLIENT_AUTH_METHODS, ENCRYPTION_ALGS, ENCRYPTION_ENC, JWKS_TIMEOUT_MS, MOUNT, ROUTES, SESSION_COOKIE } from "./profile.mjs";
import { subjectOf } from "./subject.mjs";

const off = { enabled: false };
const on = { enabled: true };

/** Where FC+'s errors are explained; the address is of our making. */
const ERROR_URI = "https://erreurs.example/";

/**
 * A person as oidc-provider sees one. `acr`, `amr` and `auth_time` are the library's own business. `amr` is no claim of userinfo's: the scope of
 * that name finds nothing here.
 */
function accountFinder({ federation, findPerson, sessions }) {
  return async (ctx, accountId) => {
    const person = findPerson(accountId);
    if (!person) return undefined;
    // ProConnect reads the session there, and fails with 500 where it has gone.
    if (federation.needsSession && SERVER_ROUTES.has(ctx.path) && !(await sessions.isOpenFor(person.id))) throw new Error("no session of this person");
    return { accountId, claims: () => ({ ...person.claims, sub: accountId }) };
  };
}

/** Where a service's server asks. */
const SERVER_ROUTES = new Set([ROUTES.token, ROUTES.userinfo]);

const WITHOUT_SECRETS = (alg) => !alg.startsWith("HS");

function algorithms({ signing, encrypts }) {
  const signed = {
    clientAuthSigningAlgValues: signing.filter(WITHOUT_SECRETS),
    requestObjectSigningAlgValues: signing.filter(WITHOUT_SECRETS),
    idTokenSigningAlgValues: [...signing],
    userinfoSigningAlgValues: [...signing],
  };
  if (!encrypts) return signed;
  return {
    ...signed,
    idTokenEncryptionAlgValues: [...ENCRYPTION_ALGS],
    userinfoEncryptionAlgValues: [...ENCRYPTION_ALGS],
    idTokenEncryptionEncValues: [ENCRYPTION_ENC],
    userinfoEncryptionEncValues: [ENCRYPTION_ENC],
  };
}

function features({ title, encrypts, grantsClaims }) {
  return {
    claimsParameter: on,
    encryption: encrypts ? on : off,
    jwtUserinfo: on,
    // Announced, and refused by the guard in front (guards.mjs).
    requestObjects: on,
    introspection: grantsClaims ? on : off,
    revocation: on,
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => { ctx.body = logoutPage(form); },
      postLogoutSuccessSource: (ctx) => { ctx.body = signedOutPage(title); },
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

function ttl({ lifetimes }) {
  return {
    AuthorizationCode: lifetimes.code,
    AccessToken: lifetimes.accessToken,
    IdToken: lifetimes.idToken,
    ...(lifetimes.refreshToken === undefined ? {} : { RefreshToken: lifetimes.refreshToken }),
    Grant: lifetimes.grant,
    Session: lifetimes.session,
    Interaction: lifetimes.interaction,
  };
}

/** The library's own, but that a federation which answers essential levels itself (interactions.mjs) is not asked again. */
function policyOf({ grantsClaims }) {
  const policy = interactionPolicy.base();
  if (grantsClaims) for (const check of ["essential_acrs", "essential_acr"]) policy.get("login").checks.remove(check);
  return policy;
}

/** A client's `jwks_uri`. FC+ follows redirects, and gives up after six seconds. */
const fetchKeys = (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(JWKS_TIMEOUT_MS) });

/** Pages for people. The federation names its own code there. */
const errorRenderer = ({ codes }) => (ctx, { error_description: description }, error) => {
  ctx.type = "html";
  ctx.body = errorPage(codes.of(error), description);
};

export function buildProvider({ issuer, federation, clients, files, keys, cookieKeys, store, findPerson, sessions, onSignedOut }) {
  const { lifetimes, levels, scopes, subject } = federation;
  const provider = new Provider(issuer, {
    adapter: store,
    clients,
    jwks: keys,
    routes: { ...ROUTES },
    acrValues: [...levels.served],
    claims: structuredClone(scopes),
    scopes: ["openid"],
    responseTypes: ["code"],
    subjectTypes: [subject],
    pairwiseIdentifier: (_ctx, personId, client) => subjectOf(files.get(client.clientId).entity, personId),
    sectorIdentifierUriValidate: () => false,
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    clientBasedCORS: () => false,
    clockTolerance: 0,
    enabledJWA: algorithms(federation),
    features: features(federation),
    cookies: cookies(cookieKeys),
    ttl: ttl(federation),
    pkce: { required: () => false },
    // Where this stands, discovery offers the grant.
    ...(federation.grants.includes("refresh_token") ? { issueRefreshToken: () => true } : {}),
    // Where userinfo asks for the session itself, its token outlives that.
    ...(federation.needsSession ? { expiresWithSession: () => false } : {}),
    extraParams: ["idp_hint", "siret_hint", "standin_prompt"],
    interactions: { policy: policyOf(federation), url: (_ctx, { uid }) => `${MOUNT}/interaction/${uid}` },
    findAccount: accountFinder({ federation, findPerson, sessions }),
    renderError: errorRenderer(federation),
    fetch: fetchKeys,
  });
  provider.on("end_session.success", (ctx) => onSignedOut(ctx.req, ctx.res));
  provider.use(cacheJwks(lifetimes));
  provider.use(closeToPages);
  if (federation.codes.inAnswers) provider.use(explainErrors(provider, federation));
  if (federation.amrNeedsAuthorisation) provider.use(refuseAmrWithoutAuthorisation(files, federation));
  return provider;
}

const cacheJwks = ({ jwksCache }) => async (ctx, next) => {
  await next();
  if (ctx.path === ROUTES.jwks && ctx.status === 200) ctx.set("cache-control", `public, max-age=${jwksCache}`);
};

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
function explainErrors(provider, { codes }) {
  const thrown = new WeakMap();
  for (const event of ERRORS_OF_SERVERS) provider.on(event, (ctx, error) => thrown.set(ctx, error));
  return async (ctx, next) => {
    await next();
    const error = thrown.get(ctx);
    if (error === undefined || !CLOSED_TO_PAGES.has(ctx.path) || typeof ctx.body?.error !== "string") return;
    const { error: code, error_description: description } = ctx.body;
    const query = new URLSearchParams({ code: codes.of(error), id: randomUUID() });
    ctx.body = { error: code, error_description: `${description} (${error.error_detail})`, error_uri: `${ERROR_URI}?${query}` };
  };
}

/** `amr` anywhere in the claims parameter, without the habilitation for it: FC+ ends on a page, without a link. */
function refuseAmrWithoutAuthorisation(files, { codes }) {
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
    ctx.body = errorPage(codes.amr, "La demande du claim amr n'est pas autorisée pour ce service.");
  };
}
