/**
 * The provider stand-in: a replica of FranceConnect+, FranceConnect or ProConnect on loopback, over plain http, for tests and the demo.
 *
 * In: the clients that may use it. Out: `startStandin`, and the small browser that walks through it.
 * Never: a real person, a secret or a token in its log, a request to anywhere but the clients' own `jwks_uri`.
 *
 * A request passes: mount (`/api/v2`) → guard → page of the persons, or oidc-provider. Beside the mount there is one testing hook, its clock.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { authorizationRequest } from "./authorization.mjs";
import { register } from "./clients.mjs";
import { federationNamed } from "./federations/index.mjs";
import { guardEndSession, guardRevocation } from "./guards.mjs";
import { bodyOf, replay } from "./http.mjs";
import { INTERACTION_PATH, interact } from "./interactions.mjs";
import { createKeyRing } from "./keys.mjs";
import { createLog } from "./log.mjs";
import { addressOf } from "./loopback.mjs";
import { errorPage } from "./page.mjs";
import { HEADERS, MOUNT, ROUTES } from "./profile.mjs";
import { buildProvider } from "./provider.mjs";
import { createSessions } from "./sessions.mjs";
import { createStore } from "./store.mjs";
import { accountOf } from "./subject.mjs";
import { tamperAnswer, tamperTokens } from "./wrongs.mjs";

export { createBrowser, signIn, signOut, StandinRefusal } from "./browse.mjs";
export { FEDERATIONS } from "./federations/index.mjs";
export { IDP_HINTS } from "./profile.mjs";
export { subjectOf } from "./subject.mjs";

/** Moves the clock, for tests in another process than the stand-in's. Outside of the mount: FranceConnect+ has nothing like it. */
const CLOCK_PATH = "/testing/elapse";

function refuseWithPage(response, code, reason) {
  response.writeHead(400, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(errorPage(code, reason));
}

function refuseWithJson(response, reason) {
  response.writeHead(400, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify({ error: "invalid_request", error_description: reason }));
}

/** Says whether the request was refused, and hands on the request to go on with. */
async function passGuards(context, route, params, request, response) {
  const { guards, codes } = context.federation;
  if (route === ROUTES.authorization) {
    const { reason, passed } = await authorizationRequest(context, params, request, response);
    if (reason) refuseWithPage(response, codes.refused, reason);
    return passed;
  }
  if (route === ROUTES.end_session) {
    const reason = guardEndSession(params, guards, request.method);
    if (reason) refuseWithPage(response, codes.inAnswers ? "invalid_request" : codes.of({ error: "invalid_request" }), reason);
    return reason ? undefined : request;
  }
  if (route === ROUTES.revocation && request.method === "POST") {
    const body = await bodyOf(request);
    const reason = guardRevocation(new URLSearchParams(body.toString("utf8")), guards);
    if (reason) refuseWithJson(response, reason);
    return reason ? undefined : replay(request, body);
  }
  return request;
}

/** A page elsewhere may not move the clock: a browser would name its origin. */
function moveClock(url, request, response, elapse) {
  const seconds = Number(url.searchParams.get("seconds"));
  if (request.method !== "POST" || request.headers.origin !== undefined || !Number.isSafeInteger(seconds) || seconds < 0) {
    response.writeHead(400).end();
    return;
  }
  elapse(seconds);
  response.writeHead(204).end();
}

async function listen(server, port, host) {
  server.listen(port, addressOf(host));
  await once(server, "listening");
  return server.address().port;
}

/** oidc-provider reads a registration when its client first comes. A fault in it should be known at start-up. */
async function findFaultyRegistrations(provider, registered) {
  for (const { client_id: id } of registered) {
    await provider.Client.find(id).catch((error) => {
      throw new TypeError(`client ${id}: ${error.error_description ?? error.message}`, { cause: error });
    });
  }
}

/**
 * @param {object} options
 * @param {number} [options.port] 0 takes a free one
 * @param {string} [options.host] `localhost`, `127.0.0.1` or `[::1]`; it is also the issuer's
 * @param {string} [options.plays] `franceconnect-plus`, the default, `franceconnect` or `proconnect`
 * @param {object[]} options.clients registrations in snake_case (clients.mjs fills in what the federation imposes)
 * @param {boolean} [options.strict] addresses by FC+'s own rules: no loopback
 * @param {object[]} [options.keys] private signing JWKs, instead of fresh ones
 * @param {object} [options.wrongs] faults to commit on purpose, read at each request (wrongs.mjs)
 */
export async function startStandin({ plays = "franceconnect-plus", port = 0, host = "localhost", clients, strict = false, keys, wrongs = {} }) {
  const federation = federationNamed(plays);
  const { persons } = federation;
  const registrations = clients.map((client) => register(client, { federation, strict, wrongs }));
  const registered = registrations.map(({ metadata }) => metadata);
  const files = new Map(registrations.map(({ metadata, file }) => [metadata.client_id, file]));
  const keyRing = createKeyRing(keys, federation);
  const log = createLog();
  const store = createStore();
  const sessions = createSessions(store, federation);
  const server = createServer();
  const origin = `http://${host}:${await listen(server, port, host)}`;
  const issuer = `${origin}${MOUNT}`;

  const findPerson = (account) => persons.find((person) => accountOf(person) === account);

  // oidc-provider reads its keys once: a rotation builds a new provider on the same store, sessions and codes included.
  const lasting = {
    issuer, federation, clients: registered, files, store, findPerson, sessions, cookieKeys: [randomBytes(32).toString("hex")],
    onSignedOut: (request, response) => sessions.close(request, response),
  };
  function build() {
    const built = buildProvider({ ...lasting, keys: keyRing.private() });
    log.listenTo(built);
    tamperTokens(built, wrongs, keyRing, federation);
    return { provider: built, respond: built.callback() };
  }
  let current;
  try {
    current = build();
    await findFaultyRegistrations(current.provider, registered);
  } catch (error) {
    server.close();
    throw error;
  }

  /** From now on, all that is kept is so much older; what is made anew has today's time. */
  function elapse(seconds) {
    store.age(seconds);
  }

  async function answer(request, response) {
    const { provider, respond } = current;
    const url = new URL(request.url, origin);
    if (url.pathname === CLOCK_PATH) {
      moveClock(url, request, response, elapse);
      return;
    }
    if (!url.pathname.startsWith(`${MOUNT}/`)) {
      response.writeHead(404).end();
      return;
    }
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const route = url.pathname.slice(MOUNT.length);
    log.note(request, response, route, url.searchParams);
    tamperAnswer(response, route, issuer, wrongs);
    const passed = await passGuards({ federation, sessions, strict }, route, url.searchParams, request, response);
    if (!passed) return;
    if (INTERACTION_PATH.test(route)) {
      await interact({ provider, federation, files, sessions, wrongs }, route, passed, response);
      return;
    }
    passed.originalUrl = passed.url;
    passed.url = passed.url.slice(MOUNT.length);
    await respond(passed, response);
  }

  server.on("request", (request, response) => {
    answer(request, response).catch((error) => {
      log.fault(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  return {
    issuer,
    origin,
    port: server.address().port,
    log: log.entries,
    persons,
    elapse,
    rotateSigningKey(options) {
      const kid = keyRing.rotate(options);
      current = build();
      return kid;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
