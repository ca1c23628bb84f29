/**
 * FranceConnect+'s own session, which makes single sign-on: who signed in last in this browser, for ten minutes after the last step.
 *
 * In: requests and responses, for their cookie. Out: the person, or nobody.
 * Never: a session for a level above `eidas2` (interactions.mjs asks for none there); a cookie that the application could read.
 */
import { randomBytes } from "node:crypto";
import { LIFETIMES, MOUNT } from "./profile.mjs";

const NAME = "standin_fc";
const cookie = (value, seconds) => `${NAME}=${value}; Path=${MOUNT}; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;

function idIn(request) {
  const pair = (request.headers.cookie ?? "").split(/;\s*/).find((text) => text.startsWith(`${NAME}=`));
  return pair?.slice(NAME.length + 1);
}

export function createSessions(store) {
  const kept = new store("FranceConnectSession");

  return {
    /** The session is another one after each sign-in. */
    async open(request, response, session) {
      await this.close(request, response);
      const id = randomBytes(24).toString("hex");
      await kept.upsert(id, session, LIFETIMES.session);
      response.appendHeader("set-cookie", cookie(id, LIFETIMES.session));
    },

    /** Looking at it is a step: the ten minutes begin anew. */
    async of(request) {
      const id = idIn(request);
      const session = id === undefined ? undefined : await kept.find(id);
      if (session !== undefined) await kept.upsert(id, session, LIFETIMES.session);
      return session;
    },

    async close(request, response) {
      const id = idIn(request);
      if (id === undefined) return;
      await kept.destroy(id);
      if (!response.headersSent) response.appendHeader("set-cookie", cookie("", 0));
    },
  };
}
