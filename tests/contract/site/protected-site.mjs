/**
 * A service of which every page wants a session, in Node: Hono, `app.use(requireSession())`, as the guide to protected routes has it; the stand-in as its provider.
 *
 * In: options of `fcPivotHono`, settings, routes of the application before and behind `requireSession`. Out: its origin, the requests that came, the
 * provider's faults. Never: a page with our texts.
 */
import { Hono } from "hono";
import { fcPivotHono } from "fc-pivot/hono";
import { freePort } from "../../world/deployment/index.mjs";
import { serveInNode } from "../../world/deployment/node-server.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";

const html = (title, body = "") => `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title><main><h1>${title}</h1>${body}</main></html>`;

/** The page of the application at an address: it says who reads it, and has what a test needs to go on from there. */
const ordinary = (context) => context.html(html(`Page de ${context.var.session.identity.birthName}`, `
  <form id="save" method="post"><input name="street" value="rue des Lilas"><button>Enregistrer</button></form>
  <form id="sign-out" method="post" action="/auth/logout"><button>Quitter</button></form>`));

export async function startProtectedSite({ options = {}, settings = {}, before = () => {}, behind = () => {}, demand } = {}) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const registered = await registeredWith("ECDH-ES", origin);
  const { routes, requireSession } = fcPivotHono({ ...QUIET, ...options, environment: { ...registered.settings, ...settings } });
  const app = new Hono();
  app.use(routes());
  before(app, html);
  app.use(requireSession(demand));
  behind(app, html);
  app.post("*", (context) => context.text("enregistré"));
  app.get("*", ordinary);
  const server = await serveInNode((request) => app.fetch(request), { port });
  const stop = async () => {
    await server.stop();
    await registered.stop();
  };
  return { origin, wrongs: registered.wrongs, standin: registered.standin, seen: server.seen, stop };
}
