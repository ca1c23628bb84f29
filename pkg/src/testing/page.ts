// A page's sign-in for component tests: it answers as the test wants, and records the calls.
// Comes in: a person, or an error. Goes out: a `SignIn`. Never: a request; a navigation.

import { edgeSession } from "../edge-session/edge-session.js";
import { type ErrorCode, FcPivotError } from "../shared/errors.js";
import type { Agent } from "../shared/agent.js";
import type { Identity } from "../shared/identity.js";
import { createListeners } from "../shared/listeners.js";
import type { AgentSession, AnySession, LoginOptions, Session } from "../shared/session.js";
import { whoIn } from "../edge-session/session-watch.js";
import type { SignIn } from "../shared/sign-in.js";
import { type AgentName, type CitizenName, agentWitnessed, citizenWitnessed } from "./federations.js";
import { type PersonName, type PersonOptions, means, person } from "./persons.js";

/** A call that would have left the page. */
export type Call = { readonly name: "login"; readonly options: LoginOptions } | { readonly name: "logout" };

/** A `SignIn` under a test's control. */
export interface TestSignIn<Who extends AnySession = Session> extends SignIn<Who> {
  /** The calls of `login` and `logout`, in their order. Neither changes who is signed in: the provider does. */
  readonly calls: readonly Call[];
  /**
   * From now on this one answers as `other` does, as if something had happened in another tab: listeners are called where it changes who is
   * signed in. `failing("network_error", { at: "session" })` changes nothing, since the session cannot be asked for.
   */
  become(other: TestSignIn<Who>): void;
}

/** How the person is signed in. */
export interface SignedInOptions extends PersonOptions {
  /** The level of assurance of this sign-in. Default: what the person's identity provider reaches. */
  acr?: "eidas2" | "eidas3" | undefined;
  /** Whether the service may ask for `amr`, and does (`FC_AMR=on`). Default: `false`. */
  amr?: boolean | undefined;
  /** Seconds until the session ends. Default 1800. */
  expiresIn?: number | undefined;
}

/** How a person of FranceConnect or of ProConnect is signed in. */
export interface FederationOptions extends Pick<SignedInOptions, "amr" | "expiresIn"> {
  /** The level of assurance of this sign-in. Default: that of the test person; `eidas1` for one of your own. */
  acr?: string | undefined;
}

/** The step that fails. */
export interface FailingOptions {
  /** `return`: the login that was just tried; `takeError` gives its error. The other steps throw. Default `return`. */
  at?: "return" | "session" | "login" | "logout" | undefined;
}

/** The state of a test sign-in. */
interface Condition<Who extends AnySession> {
  readonly session: Who | null;
  readonly failure?: { readonly at: NonNullable<FailingOptions["at"]>; readonly error: FcPivotError };
}

/** A sign-in of a test person, or of an identity of your own. */
export function signedInAs(who: PersonName | Identity, options: SignedInOptions = {}): TestSignIn {
  return new PretendedSignIn({ session: sessionOf(who, options) });
}

/** A sign-in of a citizen with FranceConnect, or of an identity of your own. */
export function signedInAsCitizen(who: CitizenName | Identity, options: FederationOptions = {}): TestSignIn {
  const { who: identity, ...means } = typeof who === "string" ? citizenWitnessed(who) : { who: structuredClone(who), level: "eidas1" };
  return new PretendedSignIn<Session>({ session: { identity, ...authenticated(means, options) } });
}

/** A sign-in of an agent with ProConnect, or of one of your own. */
export function signedInAsAgent(who: AgentName | Agent, options: FederationOptions = {}): TestSignIn<AgentSession> {
  const { who: agent, ...means } = typeof who === "string" ? agentWitnessed(who) : { who: structuredClone(who), level: "eidas1" };
  return new PretendedSignIn<AgentSession>({ session: { agent, ...authenticated(means, options) } });
}

/** A sign-in without a person. With ProConnect, `signedOut<AgentSession>()`. */
export function signedOut<Who extends AnySession = Session>(): TestSignIn<Who> {
  return new PretendedSignIn<Who>({ session: null });
}

/** A sign-in without a person, because of an error. With ProConnect, `failing<AgentSession>(…)`. */
export function failing<Who extends AnySession = Session>(code: ErrorCode, { at = "return" }: FailingOptions = {}): TestSignIn<Who> {
  return new PretendedSignIn<Who>({ session: null, failure: { at, error: new FcPivotError(code) } });
}

class PretendedSignIn<Who extends AnySession> implements TestSignIn<Who> {
  readonly calls: Call[] = [];
  readonly #listeners = createListeners<Who | null>();
  /** Who was signed in when it was last asked for. */
  #known: string | undefined;
  #condition: Condition<Who>;

  constructor(condition: Condition<Who>) {
    this.#condition = condition;
  }

  async login(options: LoginOptions = {}): Promise<void> {
    this.calls.push({ name: "login", options });
    this.#failAt("login");
  }

  async session(): Promise<Who | null> {
    this.#failAt("session");
    this.#learn();
    return structuredClone(this.#condition.session);
  }

  takeError(location: { readonly search: string }): FcPivotError | null {
    const { failure } = this.#condition;
    return failure?.at === "return" ? failure.error : edgeSession().takeError(location);
  }

  async logout(): Promise<void> {
    this.calls.push({ name: "logout" });
    this.#failAt("logout");
  }

  onChange(listener: (session: Who | null) => void): () => void {
    return this.#listeners.add(listener);
  }

  become(other: TestSignIn<Who>): void {
    if (!(other instanceof PretendedSignIn)) throw new TypeError("become: expected what signedInAs, signedOut or failing made");
    this.#condition = other.#condition;
    // A page hears of another tab's changes only while it has listeners, and then asks for the session.
    if (this.#listeners.any() && this.#condition.failure?.at !== "session") this.#learn();
  }

  /** As the real one takes an answer: listeners are called where it differs from the one before. */
  #learn(): void {
    const { session } = this.#condition;
    const before = this.#known;
    this.#known = whoIn(session);
    if (before !== this.#known) this.#listeners.tell(structuredClone(session));
  }

  #failAt(step: FailingOptions["at"]): void {
    const { failure } = this.#condition;
    if (failure !== undefined && failure.at === step) throw failure.error;
  }
}

function authenticated(
  { level, amr }: { level: string; amr?: string[] },
  { acr = level, amr: asked = false, expiresIn = 1800 }: FederationOptions,
): Pick<Session, "assurance" | "expiresAt"> {
  const now = Math.floor(Date.now() / 1000);
  return { assurance: { acr, ...(asked && amr !== undefined ? { amr } : {}), authTime: now }, expiresAt: now + expiresIn };
}

function sessionOf(who: PersonName | Identity, { acr, amr: asked = false, expiresIn = 1800, ...options }: SignedInOptions): Session {
  const now = Math.floor(Date.now() / 1000);
  const { level, amr } = typeof who === "string" ? means(who) : { level: "eidas2", amr: undefined };
  const reached = acr ?? level;
  // No Worker opens such a session, so a test with one would prove nothing.
  if (reached === "eidas1") throw new FcPivotError("acr_insufficient");
  return {
    identity: typeof who === "string" ? person(who, options) : structuredClone(who),
    assurance: { acr: reached, ...(asked && amr !== undefined ? { amr } : {}), authTime: now },
    expiresAt: now + expiresIn,
  };
}
