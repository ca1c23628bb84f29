// What `fc-pivot/browser` takes and gives.

import type { Transport } from "../shared/http.js";
import type { LoginOptions } from "../shared/session.js";
import type { SignedIn, SignIn } from "../shared/sign-in.js";

/** The registered client. */
export interface BrowserVerifiedOptions extends Pick<Transport, "fetch"> {
  /** The provider's issuer. */
  issuer: string;
  clientId: string;
  /** The page that calls `finish`. */
  redirectUri: string;
  /** The page that calls `finishLogout`, as registered. Without it, a sign-out ends on the provider's page. */
  postLogoutRedirectUri?: string | undefined;
  /** Default `franceconnect-plus`; `oidc` for a provider that lets browsers call its token endpoint. */
  preset?: "franceconnect-plus" | "franceconnect-plus-integration" | "franceconnect-plus-production" | "oidc" | undefined;
  /** Scopes, with spaces between. Default: the preset's. */
  scope?: string | undefined;
  /** The level of assurance that every login demands. Default: the preset's. */
  acr?: string | undefined;
  /** Whether every login asks for `amr`, which a service needs an authorisation for at FranceConnect+: without it nobody can sign in. */
  amr?: boolean | undefined;
  /** The Worker's exchange route, where the provider encrypts or wants a secret. Default `/auth/exchange`; with `oidc`, none. */
  exchange?: string | undefined;
  /**
   * Milliseconds that the provider has for one answer; the Worker's exchange, which waits for up to three, has three times as long. Default
   * 10000, as the Worker's `FC_TIMEOUT`: where that is more, let this be as much.
   */
  timeout?: number | undefined;
  /** Where `fc-pivot/browser.wasm` is served, for a bundler that does not find it by itself, such as esbuild. */
  wasm?: string | URL | undefined;
}

/** A person, verified by this page. */
export interface VerifiedSignIn extends SignedIn {
  /** Where she wanted to go: a path of the own origin. */
  returnTo: string;
}

/**
 * A page's dealings with the provider.
 *
 * A login leaves the page, so state, nonce and verifier wait for its return in `sessionStorage`; nothing else survives the way out. Where
 * the browser blocks it, `login`, `loginUrl` and `finish` throw `storage_unavailable`: without what was kept, nothing could tell the
 * answer to this login from one that an attacker began, so there is nothing to fall back to.
 */
export interface BrowserVerified extends SignIn<VerifiedSignIn> {
  /** Fetches the Wasm module ahead of its use. Any number of calls fetch it once; after a failure, the next call tries again. */
  prefetch(): Promise<void>;
  /** Starts a login and gives the address to go to. */
  loginUrl(options?: LoginOptions): Promise<string>;
  /**
   * Finishes the login that `location` (the callback's address) answers. A code serves once: whoever calls again with the same address, at
   * the same time or later in this page's life, gets the same outcome, until somebody signs out. In a new life of the page (a reload) the
   * login is used up: `state_unknown`. Where somebody signs out meanwhile, here or in another tab, the outcome is `no_session`: nobody is
   * signed in. Only what failed before the code was sent (`wasm_unavailable`, discovery, the provider's keys) can be tried again. In a
   * page that is only prerendered it waits until the page is shown.
   */
  finish(location: { readonly search: string }): Promise<VerifiedSignIn>;
  /**
   * Who `finish` verified in this page's life; waits for a `finish` under way; `null` otherwise. It is held in memory alone, never in
   * storage: a reload ends it, and so does a sign-out, here or in another tab.
   */
  session(): Promise<VerifiedSignIn | null>;
  /** `null`: the errors of this way are thrown by `finish`. */
  takeError(location: { readonly search: string }): null;
  /**
   * Forgets who is signed in or just coming back, in every tab, then goes to the provider to end its session too. Where this page knows of
   * nobody, or the provider has no such endpoint, it stays.
   */
  logout(): Promise<void>;
  /** Checks that the return from the provider, at `postLogoutRedirectUri`, answers a sign-out of this tab; else `logout_state_mismatch`. */
  finishLogout(location: { readonly search: string }): Promise<void>;
}
