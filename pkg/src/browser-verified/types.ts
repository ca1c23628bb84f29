// The types of `fc-pivot/browser`.
// Comes in: nothing. Goes out: types. Never: code.

import type { Transport } from "../shared/http.js";
import type { LoginOptions } from "../shared/session.js";
import type { SignedIn, SignedInAgent, SignIn } from "../shared/sign-in.js";

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
  preset?:
    | "franceconnect-plus"
    | "franceconnect-plus-integration"
    | "franceconnect-plus-production"
    | "franceconnect"
    | "franceconnect-sandbox"
    | "franceconnect-production"
    | "proconnect"
    | "proconnect-integration"
    | "proconnect-production"
    | "oidc"
    | undefined;
  /** The one algorithm that the provider signs with for this client: the Worker's `FC_SIGNING_ALG`. Default `ES256`. */
  signingAlg?: "ES256" | "RS256" | "PS256" | "EdDSA" | "Ed25519" | undefined;
  /** Audiences that the provider's tokens may name beside the client, with spaces between: the Worker's `FC_TRUSTED_AUDIENCES`. Default: none. */
  trustedAudiences?: string | undefined;
  /** Scopes, with spaces between. Default: the preset's. */
  scope?: string | undefined;
  /** The level of assurance that every login demands. Default: the preset's. */
  acr?: string | undefined;
  /** Whether every login asks for `amr`. At FranceConnect+ a service needs an authorisation for that: without it nobody can sign in. */
  amr?: boolean | undefined;
  /** The Worker's exchange route, where the provider encrypts or wants a secret. Default `/auth/exchange`; with `oidc`, none. */
  exchange?: string | undefined;
  /**
   * Milliseconds that the provider has for one answer. The Worker's exchange waits for up to three answers, and has three times as long.
   * Default 10000. Set at least the Worker's `FC_TIMEOUT`.
   */
  timeout?: number | undefined;
  /** Where `fc-pivot/browser.wasm` is served, for a bundler that does not find it by itself, such as esbuild. */
  wasm?: string | URL | undefined;
}

/** A person whom this page has verified. */
export interface VerifiedSignIn extends SignedIn {
  /** Where she wanted to go: a path of the own origin. */
  returnTo: string;
}

/** An agent whom this page has verified, with ProConnect. */
export interface VerifiedAgent extends SignedInAgent {
  /** Where she wanted to go: a path of the own origin. */
  returnTo: string;
}

/**
 * A page's sign-in at the provider.
 *
 * A login leaves the page, so state, nonce and verifier wait for its return in `sessionStorage`; nothing else is kept. Where the browser blocks
 * that storage, `login`, `loginUrl` and `finish` throw `storage_unavailable`. There is nothing to fall back to: without these values, the
 * answer to this login could not be told from one that an attacker began.
 */
export interface BrowserVerified<Who extends VerifiedSignIn | VerifiedAgent = VerifiedSignIn> extends SignIn<Who> {
  /** Fetches the Wasm module before it is needed, once for any number of calls; after a failure, the next call tries again. */
  prefetch(): Promise<void>;
  /** Starts a login and gives the address to go to. */
  loginUrl(options?: LoginOptions): Promise<string>;
  /**
   * Finishes the login that `location` (the callback's address) answers. A code works once, so every call with the same address, at the same
   * time or later in this page, gets the same outcome until the person signs out. After a reload the login is used up: `state_unknown`.
   * Where she signs out meanwhile, here or in another tab, the outcome is `no_session`. Only a failure before the code was sent
   * (`wasm_unavailable`, discovery, the provider's keys) can be tried again. A prerendered page waits until it is shown.
   */
  finish(location: { readonly search: string }): Promise<Who>;
  /**
   * The person whom `finish` has verified in this page, or `null`. Waits for a `finish` that is under way. She is kept in memory alone, never in
   * storage, so a reload ends it, as does a sign-out, here or in another tab.
   */
  session(): Promise<Who | null>;
  /** Always `null`: `finish` throws the errors. */
  takeError(location: { readonly search: string }): null;
  /**
   * Forgets who is signed in or just coming back, in every tab, then goes to the provider to end its session too. It stays in the page where
   * nobody is known, or where the provider has no such endpoint.
   */
  logout(): Promise<void>;
  /** Checks that the return from the provider, at `postLogoutRedirectUri`, answers a sign-out of this tab; else `logout_state_mismatch`. */
  finishLogout(location: { readonly search: string }): Promise<void>;
}
