// The edge-session way, as a page uses it: the Worker does everything, no token and no Wasm reaches the page.
// Comes in: where the Worker's routes lie. Goes out: URLs, the session, errors. Never: I/O or DOM access before it is asked.

import { FcPivotError, isErrorCode } from "./errors.js";
import type { LoginOptions, Session } from "./session.js";

/** Where the Worker's routes lie. */
export interface EdgeSessionOptions {
  /** The prefix that the Worker was given. Default `/auth`. */
  prefix?: string;
}

/** A page's dealings with its Worker. */
export interface EdgeSession {
  /** The address that starts a login: for a link or a button. */
  loginUrl(options?: LoginOptions): string;
  /** Who is signed in; `null` where nobody is. Throws `network_error` where the Worker cannot be reached. */
  session(): Promise<Session | null>;
  /** The error that a failed login left in the address, if any. Remove it from the address once it is shown. */
  takeError(location: { readonly search: string }): FcPivotError | null;
  /** Signs out here and at the provider: leaves the page. */
  logout(): void;
}

/** The edge-session way. */
export function edgeSession({ prefix = "/auth" }: EdgeSessionOptions = {}): EdgeSession {
  return {
    loginUrl(options = {}) {
      const parameters = new URLSearchParams();
      if (options.returnTo !== undefined) parameters.set("return_to", options.returnTo);
      if (options.acr !== undefined) parameters.set("acr", options.acr);
      if (options.idpHint !== undefined) parameters.set("idp_hint", options.idpHint);
      const query = parameters.toString();
      return query === "" ? `${prefix}/login` : `${prefix}/login?${query}`;
    },

    async session() {
      const response = await reach(`${prefix}/session`);
      if (response.ok) return (await response.json()) as Session;
      const error = await errorOf(response);
      if (error.code === "no_session") return null;
      throw error;
    },

    takeError({ search }) {
      const code = new URLSearchParams(search).get("auth_error");
      if (code === null) return null;
      // The parameter can be written by anyone who makes a link: only our own codes are repeated.
      return new FcPivotError(isErrorCode(code) ? code : "internal");
    },

    logout() {
      const form = document.createElement("form");
      form.method = "post";
      form.action = `${prefix}/logout`;
      document.body.append(form);
      form.submit();
    },
  };
}

async function reach(url: string): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: "application/json" }, cache: "no-store", credentials: "same-origin" });
  } catch {
    throw new FcPivotError("network_error");
  }
}

/** `{ "error": { "code": … } }`, as every route of the Worker answers. */
async function errorOf(response: Response): Promise<FcPivotError> {
  const body: unknown = await response.json().catch(() => null);
  const code = (body as { error?: { code?: unknown } } | null)?.error?.code;
  return new FcPivotError(isErrorCode(code) ? code : "network_error");
}
