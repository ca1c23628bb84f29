// The shapes that page and Worker share: a session, and the options of a login.
// Comes in: nothing. Goes out: types. Never: code.

import type { Agent } from "./agent.js";
import type { Assurance, Identity } from "./identity.js";

/** A person's session, as `GET /auth/session` answers it. */
export interface Session {
  /** Who is signed in. */
  identity: Identity;
  /** Never there: an agent's session is an {@link AgentSession}. */
  agent?: undefined;
  /** How, and how surely, she was authenticated. */
  assurance: Assurance;
  /** Seconds since the epoch at which the session ends. */
  expiresAt: number;
}

/** An agent's session: what `GET /auth/session` answers with ProConnect. */
export interface AgentSession extends Pick<Session, "assurance" | "expiresAt"> {
  /** Who is signed in. */
  agent: Agent;
  /** Never there: a person's session is a {@link Session}. */
  identity?: undefined;
}

/** A session of either kind, for code that serves several deployments: `session.agent` tells them apart. */
export type AnySession = Session | AgentSession;

/** Options of one login. */
export interface LoginOptions {
  /** Where to go afterwards: a path of the own origin. Default `/`. */
  returnTo?: string | undefined;
  /** A level of assurance (`eidas3`) above the one that every login demands. */
  acr?: string | undefined;
  /** The identity provider, where the person has chosen it already. */
  idpHint?: string | undefined;
  /** Her e-mail address, which spares her a question. ProConnect takes it; FranceConnect and FranceConnect+ are not sent it. */
  loginHint?: string | undefined;
  /** Her organisation, by its number of fourteen digits. ProConnect takes it; FranceConnect and FranceConnect+ are not sent it. */
  siretHint?: string | undefined;
}
