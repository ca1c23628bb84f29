// What an application with Node's, Express's and Fastify's own types writes.
import { createServer } from "node:http";
import express from "express";
import Fastify from "fastify";
import { type AgentSession, type Session, fcPivotNode, sessionOf } from "fc-pivot/node";

declare module "fastify" {
  interface FastifyRequest {
    fcSession?: Session;
  }
}

const { auth, handler, requireSession, routes } = fcPivotNode({ environment: undefined, errorPath: "/sign-in-failed" });

const app = express();
app.use(routes());
app.get("/me", requireSession({ acr: "eidas2" }), (request, response) => {
  const session: Session | undefined = request.fcSession;
  response.send(session?.identity.sub);
});

const fastify = Fastify();
fastify.addHook("onRequest", routes());
fastify.get("/me", { onRequest: requireSession() }, (request) => request.fcSession?.identity.sub);

const guard = requireSession();
createServer(handler((request, response) => guard(request, response, () => response.end())));

app.get("/desk", requireSession(), (request, response) => {
  const session = sessionOf(request);
  const agent: AgentSession["agent"] | undefined = session?.agent;
  // It is of one kind or the other.
  const name: string | undefined = session?.agent === undefined ? session?.identity.sub : session.agent.usualName;
  response.send(`${agent?.siret} ${name}`);
});
// @ts-expect-error a person's session has no agent
app.get("/wrong", requireSession(), (request) => request.fcSession?.agent.siret);
// @ts-expect-error which kind it is must be asked first
app.get("/unasked", requireSession(), (request) => sessionOf(request)?.identity.sub);

export const end: () => void = auth.close;

// @ts-expect-error a level is a text
requireSession({ acr: 3 });
// @ts-expect-error no such option
fcPivotNode({ prefx: "/auth" });
