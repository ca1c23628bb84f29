"use client";
// `fc-pivot/react`: a page's sign-in for React.
// Comes in: a `SignIn`, either way of use. Goes out: who is signed in, for every component below, and the actions.
// Never: React itself; it is the application's. On a server, and while a page hydrates, the state is "loading".

import { type ReactElement, type ReactNode, createContext, createElement, useContext, useSyncExternalStore } from "react";
import type { SignedIn, SignedInAgent, SignIn } from "../shared/sign-in.js";
import { type SignInState, type SignInStore, signInStore } from "./sign-in-store.js";

export type { SignInActions, SignInState, SignInStatus } from "./sign-in-store.js";

const Store = createContext<SignInStore | null>(null);

/** Props of `FcPivotProvider`. */
export interface FcPivotProviderProps {
  /** `edgeSession()` or `browserVerified(…)`, made once, outside of any component. */
  auth: SignIn;
  children?: ReactNode;
}

/** Makes a sign-in known to all components below it. */
export function FcPivotProvider({ auth, children }: FcPivotProviderProps): ReactElement {
  return createElement(Store.Provider, { value: signInStore(auth) }, children);
}

/**
 * Who is signed in, and `login`, `logout`, `refresh`, which stay the same functions.
 *
 * Name the session's own type where you need more than both ways of use have: `useSession<Session>()` has the edge session's `expiresAt`.
 */
export function useSession<Person extends SignedIn | SignedInAgent = SignedIn>(): SignInState<Person> {
  const store = useContext(Store) as SignInStore<Person> | null;
  if (store === null) throw new TypeError("useSession() is called outside of <FcPivotProvider auth={…}>");
  return useSyncExternalStore(store.subscribe, store.current, store.initial);
}
