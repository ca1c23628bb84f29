// A page's sign-in for component tests: it answers as the test wants, and records the calls.
// Comes in: a person, or an error. Goes out: a `SignIn`. Never: a request; a navigation.

import { edgeSession } from "../edge-session/edge-session.js";
import { type ErrorCode, FcPivotError } from "../shared/errors.js";
import type { Identity } from "../shared/identity.js";
import { createListeners } from "../shared/listeners.js";
import type { LoginOptions, Session } from "../shared/session.js";
import { whoIn } from "../edge-session/session-watch.js";
import type { SignIn } from "../shared/sign-in.js";
import { type PersonName, type PersonOptions, means, person } from "./persons.js";

/** A call that would have left the page. */
export type Call = { readonly name: "login"; readonly options: LoginOptions } | { readonly name: "logout" };

/** A `SignIn` under a test's control. */
export interface TestSignIn extends SignIn<Session> {
  /** The calls of `login` and `logout`, in their order. Neither changes who is signed in: the provider does. */
  readonly calls: readonly Call[];
  /**
   * From now on this one answers as `other` does, as if something had happened in another tab: listeners are called where it changes who is
   * signed in. `failing("network_error", { at: "session" })` changes nothing, since the session cannot be asked for.
   */
  become(other: TestSignIn): void;
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

/** The step that fails. */
export interface FailingOptions {
  /** `return`: the login that was just tried; `takeError` gives its error. The other steps throw. Default `return`. */
  at?: "return" | "session" | "login" | "logout" | undefined;
}

/** The state of a test sign-in. */
interface Condition {
  readonly session: Session | null;
  readonly failure?: { readonly at: NonNullable<FailingOptions["at"]>; readonly error: FcPivotError };
}

/** A sign-in of a test person, or of an identity of your own. */
export function signedInAs(who: PersonName | Identity, options: SignedInOptions = {}): TestSignIn {
  return new PretendedSignIn({ session: sessionOf(who, options) });
}

/** A sign-in without a person. */
export function signedOut(): TestSignIn {
  return new PretendedSignIn({ session: null });
}

/** A sign-in without a person, because of an error. */
export function failing(code: ErrorCode, { at = "return" }: FailingOptions = {}): TestSignIn {
  return new PretendedSignIn({ session: null, failure: { at, error: new FcPivotError(code) } });
}

class PretendedSignIn implements TestSignIn {
  readonly calls: Call[] = [];
  readonly #listeners = createListeners<Session | null>();
  /** Who was signed in when it was last asked for. */
  #known: string | undefined;
  #condition: Condition;

  constructor(condition: Condition) {
    this.#condition = condition;
  }

  async login(options: LoginOptions = {}): Promise<void> {
    this.calls.push({ name: "login", options });
    this.#failAt("login");
  }

  async session(): Promise<Session | null> {
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

  onChange(listener: (session: Session | null) => void): () => void {
    return this.#listeners.add(listener);
  }

  become(other: TestSignIn): void {
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
