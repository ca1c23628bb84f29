// What a page knows of its sign-in, for the adapters: one store for each `SignIn`, however many components look at it.
// Comes in: a `SignIn`. Goes out: snapshots, each complete and immutable, and a call at each new one.
// Never: a request before anything listens, so that a server renders "loading" and nothing else; an identity kept while nothing listens; an
// error that is shown twice.

import { FcPivotError } from "../shared/errors.js";
import type { LoginOptions } from "../shared/session.js";
import type { SignedIn, SignedInAgent, SignIn } from "../shared/sign-in.js";

/** Who is signed in, as far as is known. */
export type SignInStatus<Person extends SignedIn | SignedInAgent = SignedIn> =
  | { readonly status: "loading"; readonly session: null; readonly error: null }
  /** `error`: a further login failed, to another level for example; the earlier one still holds. */
  | { readonly status: "signed-in"; readonly session: Person; readonly error: FcPivotError | null }
  /** `error`: the login that led here failed. */
  | { readonly status: "signed-out"; readonly session: null; readonly error: FcPivotError | null }
  /** Who is signed in could not be found out: `refresh` asks again. */
  | { readonly status: "failed"; readonly session: null; readonly error: FcPivotError };

/** The actions. None of them rejects: a failure becomes the `error` of the next state. */
export interface SignInActions {
  /** Leaves the page for the provider. */
  login(this: void, options?: LoginOptions): Promise<void>;
  /** Signs out, here and at the provider: leaves the page. */
  logout(this: void): Promise<void>;
  /** Asks again who is signed in. */
  refresh(this: void): Promise<void>;
}

/** One moment of a page's sign-in. */
export type SignInState<Person extends SignedIn | SignedInAgent = SignedIn> = SignInStatus<Person> & SignInActions;

/** A page's sign-in, with every change of it. */
export interface SignInStore<Person extends SignedIn | SignedInAgent = SignedIn> {
  /** The state now. */
  current(this: void): SignInState<Person>;
  /** The first state, which a server renders, and a browser at first. */
  initial(this: void): SignInState<Person>;
  /** Has `listener` called at every change. Returns what ends it. */
  subscribe(this: void, listener: () => void): () => void;
}

const stores = new WeakMap<object, unknown>();

/** The store of `auth`: the same one at every call. */
export function signInStore<Person extends SignedIn | SignedInAgent>(auth: SignIn<Person>): SignInStore<Person> {
  const store = (stores.get(auth) as SignInStore<Person> | undefined) ?? createStore(auth);
  stores.set(auth, store);
  return store;
}

function createStore<Person extends SignedIn | SignedInAgent>(auth: SignIn<Person>): SignInStore<Person> {
  const listeners = new Set<() => void>();
  const actions: SignInActions = { login, logout, refresh };
  const initial: SignInState<Person> = Object.freeze({ status: "loading", session: null, error: null, ...actions });

  let state: SignInState<Person> = initial;
  /** The error of a login or a sign-out. The address holds it only once, so it outlives the listeners. It ends when who is signed in changes. */
  let actionError: FcPivotError | null = null;
  /** Whether it is known yet who is signed in: the first answer is no change. */
  let answered = false;
  /** The request in flight; the answer to an earlier one is out of date. */
  let asked: Promise<Person | null> | undefined;
  let stopWatching = (): void => {};

  function show(status: SignInStatus<Person>): void {
    state = Object.freeze({ ...status, ...actions });
    for (const listener of [...listeners]) listener();
  }

  function showPerson(session: Person | null): void {
    answered = true;
    show(session === null ? { status: "signed-out", session, error: actionError } : { status: "signed-in", session, error: actionError });
  }

  /** A change is newer than the answer to any request that was sent before. */
  function changed(session: Person | null): void {
    asked = undefined;
    if (answered) actionError = null;
    showPerson(session);
  }

  async function refresh(): Promise<void> {
    const question = (asked = Promise.resolve().then(() => auth.session()));
    const outdated = (): boolean => asked !== question || listeners.size === 0;
    try {
      const session = await question;
      if (!outdated()) showPerson(session);
    } catch (thrown) {
      if (!outdated()) show({ status: "failed", session: null, error: FcPivotError.from(thrown) });
    } finally {
      if (asked === question) asked = undefined;
    }
  }

  async function attempt(act: () => Promise<void>): Promise<void> {
    try {
      actionError = null;
      await act();
    } catch (thrown) {
      actionError = FcPivotError.from(thrown);
      if (state.status === "failed") show({ status: "failed", session: null, error: actionError });
      else if (state.status !== "loading") showPerson(state.session);
    }
  }

  function login(options?: LoginOptions): Promise<void> {
    return attempt(() => auth.login(options));
  }

  function logout(): Promise<void> {
    return attempt(() => auth.logout());
  }

  function start(): void {
    actionError = auth.takeError(location) ?? actionError;
    stopWatching = auth.onChange(changed);
    void refresh();
  }

  function stop(): void {
    stopWatching();
    state = initial;
  }

  return {
    current: () => state,
    initial: () => initial,
    subscribe(listener) {
      // Wrapped, so that a function that subscribes twice counts as two listeners.
      const own = (): void => listener();
      listeners.add(own);
      if (listeners.size === 1) start();
      return () => {
        if (listeners.delete(own) && listeners.size === 0) stop();
      };
    },
  };
}
