// `fc-pivot/browser`: the browser-verified way. The page makes state and nonce, and verifies what comes back.
// Comes in: the provider's issuer, the registered client. Goes out: the login's URL; after the callback, a verified identity.
// Never: Wasm, network or storage before it is asked; a login that serves twice; an identity or a token in storage.

import { Page, PageCallback, Provider, discoveryRequest, load, loggedOut, defaultAnswerMilliseconds } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import { holding } from "../shared/held.js";
import { type HttpAnswer, type HttpRequest, type Transport, sendRepeatable } from "../shared/http.js";
import { serve } from "../load/serve.js";
import type { LoginOptions } from "../shared/session.js";
import { askedAhead } from "./ahead.js";
import { hostOf } from "./host.js";
import { keysOfProvider } from "./keys.js";
import { type TakenPending, keepPending } from "./pending.js";
import { type Verified, nobody } from "./person.js";
import { returns } from "./returns.js";
import { onceShown } from "./shown.js";
import type { BrowserVerified, BrowserVerifiedOptions, VerifiedSignIn } from "./types.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../shared/errors.js";
export type * from "../shared/identity.js";
export type { LoginOptions } from "../shared/session.js";
export type { SignedIn, SignIn } from "../shared/sign-in.js";
export type { BrowserVerified, BrowserVerifiedOptions, VerifiedSignIn } from "./types.js";

/** The browser-verified way. */
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified {
  const preset = options.preset ?? "franceconnect-plus";
  // What remains is the client's: the core takes it, and refuses what it does not know.
  const { issuer, preset: _preset, exchange, timeout: _timeout, fetch: _fetch, wasm: _wasm, ...client } = options;
  const transport = (reach: Pick<Transport, "fetch"> = options): Transport => ({ ...reach, timeout: options.timeout ?? defaultAnswerMilliseconds() });
  /** What breaks on its way is asked for again past the browser's cache, which may have kept it broken. */
  const askDocument = (request: HttpRequest, reach?: Pick<Transport, "fetch">): Promise<HttpAnswer> =>
    sendRepeatable(request, transport(reach), { ...request, cache: "reload" });

  const ready = () => load(options.wasm);
  const keysFor = keysOfProvider(askDocument);

  let known: Provider | undefined;
  async function provider(): Promise<Provider> {
    const loading = ready();
    // Both at once: neither waits for the other.
    const reach = known === undefined ? { fetch: askedAhead(issuer, options.fetch) } : options;
    await loading;
    // A provider of an instance of the Wasm that failed is left behind: each instance has a class of its own.
    if (known instanceof Provider) return known;
    const { status, contentType, body } = await askDocument(discoveryRequest(issuer), reach);
    known = Provider.discovered(preset, issuer, exchange, status, contentType, body);
    return known;
  }
  const onPage = <T>(provided: Provider, act: (page: Page) => T): Promise<T> => holding((hold) => act(hold(new Page(provided, client))));

  const logins = returns("login", (search, taken) => person.keep(verified(search, taken)));

  async function verified(search: string, taken: TakenPending): Promise<Verified> {
    const pending = taken.text();
    const asked = provider();
    asked.catch(() => {});
    await unsent(taken, ready());
    const callback = PageCallback.read(search, pending);
    const provided = await unsent(taken, asked);
    return holding(async (hold) => {
      const machine = hold(callback.signIn(provided, exchange));
      // Before the code is sent: it serves once. Where keys cannot be had, the same return can be finished later. They cost a round trip at the
      // most, and the browser keeps them; the code has thirty seconds.
      const keys = await unsent(taken, keysFor(provided, hold));
      await serve(machine, hostOf(transport({ fetch: options.fetch }), keys));
      const { idToken, ...signIn } = machine.signedIn();
      return { signIn, idToken };
    });
  }

  const logouts = returns("logout", async (search, taken): Promise<void> => {
    const state = taken.text();
    await unsent(taken, ready());
    loggedOut(search, state);
  });

  const person = nobody(`fc-pivot ${issuer} ${client.clientId}`, logins.forget);

  async function loginUrl(wanted: LoginOptions = {}): Promise<string> {
    const provided = await provider();
    const { url, state, pending } = await onPage(provided, (page) => page.login(provided, wanted));
    keepPending("login", state, pending);
    return url;
  }

  async function logout(): Promise<void> {
    // First here, whatever comes of it at the provider.
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

/** Our own error class, whatever was thrown. */
async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw FcPivotError.from(thrown);
  }
}

/** Work before anything of a return was sent: where it fails, the same return may be tried again. */
async function unsent<T>(taken: TakenPending, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    taken.putBack();
    throw thrown;
  }
}
