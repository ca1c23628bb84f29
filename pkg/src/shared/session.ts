// What the Worker says of a session, and what a login can be asked for: the shapes that page and Worker share.

import type { Assurance, Identity } from "./identity.js";

/** A person's session, as `GET /auth/session` answers it. */
export interface Session {
  /** Who is signed in. */
  identity: Identity;
  /** How surely. */
  assurance: Assurance;
  /** Seconds since the epoch at which the session ends. */
  expires_at: number;
}

/** What one login wants. */
export interface LoginOptions {
  /** Where to go afterwards: a path of the own origin. Default `/`. */
  returnTo?: string | undefined;
  /** A level of assurance (`eidas3`) above the one that every login demands. */
  acr?: string | undefined;
  /** The identity provider that the person has chosen already. */
  idpHint?: string | undefined;
}
