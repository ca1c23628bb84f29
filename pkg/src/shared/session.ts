// The shapes that page and Worker share: a session, and the options of a login.
// Comes in: nothing. Goes out: types. Never: code.

import type { Agent } from "./agent.js";
import type { Assurance, Identity } from "./identity.js";

/** A person's session, as `GET /auth/session` answers it. */
export interface Session {
  /** Who is signed in. Not there with ProConnect, whose sessions are an agent's. */
  identity: Identity;
  /** Who is signed in through ProConnect, in place of `identity`. */
  agent?: Agent;
  /** How, and how surely, she was authenticated. */
  assurance: Assurance;
  /** Seconds since the epoch at which the session ends. */
  expiresAt: number;
}

/** Options of one login. */
export interface LoginOptions {
  /** Where to go afterwards: a path of the own origin. Default `/`. */
  returnTo?: string | undefined;
  /** A level of assurance (`eidas3`) above the one that every login demands. */
  acr?: string | undefined;
  /** The identity provider, where the person has chosen it already. */
  idpHint?: string | undefined;
  /** Her e-mail address, which spares her a question. ProConnect. */
  loginHint?: string | undefined;
  /** Her organisation, by its number of fourteen digits. ProConnect. */
  siretHint?: string | undefined;
}
