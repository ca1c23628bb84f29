// A page's sign-in for component tests: says what the test wants said, and remembers what it was asked to do.
// Comes in: a person, or an error. Goes out: a `SignIn`. Never: a request, a page that is left.

import { edgeSession } from "../edge-session/edge-session.js";
import { type ErrorCode, FcPivotError } from "../shared/errors.js";
import type { Identity } from "../shared/identity.js";
import { noListeners } from "../shared/listeners.js";
import type { LoginOptions, Session } from "../shared/session.js";
import { whoIn } from "../edge-session/session-watch.js";
import type { SignIn } from "../shared/sign-in.js";
import { type PersonName, type PersonOptions, means, person } from "./persons.js";

/** What a page asked of its sign-in that would have left it. */
export type Call = { readonly name: "login"; readonly options: LoginOptions } | { readonly name: "logout" };

/** A `SignIn` in a test's hands. */
export interface TestSignIn extends SignIn<Session> {
  /** The calls to `login` and `logout`, in their order. Neither changes who is signed in: that is the provider's doing. */
  readonly calls: readonly Call[];
  /**
   * From now on this one is as `other` is, as if it had happened in another tab: `onChange` tells of it where it changes who is signed in.
   * `failing("network_error", { at: "session" })` changes nothing of that: nobody could say.
   */
  become(other: TestSignIn): void;
}

/** How somebody is signed in. */
export interface SignedInOptions extends PersonOptions {
  /** The level of assurance of this sign-in. Default: what the person's identity provider reaches. */
  acr?: "eidas2" | "eidas3" | undefined;
  /** Whether the service is one that may ask for `amr`, and does (`FC_AMR=on`). Default: `false`. */
  amr?: boolean | undefined;
  /** Seconds until the session ends. Default 1800. */
  expiresIn?: number | undefined;
}

/** The step that fails. */
export interface FailingOptions {
  /** `return`: the login that was just tried, which `takeError` tells. The others throw. Default `return`. */
  at?: "return" | "session" | "login" | "logout" | undefined;
}

/** What a test sign-in is like at the moment. */
interface Condition {
  readonly session: Session | null;
  readonly failure?: { readonly at: NonNullable<FailingOptions["at"]>; readonly error: FcPivotError };
}

/** Somebody is signed in: a test person, or an identity of your own making. */
export function signedInAs(who: PersonName | Identity, options: SignedInOptions = {}): TestSignIn {
  return new PretendedSignIn({ session: sessionOf(who, options) });
}

/** Nobody is signed in. */
export function signedOut(): TestSignIn {
  return new PretendedSignIn({ session: null });
}

/** Nobody is signed in, because of an error. */
export function failing(code: ErrorCode, { at = "return" }: FailingOptions = {}): TestSignIn {
  return new PretendedSignIn({ session: null, failure: { at, error: new FcPivotError(code) } });
}

class PretendedSignIn implements TestSignIn {
  readonly calls: Call[] = [];
  readonly #listeners = noListeners<Session | null>();
  /** Who is signed in, as far as somebody asked. */
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
    // Another tab's news reach a page where somebody listens, and only what it is then told counts.
    if (this.#listeners.any() && this.#condition.failure?.at !== "session") this.#learn();
  }

  /** As the real one learns an answer: listeners hear where it says something else than before. */
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
  // No Worker opens such a session: a test that goes on with one proves nothing.
  if (reached === "eidas1") throw new FcPivotError("acr_insufficient");
  return {
    identity: typeof who === "string" ? person(who, options) : structuredClone(who),
    assurance: { acr: reached, ...(asked && amr !== undefined ? { amr } : {}), authTime: now },
    expires_at: now + expiresIn,
  };
}
