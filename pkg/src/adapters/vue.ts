// `fc-pivot/vue`: a page's sign-in for Vue.
// Comes in: a `SignIn`, either way of use. Goes out: who is signed in, as readonly refs, and the actions.
// Never: Vue itself; it is the application's. On a server, and while a page hydrates, the state is "loading".

import { type ComputedRef, type InjectionKey, type Plugin, computed, getCurrentInstance, inject, onMounted, onScopeDispose, shallowRef } from "vue";
import type { FcPivotError } from "../shared/errors.js";
import type { SignedIn, SignedInAgent, SignIn } from "../shared/sign-in.js";
import { type SignInActions, type SignInStatus, type SignInStore, signInStore } from "./sign-in-store.js";

export type { SignInActions, SignInStatus } from "./sign-in-store.js";

const STORE: InjectionKey<SignInStore> = Symbol("fc-pivot");

/** What `useSession` gives. */
export interface SignInRefs<Person extends SignedIn | SignedInAgent = SignedIn> extends SignInActions {
  /** `failed`: who is signed in could not be found out; `refresh` asks again. */
  readonly status: ComputedRef<SignInStatus["status"]>;
  /** Who is signed in. */
  readonly session: ComputedRef<Person | null>;
  /** Why the login that led here failed, or why it could not be found out who is signed in. */
  readonly error: ComputedRef<FcPivotError | null>;
}

/** Makes a sign-in (`edgeSession()` or `browserVerified(…)`) known to an application: `app.use(fcPivot(auth))`. */
export function fcPivot(auth: SignIn): Plugin {
  return {
    install(app) {
      app.provide(STORE, signInStore(auth));
    },
  };
}

/**
 * Who is signed in, for as long as the calling component or scope lives.
 *
 * Name the session's own type where you need more than both ways of use have: `useSession<Session>()` has the edge session's `expiresAt`.
 */
export function useSession<Person extends SignedIn | SignedInAgent = SignedIn>(): SignInRefs<Person> {
  const store = inject(STORE, null) as SignInStore<Person> | null;
  if (store === null) throw new TypeError("useSession() needs app.use(fcPivot(auth))");

  // The first rendering is the server's, even where more is known by now: a part that hydrates late must match it.
  const state = shallowRef(store.initial());
  let stop = (): void => {};
  const start = (): void => {
    const look = (): void => void (state.value = store.current());
    stop = store.subscribe(look);
    look();
  };
  if (getCurrentInstance() !== null) onMounted(start);
  else if (typeof document !== "undefined") start();
  onScopeDispose(() => stop());

  const { login, logout, refresh } = store.initial();
  return {
    status: computed(() => state.value.status),
    session: computed(() => state.value.session),
    error: computed(() => state.value.error),
    login,
    logout,
    refresh,
  };
}
