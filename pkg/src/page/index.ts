// `fc-pivot/browser`: the browser-verified way. The page makes state and nonce, and verifies what comes back.
// Comes in: the provider's issuer, the registered client. Goes out: the login's URL; after the callback, a verified identity.
// Never: Wasm, network or storage before it is asked; a login that serves twice.

import { Answer, type Grant, Page, PageCallback, Provider, ProviderKeys, SignedToken, Userinfo, UserinfoAnswer, discoveryRequest, load, usualAnswerMilliseconds } from "#browser";
import { FcPivotError } from "../errors.js";
import { type HttpRequest, type Transport, send } from "../http.js";
import type { Assurance, Identity } from "../identity.js";
import type { LoginOptions } from "../session.js";
import { keepLogin, takeLogin } from "./pending.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../errors.js";
export type * from "../identity.js";
export type { LoginOptions } from "../session.js";

/** The registered client. */
export interface BrowserVerifiedOptions extends Partial<Transport> {
  /** The provider's issuer. */
  issuer: string;
  clientId: string;
  /** The page that calls `finish`. */
  redirectUri: string;
  /** Default `franceconnect-plus`; `oidc` for a provider that lets browsers call its token endpoint. */
  preset?: "franceconnect-plus" | "franceconnect-plus-integration" | "franceconnect-plus-production" | "oidc";
  /** Scopes, with spaces between. Default: the preset's. */
  scope?: string;
  /** The level of assurance that every login demands. Default: the preset's. */
  acr?: string;
  /** The Worker's exchange route, where the provider encrypts or wants a secret. Default `/auth/exchange`; with `oidc`, none. */
  exchange?: string;
}

/** A person, verified by this page. */
export interface VerifiedSignIn {
  identity: Identity;
  assurance: Assurance;
  /** Where she wanted to go: a path of the own origin. */
  returnTo: string;
}

/** A page's dealings with the provider. */
export interface BrowserVerified {
  /** Fetches the Wasm module ahead of its use. */
  prefetch(): Promise<void>;
  /** Starts a login and gives the address to go to. */
  loginUrl(options?: LoginOptions): Promise<string>;
  /** Finishes the login that `location` (the callback's address) answers. */
  finish(location: { readonly search: string }): Promise<VerifiedSignIn>;
}

/** The browser-verified way. */
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified {
  const preset = options.preset ?? "franceconnect-plus";
  const worker = options.exchange ?? (preset === "oidc" ? undefined : "/auth/exchange");
  const { clientId, redirectUri, scope, acr } = options;
  const ask = async (request: HttpRequest): Promise<Answer> => {
    const { status, contentType, body } = await send(request, { ...options, timeout: options.timeout ?? usualAnswerMilliseconds() });
    return new Answer(status, contentType, body);
  };

  let known: Provider | undefined;
  async function provider(): Promise<Provider> {
    await load();
    // A provider of an instance of the Wasm that failed is left behind: each instance has a class of its own.
    if (known instanceof Provider) return known;
    const method = worker === undefined ? "none" : "client_secret_post";
    return (known = Provider.discovered(preset, options.issuer, method, await ask(discoveryRequest(options.issuer))));
  }

  /** Our own error class, whatever was thrown. */
  async function attempt<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (thrown) {
      throw FcPivotError.from(thrown);
    }
  }

  return {
    prefetch: () => attempt(load),

    loginUrl: (wanted = {}) =>
      attempt(async () => {
        const provided = await provider();
        const login = new Page(provided, { clientId, redirectUri, scope, acr }).login(provided, wanted);
        keepLogin(login);
        return login.url;
      }),

    finish({ search }) {
      // Taken before the first await: a reload, the back button or a framework's second call finds nothing left.
      const taken = takeLogin(search);
      return attempt(async () => {
        const pending = taken.pending();
        const provided = await provider().catch((thrown: unknown) => {
          taken.putBack();
          throw thrown;
        });
        const grant = PageCallback.read(search, pending).check(provided);
        return worker === undefined ? byThePageAlone(grant, provided, ask) : withTheWorker(grant, provided, ask, worker);
      });
    },
  };
}

type Ask = (request: HttpRequest) => Promise<Answer>;

/** The Worker swaps the code and decrypts; this page verifies. */
async function withTheWorker(grant: Grant, provider: Provider, ask: Ask, worker: string): Promise<VerifiedSignIn> {
  const exchanged = grant.readExchanged(await ask(grant.exchangeRequest(worker)));
  const keys = await keysOf(provider, ask);
  return { ...exchanged.verify(keys, provider), returnTo: exchanged.returnTo };
}

/** The provider lets browsers call its token endpoint: no Worker. The code is bound by PKCE. */
async function byThePageAlone(grant: Grant, provider: Provider, ask: Ask): Promise<VerifiedSignIn> {
  const { returnTo } = grant;
  const request = grant.publicRequest(provider);
  const tokens = grant.readTokens(await ask(request));
  const keys = await keysOf(provider, ask);
  const idToken = tokens.verify(SignedToken.received(provider, tokens.idToken), keys, provider);
  const userinfoRequest = tokens.userinfoRequest(provider, idToken);
  let userinfo = Userinfo.fromIdToken(idToken);
  if (userinfoRequest !== undefined) {
    const answer = UserinfoAnswer.read(provider, await ask(userinfoRequest));
    const { token } = answer;
    userinfo = token === undefined ? answer.plain(provider, idToken) : Userinfo.verify(SignedToken.received(provider, token), keys, idToken);
  }
  return { identity: tokens.identity(provider, idToken, userinfo), assurance: idToken.assurance(), returnTo };
}

async function keysOf(provider: Provider, ask: Ask): Promise<ProviderKeys> {
  return ProviderKeys.read(await ask(provider.keysRequest()));
}
