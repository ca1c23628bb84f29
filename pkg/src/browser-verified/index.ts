// `fc-pivot/browser`: the browser-verified way. The page makes state and nonce, and verifies what comes back.
// Comes in: the provider's issuer, the registered client. Goes out: the login's URL; after the callback, a verified identity.
// Never: Wasm, network or storage before a call; a login that is used twice; an identity or a token in storage.

import { Page, PageCallback, Provider, discoveryRequest, load, loggedOut, defaultAnswerMilliseconds } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import { holding } from "../shared/held.js";
import { type HttpAnswer, type HttpRequest, type Transport, sendRepeatable } from "../shared/http.js";
import { serve } from "../load/serve.js";
import type { LoginOptions } from "../shared/session.js";
import { prefetchDiscovery } from "./discovery-prefetch.js";
import { hostOf } from "./host.js";
import { keysOfProvider } from "./keys.js";
import { type TakenPending, keepPending } from "./pending.js";
import { type Verified, createPerson } from "./person.js";
import { createReturns } from "./returns.js";
import { onceShown } from "./shown.js";
import type { BrowserVerified, BrowserVerifiedOptions, VerifiedAgent, VerifiedSignIn } from "./types.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../shared/errors.js";
export type * from "../shared/agent.js";
export type * from "../shared/identity.js";
export type { LoginOptions } from "../shared/session.js";
export type { SignedIn, SignedInAgent, SignIn } from "../shared/sign-in.js";
export type { BrowserVerified, BrowserVerifiedOptions, VerifiedAgent, VerifiedSignIn } from "./types.js";

/** Makes a page's browser-verified sign-in. With a preset of ProConnect, `browserVerified<VerifiedAgent>(…)`. */
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified;
export function browserVerified<Who extends VerifiedSignIn | VerifiedAgent>(options: BrowserVerifiedOptions): BrowserVerified<Who>;
// Again, since `ReturnType` takes the last of them.
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified;
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified {
  const preset = options.preset ?? "franceconnect-plus";
  // The other options are the client's. The core reads them, and refuses unknown ones.
  const { issuer, preset: _preset, exchange, signingAlg, trustedAudiences, timeout: _timeout, fetch: _fetch, wasm: _wasm, ...client } = options;
  const transport = (reach: Pick<Transport, "fetch"> = options): Transport => ({ ...reach, timeout: options.timeout ?? defaultAnswerMilliseconds() });
  /** A document that arrives broken is asked for again past the browser's cache, which may have kept it broken. */
  const askDocument = (request: HttpRequest, reach?: Pick<Transport, "fetch">): Promise<HttpAnswer> =>
    sendRepeatable(request, transport(reach), { ...request, cache: "reload" });

  const ready = () => load(options.wasm);
  const keysFor = keysOfProvider(askDocument, signingAlg);

  let known: Provider | undefined;
  async function provider(): Promise<Provider> {
    const loading = ready();
    // Module and document are fetched at the same time.
    const reach = known === undefined ? { fetch: prefetchDiscovery(issuer, options.fetch) } : options;
    await loading;
    // Each instance of the Wasm has a class of its own: a provider of an instance that failed is not used again.
    if (known instanceof Provider) return known;
    const { status, contentType, body } = await askDocument(discoveryRequest(issuer), reach);
    known = Provider.discovered(preset, issuer, exchange, signingAlg, trustedAudiences, status, contentType, body);
    return known;
  }
  const onPage = <T>(provided: Provider, act: (page: Page) => T): Promise<T> => holding((hold) => act(hold(new Page(provided, client))));

  const logins = createReturns("login", (search, taken) => person.keep(verified(search, taken)));

  async function verified(search: string, taken: TakenPending): Promise<Verified> {
    const pending = taken.text();
    const asked = provider();
    asked.catch(() => {});
    await unsent(taken, ready());
    const callback = PageCallback.read(search, pending);
    const provided = await unsent(taken, asked);
    return holding(async (hold) => {
      const machine = hold(callback.signIn(provided, exchange));
      // The keys come before the code is sent, since it works once: without keys, the same return can be finished later. They cost at most one
      // round trip, and the browser caches them; the code has thirty seconds.
      const keys = await unsent(taken, keysFor(provided, hold));
      await serve(machine, hostOf(transport({ fetch: options.fetch }), keys));
      const { idToken, ...signIn } = machine.signedIn();
      // The preset decides which of the two it is; the caller has said which it awaits.
      return { signIn: signIn as Omit<typeof signIn, "agent"> as VerifiedSignIn, idToken };
    });
  }

  const logouts = createReturns("logout", async (search, taken): Promise<void> => {
    const state = taken.text();
    await unsent(taken, ready());
    loggedOut(search, state);
  });

  const person = createPerson(`fc-pivot ${issuer} ${client.clientId}`, logins.forget);

  async function loginUrl(wanted: LoginOptions = {}): Promise<string> {
    const provided = await provider();
    const { url, state, pending } = await onPage(provided, (page) => page.login(provided, wanted));
    keepPending("login", state, pending);
    return url;
  }

  async function logout(): Promise<void> {
    // The page forgets her first, whatever the provider does.
    const last = person.forget();
    if (last === null) return;
    const provided = await provider();
    const begun = await onPage(provided, (page) => page.logout(provided, last.idToken));
    if (begun === undefined) return;
    if (begun.state !== undefined) keepPending("logout", begun.state, begun.state);
    location.assign(begun.url);
  }

  return {
    prefetch: () => attempt(ready),
    loginUrl: (wanted) => attempt(() => onceShown(() => loginUrl(wanted))),
    login: (wanted) => attempt(() => onceShown(async () => location.assign(await loginUrl(wanted)))),
    finish: ({ search }) => attempt(() => onceShown(() => logins.finish(search))),
    finishLogout: ({ search }) => attempt(() => onceShown(() => logouts.finish(search))),
    takeError: () => null,
    onChange: person.onChange,

    session: () =>
      onceShown(async () => {
        await logins.settled();
        return person.known();
      }),

    logout: () => attempt(() => onceShown(logout)),
  };
}

/** Throws our own error class, whatever was thrown. */
async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw FcPivotError.from(thrown);
  }
}

/** Work before anything of a return is sent. Where it fails, the same return may be tried again. */
async function unsent<T>(taken: TakenPending, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    taken.putBack();
    throw thrown;
  }
}
