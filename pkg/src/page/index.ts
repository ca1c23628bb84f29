// `fc-pivot/browser`: the browser-verified way. The page makes state and nonce, and verifies what comes back.
// Comes in: the provider's issuer, the registered client. Goes out: the login's URL; after the callback, a verified identity.
// Never: Wasm, network or storage before it is asked; a login that serves twice; an identity or a token in storage.

import { Answer, Page, PageCallback, Provider, discoveryRequest, load, loggedOut, usualAnswerMilliseconds } from "#browser";
import { FcPivotError } from "../errors.js";
import { type Hold, holding } from "../held.js";
import { type HttpRequest, type Transport, send } from "../http.js";
import type { LoginOptions } from "../session.js";
import { askedAhead } from "./ahead.js";
import { type TakenPending, keepPending } from "./pending.js";
import { type Verified, nobody } from "./person.js";
import { returns } from "./returns.js";
import type { BrowserVerified, BrowserVerifiedOptions, VerifiedSignIn } from "./types.js";
import { byThePageAlone, withTheWorker } from "./verification.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../errors.js";
export type * from "../identity.js";
export type { LoginOptions } from "../session.js";
export type { SignedIn, SignIn } from "../sign-in.js";
export type { BrowserVerified, BrowserVerifiedOptions, VerifiedSignIn } from "./types.js";

/** A login, as the core starts it: where to go, and what to keep under which name. */
interface PageLogin {
  readonly url: string;
  readonly state: string;
  readonly pending: string;
}

/** A sign-out, likewise; without a state where the person does not come back. */
interface PageLogout {
  readonly url: string;
  readonly state?: string;
}

/** The browser-verified way. */
export function browserVerified(options: BrowserVerifiedOptions): BrowserVerified {
  const preset = options.preset ?? "franceconnect-plus";
  const worker = options.exchange ?? (preset === "oidc" ? undefined : "/auth/exchange");
  // What remains is the client's: the core takes it, and refuses what it does not know.
  const { issuer, preset: _preset, exchange: _exchange, timeout: _timeout, fetch: _fetch, wasm: _wasm, ...client } = options;
  const asking = (hold: Hold, reach: Pick<Transport, "fetch"> = options) => async (request: HttpRequest, answers = 1): Promise<Answer> => {
    const timeout = answers * (options.timeout ?? usualAnswerMilliseconds());
    const { status, contentType, body } = await send(request, { ...reach, timeout });
    return hold(new Answer(status, contentType, body));
  };

  const ready = () => load(options.wasm);

  let known: Provider | undefined;
  async function provider(): Promise<Provider> {
    const loading = ready();
    // Both at once: neither waits for the other.
    const reach = known === undefined ? { fetch: askedAhead(issuer, options.fetch) } : options;
    await loading;
    // A provider of an instance of the Wasm that failed is left behind: each instance has a class of its own.
    if (known instanceof Provider) return known;
    const method = worker === undefined ? "none" : "client_secret_post";
    return holding(async (hold) => (known = Provider.discovered(preset, issuer, method, await asking(hold, reach)(discoveryRequest(issuer)))));
  }
  const onPage = <T>(provided: Provider, act: (page: Page) => T): Promise<T> =>
    holding((hold) => act(hold(new Page(provided, client))));

  const logins = returns("login", (search, taken) => person.keep(verified(search, taken)));

  async function verified(search: string, taken: TakenPending): Promise<Verified> {
    const pending = taken.text();
    const asked = provider();
    asked.catch(() => {});
    await unsent(taken, ready());
    const callback = PageCallback.read(search, pending);
    const provided = await unsent(taken, asked);
    const grant = callback.check(provided);
    return holding((hold) =>
      worker === undefined ? byThePageAlone(grant, provided, asking(hold), hold) : withTheWorker(grant, provided, asking(hold), hold, worker),
    );
  }

  const logouts = returns("logout", async (search, taken): Promise<void> => {
    const state = taken.text();
    await unsent(taken, ready());
    loggedOut(search, state);
  });

  const person = nobody(`fc-pivot ${issuer} ${client.clientId}`, logins.forget);

  async function loginUrl(wanted: LoginOptions = {}): Promise<string> {
    const provided = await provider();
    const { url, state, pending }: PageLogin = await onPage(provided, (page) => page.login(provided, wanted));
    keepPending("login", state, pending);
    return url;
  }

  return {
    prefetch: () => attempt(ready),
    loginUrl: (wanted) => attempt(() => loginUrl(wanted)),
    login: (wanted) => attempt(async () => location.assign(await loginUrl(wanted))),
    finish: ({ search }) => attempt(() => logins.finish(search)),
    finishLogout: ({ search }) => attempt(() => logouts.finish(search)),
    takeError: () => null,
    onChange: person.onChange,

    async session() {
      await logins.settled();
      return person.known();
    },

    logout: () =>
      attempt(async () => {
        // First here, whatever comes of it at the provider.
        const last = person.forget();
        if (last === null) return;
        const provided = await provider();
        const logout: PageLogout | undefined = await onPage(provided, (page) => page.logout(provided, last.idToken));
        if (logout === undefined) return;
        if (logout.state !== undefined) keepPending("logout", logout.state, logout.state);
        location.assign(logout.url);
      }),
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
