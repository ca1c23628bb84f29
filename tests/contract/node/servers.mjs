/**
 * One application on each server that `fc-pivot/node` is for, with the stand-in as its provider.
 *
 * In: a server's name, options of `fcPivotNode`, settings. Out: its origin, persons, the provider's faults, an end. Never: a mock: real servers on
 * the loopback, as their users set them up.
 *
 * The application: `/open` is everybody's, `/me` wants a session, `/high` one of eidas3. `POST /form` wants a session, and says what body it
 * has read.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import express from "express";
import Fastify from "fastify";
import { fcPivotNode } from "fc-pivot/node";
import { freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";

const nameOf = ({ fcSession }) => fcSession?.identity.birthName ?? "stranger";

/** Each gives a `http.Server` that listens, and what ends it. */
const SERVERS = {
  async "node:http"(auth, port) {
    const guard = auth.requireSession();
    const guards = { "/me": guard, "/form": guard, "/sorry": guard, "/high": auth.requireSession({ acr: "eidas3" }) };
    const server = createServer(auth.handler((request, response) => {
      const { pathname } = new URL(request.url, "http://ours");
      const page = async () => {
        const body = request.method === "POST" ? await text(request) : "";
        response.appendHeader("set-cookie", "own=1; Path=/");
        response.end(`${nameOf(request)} ${body}`);
      };
      if (guards[pathname]) guards[pathname](request, response, page);
      else if (pathname === "/open") page();
      else response.writeHead(404).end();
    }));
    await once(server.listen(port, "localhost"), "listening");
    return { server, end: () => server.close() };
  },

  async "Express 5"(auth, port) {
    const app = express();
    app.use(auth.routes());
    app.use(express.text({ type: "*/*", limit: "10mb" }));
    const page = (request, response) => response.cookie("own", "1").send(`${nameOf(request)} ${request.body ?? ""}`);
    app.get("/open", page);
    app.get(["/me", "/sorry"], auth.requireSession(), page);
    app.get("/high", auth.requireSession({ acr: "eidas3" }), page);
    app.post("/form", auth.requireSession(), page);
    const server = app.listen(port, "localhost");
    await once(server, "listening");
    return { server, end: () => server.close() };
  },

  async "Express 5, under paths and with a guard before what reads bodies"(auth, port) {
    const app = express();
    app.use("/auth", auth.routes());
    app.use("/form", auth.requireSession());
    app.use(express.text({ type: "*/*", limit: "10mb" }));
    const page = (request, response) => response.cookie("own", "1").send(`${nameOf(request)} ${request.body ?? ""}`);
    app.get("/open", page);
    app.use("/me", auth.requireSession(), page);
    app.use("/sorry", auth.requireSession(), page);
    app.use("/high", auth.requireSession({ acr: "eidas3" }), page);
    app.post("/form", page);
    const server = app.listen(port, "localhost");
    await once(server, "listening");
    return { server, end: () => server.close() };
  },

  async "Fastify 5"(auth, port) {
    const app = Fastify({ bodyLimit: 10_000_000, forceCloseConnections: true });
    app.addHook("onRequest", auth.routes());
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    const page = (request, reply) => reply.header("set-cookie", "own=1; Path=/").send(`${nameOf(request)} ${request.body ?? ""}`);
    app.get("/open", page);
    app.get("/me", { onRequest: auth.requireSession() }, page);
    app.get("/sorry", { onRequest: auth.requireSession() }, page);
    app.get("/high", { onRequest: auth.requireSession({ acr: "eidas3" }) }, page);
    app.post("/form", { preHandler: auth.requireSession() }, page);
    await app.listen({ port, host: "localhost" });
    return { server: app.server, end: () => app.close() };
  },
};

export const SERVER_NAMES = Object.keys(SERVERS);

export async function serve(name, { options = {}, settings = {}, onEvent = QUIET.onEvent } = {}) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const registered = await registeredWith("ECDH-ES", origin);
  const { auth, ...ours } = fcPivotNode({ onEvent, ...options, environment: { ...registered.settings, ...settings } });
  const { server, end } = await SERVERS[name]({ auth, ...ours }, port);
  const stop = async () => {
    const closed = once(server, "close");
    end();
    server.closeAllConnections();
    await closed;
    auth.close();
    await registered.stop();
  };
  return { name, port, origin, server, auth, registered, wrongs: registered.wrongs, newPerson: () => new Person(origin), stop };
}
