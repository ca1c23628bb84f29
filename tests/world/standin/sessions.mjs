/**
 * The federation's own session, which makes single sign-on: who signed in last in this browser, for so long after the last step.
 *
 * In: requests and responses, for their cookie. Out: the person, or nobody.
 * Never: a judgement of levels (interactions.mjs has that); a cookie that the application could read.
 */
import { randomBytes } from "node:crypto";
import { MOUNT } from "./profile.mjs";

const NAME = "standin_fc";
const cookie = (value, seconds) => `${NAME}=${value}; Path=${MOUNT}; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;

function idIn(request) {
  const pair = (request.headers.cookie ?? "").split(/;\s*/).find((text) => text.startsWith(`${NAME}=`));
  return pair?.slice(NAME.length + 1);
}

export function createSessions(store, { lifetimes }) {
  const kept = new store("FranceConnectSession");
  const lastOf = new store("LastSessionOfPerson");

  return {
    /** The session is another one after each sign-in. */
    async open(request, response, session) {
      await this.close(request, response);
      const id = randomBytes(24).toString("hex");
      await kept.upsert(id, session, lifetimes.session);
      await lastOf.upsert(session.personId, { id }, lifetimes.session);
      response.appendHeader("set-cookie", cookie(id, lifetimes.session));
    },

    /** Looking at it is a step: its time begins anew. */
    async of(request) {
      const id = idIn(request);
      const session = id === undefined ? undefined : await kept.find(id);
      if (session !== undefined) await kept.upsert(id, session, lifetimes.session);
      return session;
    },

    /** Whether the last session of a person is open still, in whatever browser. */
    async isOpenFor(personId) {
      const last = await lastOf.find(personId);
      return last !== undefined && (await kept.find(last.id)) !== undefined;
    },

    async close(request, response) {
      const id = idIn(request);
      if (id === undefined) return;
      await kept.destroy(id);
      if (!response.headersSent) response.appendHeader("set-cookie", cookie("", 0));
    },
  };
}
