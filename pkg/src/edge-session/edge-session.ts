// The edge session, as a page uses it: the Worker does everything, no token and no Wasm reaches the page.
// Comes in: where the Worker's routes lie. Goes out: URLs, the session, errors. Never: I/O or DOM access before a call.

import { ERROR, RETURN_TO } from "../shared/error-address.js";
import { FcPivotError, isErrorCode } from "../shared/errors.js";
import type { AnySession, LoginOptions, Session } from "../shared/session.js";
import { askSession } from "./session-request.js";
import { watch } from "./session-watch.js";
import type { SignIn } from "../shared/sign-in.js";

/** Where the Worker's routes lie. */
export interface EdgeSessionOptions {
  /** The prefix that the Worker was given. Default `/auth`. */
  prefix?: string | undefined;
}

/** A page's sign-in through its Worker. */
export interface EdgeSession<Who extends AnySession = Session> extends SignIn<Who> {
  /** The address that starts a login: for a link or a button. */
  loginUrl(options?: LoginOptions): string;
  /**
   * Asks the Worker who is signed in; `null` where nobody is. Calls at the same time share one request. Throws `network_error` where the
   * Worker cannot be reached.
   */
  session(): Promise<Who | null>;
  /**
   * The error that a failed login left in the address, if any. Given the page's own `location`, it is also removed from the address bar: a
   * reload, a bookmark or a shared link must not show it again. Any other address, on a server for example, is only read.
   */
  takeError(location: { readonly search: string }): FcPivotError | null;
  /**
   * Calls `listener` whenever who is signed in changes: signed in, signed out, another person or level, the session's end; in this tab or
   * another of this browser. The first answer of `session()` counts as a change. While there are listeners, the Worker is asked again at
   * the session's end, when the page is shown again or comes back from the back/forward cache, and when another tab tells of a change;
   * never at intervals. Returns a function that removes the listener; without listeners nothing runs.
   */
  onChange(listener: (session: Who | null) => void): () => void;
}

/** Makes a page's edge session. With ProConnect, `edgeSession<AgentSession>()`: the Worker's preset decides which kind comes. */
export function edgeSession(options?: EdgeSessionOptions): EdgeSession;
export function edgeSession<Who extends AnySession>(options?: EdgeSessionOptions): EdgeSession<Who>;
// Again, since `ReturnType` takes the last of them.
export function edgeSession(options?: EdgeSessionOptions): EdgeSession;
export function edgeSession<Who extends AnySession>(options: EdgeSessionOptions = {}): EdgeSession<Who> {
  const { prefix = "/auth", ...others } = options;
  if (typeof prefix !== "string" || Object.keys(others).length > 0) {
    throw new FcPivotError("invalid_settings", "edgeSession(): expected a text as prefix, and no other option");
  }

  function loginUrl(options: LoginOptions = {}): string {
    const parameters = new URLSearchParams();
    if (options.returnTo !== undefined) parameters.set("return_to", options.returnTo);
    if (options.acr !== undefined) parameters.set("acr", options.acr);
    if (options.idpHint !== undefined) parameters.set("idp_hint", options.idpHint);
    if (options.loginHint !== undefined) parameters.set("login_hint", options.loginHint);
    if (options.siretHint !== undefined) parameters.set("siret_hint", options.siretHint);
    const query = parameters.toString();
    return query === "" ? `${prefix}/login` : `${prefix}/login?${query}`;
  }

  return {
    loginUrl,

    async login(options) {
      location.assign(loginUrl(options));
    },

    // Which kind comes, the Worker's preset decides: the caller says which it is.
    ...(watch(`fc-pivot ${prefix}`, () => askSession(prefix)) as Pick<EdgeSession<Who>, "session" | "onChange">),

    takeError(from) {
      const code = new URLSearchParams(from.search).get(ERROR);
      if (code === null) return null;
      if (from === globalThis.location) clearAddress();
      // The parameter can be written by anyone who makes a link: only our own codes are repeated.
      return new FcPivotError(isErrorCode(code) ? code : "internal");
    },

    async logout() {
      const form = document.createElement("form");
      form.method = "post";
      form.action = `${prefix}/logout`;
      document.body.append(form);
      form.submit();
    },
  };
}

function clearAddress(): void {
  const address = new URL(location.href);
  for (const name of [ERROR, RETURN_TO]) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
